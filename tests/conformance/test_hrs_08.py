"""HRS-8: every place that tells a number takes it from one dated entry, so that a change shows in all of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from ruamel.yaml import YAML
from tests.conformance.packs import AGENCY
from tests.conformance.playing import CHANNELS, escalated, story
from tests.conftest import Clock
from tests.stories.moments import moment
from tests.stories.page import Page
from tests.stories.player import play, served_by

from openline.actions import house
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
OLD_NUMBER, NEW_NUMBER = "800-375-5283", "800-555-0199"
BEFORE, CHANGE = "2026-11-23T10:00 America/New_York", "2026-11-24"
AFTER = "2026-11-24T10:00 America/New_York"
TOLD_IN_TALK = [
    pytest.param(channel, marks=pytest.mark.rule("HRS-8", clause=clause, channel=channel))
    for channel in CHANNELS
    for clause in ("numbers from one dated entry", "a dated change shows everywhere")
]


def pack_with_a_new_main_line(folder: Path) -> Path:
    """The pack whose main line has another number from a day on."""
    copy = folder / "pack"
    shutil.copytree(AGENCY, copy)
    yaml = YAML()
    written = yaml.load(copy / "lines" / "main.yaml")
    source = {"document": "chosen", "part": "a test"}
    written["in_force_from"][CHANGE] = {
        "number": NEW_NUMBER, "standing": "chosen", "date_is": "effective", "source": source,
    }  # fmt: skip
    yaml.dump(written, copy / "lines" / "main.yaml")
    return copy


def pages_that_tell_a_number() -> list[str]:
    browser = Client(headers={"accept-language": "en"})
    return [Page(browser.get(reverse(name)).content.decode()).text for name in ("contact-us", "home")]


@pytest.mark.parametrize("channel", TOLD_IN_TALK)
def test_who_asks_for_the_number_is_told_the_one_in_force(
    channel: str, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    with served_by(pack_with_a_new_main_line(tmp_path), settings):
        play(story(AFTER, "applicant", ["they get in touch", {"they say": "what number do I call"}]), channel, clock)
        with acting_as(SYSTEM):
            said = " ".join(models.Message.objects.filter(sender="assistant").values_list("text", flat=True))
    assert NEW_NUMBER in said


@pytest.mark.rule("HRS-8", clause="numbers from one dated entry", channel="portal")
@pytest.mark.rule("HRS-8", clause="a dated change shows everywhere", channel="portal")
@pytest.mark.parametrize(("starts", "new"), [(BEFORE, False), (AFTER, True)])
def test_the_contact_and_start_pages_change_on_the_day(
    starts: str, new: bool, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    clock.starts_at(moment(starts))
    with served_by(pack_with_a_new_main_line(tmp_path), settings):
        for page in pages_that_tell_a_number():
            assert any(number in page for number in (NEW_NUMBER, house.tell_number(NEW_NUMBER))) is new
            assert any(number in page for number in (OLD_NUMBER, house.tell_number(OLD_NUMBER))) is not new


@pytest.mark.rule("HRS-8", clause="numbers from one dated entry", channel="notices")
@pytest.mark.rule("HRS-8", clause="a dated change shows everywhere", channel="notices")
@pytest.mark.parametrize(("starts", "new"), [(BEFORE, False), (AFTER, True)])
def test_a_notice_that_says_call_us_gives_the_number_of_its_day(
    starts: str, new: bool, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    with served_by(pack_with_a_new_main_line(tmp_path), settings):
        escalated(starts, "assistant", clock, {"we send": {"notice": "callback_promised", "by": ["email"]}})
        with acting_as(SYSTEM):
            body = models.Notice.objects.get(kind="callback_promised", form="email").body
    assert (NEW_NUMBER in body) is new
    assert (OLD_NUMBER in body) is not new
