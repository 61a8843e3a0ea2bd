"""TIER-9: live help is for what self-help cannot yet do; each live contact says why, and a report counts them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conformance.packs import pack_with
from tests.conformance.playing import CHANNELS, story
from tests.conftest import Clock
from tests.stories import looking
from tests.stories.by_http import BACKEND
from tests.stories.player import play, served_by
from tests.stories.seats import seat_of

from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = "2026-11-24T10:00 America/New_York"
TOLD_FROM_ONE = {"value": 1, "examples": [{"expect": {"value": 1}}], "reading": "a test"}
ENDS = ["tier_1 claims", {"tier_1 ends": {"reasons": "appointment", "note": "They will call again."}}]


def _kept_by(clause: str) -> Any:
    marked = [pytest.param(c, marks=pytest.mark.rule("TIER-9", clause=clause, channel=c)) for c in CHANNELS]
    return pytest.mark.parametrize("channel", marked)


def _infopass(channel: str, clock: Clock) -> models.Contact:
    steps = ["they get in touch", {"they say": "infopass"}, {"they wait in line for": "tier_1"}, *ENDS]
    return play(story(MORNING, "client_of_attorney", steps), channel, clock).conversation.contact


@_kept_by("each live contact carries the reason")
def test_a_live_contact_carries_why_self_help_did_not_do(channel: str, clock: Clock) -> None:
    contact = _infopass(channel, clock)
    kept = looking.as_system(lambda: models.WrapUp.objects.get(contact=contact))
    assert (contact.self_help_did_not_do, kept.self_help) == ("straight_to_queue", "straight_to_queue")
    assert (kept.state, kept.reasons) == ("done", ["appointment"])


@_kept_by("a report counts them")
def test_the_supervisor_counts_contacts_that_a_self_service_job_could_have_done(
    channel: str, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    with served_by(pack_with(tmp_path, "contacts.least_count_told", "2026-01-01", TOLD_FROM_ONE), settings):
        contact = _infopass(channel, clock)
        about = models.Matter.objects.filter(id=contact.matter_id)
        looking.as_system(lambda: about.update(about="case_status"))
        chief = Client()
        chief.force_login(seat_of("supervisor", ("en",)).login, backend=BACKEND)
        by_reason, could_have, *_languages = chief.get(reverse("supervisor-reports")).context["tables"]
    assert [[cell.text for cell in row[-1:]] for row in by_reason.rows] == [["1"]]
    assert [[cell.text for cell in row[-2:]] for row in could_have.rows] == [["1", "0"]]
