"""HRS-12: public guidance on when and how to reach the center, drawn from the rules in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conformance.packs import pack_with
from tests.conformance.playing import CHANNELS, story
from tests.conftest import Clock
from tests.stories.moments import moment
from tests.stories.page import Page
from tests.stories.player import play, served_by

from openline.actions import house

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = "2026-11-24T10:00 America/New_York"
THE_DAY_BEFORE = "2026-11-23T10:00 America/New_York"
LONGER = {"urgent": "96 business_day_hours", "regular": "45 business_days"}
ASKED = {"urgency": "regular", "requested_at": "2026-11-24T10:00-05:00"}
URGENT = {"urgency": "urgent", "requested_at": "2026-11-24T10:00-05:00"}


def before_contact(language: str = "en") -> str:
    browser = Client(headers={"accept-language": language})
    return Page(browser.get(reverse("before-you-contact-us")).content.decode()).text


@pytest.mark.rule("HRS-12", clause="the page in both languages", channel="portal")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_tells_what_to_know_before_in_both_languages(language: str, clock: Clock) -> None:
    page = before_contact(language)
    for advice in house.pack().guidance.before:
        assert advice.title[language] in page
    assert Client().get(reverse("home")).content.decode().count(reverse("before-you-contact-us")) >= 1


@pytest.mark.rule("HRS-12", clause="drawn from the rules in force", channel="portal")
@pytest.mark.parametrize(("starts", "days"), [(THE_DAY_BEFORE, "30"), (TODAY, "45")])
def test_a_rule_that_changes_changes_the_page_on_its_day(
    starts: str, days: str, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    entry = {
        "value": LONGER,
        "examples": [
            {"given": ASKED, "expect": {"due_on": "2027-02-02"}},
            {"given": URGENT, "expect": {"due_at": "2026-12-01T10:00-05:00"}},
        ],
    }
    clock.starts_at(moment(starts))
    with served_by(pack_with(tmp_path, "callbacks.return_within", "2026-11-24", entry), settings):
        assert f"{days} business days" in before_contact()


@pytest.mark.parametrize(
    "channel",
    [
        pytest.param(
            channel, marks=pytest.mark.rule("HRS-12", clause="linked where menu and assistant end", channel=channel)
        )
        for channel in CHANNELS
    ],
)
@pytest.mark.parametrize(("language", "title"), [("en", "Before you contact us"), ("es", "Antes de comunicarse")])
def test_a_talk_ends_with_the_way_to_the_page(channel: str, language: str, title: str, clock: Clock) -> None:
    steps = [{"they get in touch": {"language": language}}, {"they say": "no"}, {"they are told": "goodbye"}]
    world = play(story(TODAY, "applicant", steps), channel, clock)
    said = world.told()[-1].text
    assert (reverse("before-you-contact-us") if channel == "assistant" else title) in said
