"""HRS-11: a report counts, by language and month, the wishes for a language that were not met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conformance.packs import pack_with
from tests.conftest import Clock
from tests.integration import center
from tests.stories.player import served_by

from openline.actions import house, languages, reports
from openline.actions.acting import SYSTEM, acting_as
from openline.domain.contacts import ContactsRules
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COUNTED = pytest.mark.rule("HRS-11", clause="wishes not met are counted", channel="desk")
TOLD_FROM_ONE = {"value": 1, "examples": [{"expect": {"value": 1}}], "reading": "a test"}
A_MONTH = 31


@pytest.fixture
def small_numbers_told(settings: Any, tmp_path: Path) -> Iterator[None]:
    with served_by(pack_with(tmp_path, "contacts.least_count_told", "2026-01-01", TOLD_FROM_ONE), settings):
        yield


def wishes(language: str) -> models.Conversation:
    """A person who would rather speak another language, or one of the center's own."""
    conversation = center.arrives()
    now = center.now()
    with acting_as(SYSTEM):
        contact = models.Contact.objects.get(id=conversation.contact_id)
        languages.wish_for_language(contact, languages.word_of(language, now), now)
    return conversation


def brings_an_interpreter(conversation: models.Conversation, *, consents: bool = True) -> None:
    now = center.now()
    with acting_as(SYSTEM):
        contact = models.Contact.objects.get(id=conversation.contact_id)
        languages.record_interpreter(contact, contact.language_wished, True, consents, now)


def told() -> list[list[str]]:
    """The supervisor's report on languages: language, month, wishes not met, contacts with the person's interpreter."""
    chief = Client()
    chief.force_login(center.new_seat("supervisor").login, backend=BACKEND)
    table = chief.get(reverse("supervisor-reports")).context["tables"][-1]
    return [[cell.text for cell in row] for row in table.rows]


@COUNTED
@pytest.mark.usefixtures("small_numbers_told")
def test_unmet_wishes_are_counted_for_each_language_and_month(clock: Clock) -> None:
    for language in ("Amharic", "Amharic", "Haitian Creole"):
        wishes(language)
    clock.machine_moves(minutes=A_MONTH * 24 * 60)
    wishes("Amharic")
    assert told() == [
        ["Amharic", "December 2026", "1", "0"],
        ["Amharic", "November 2026", "2", "0"],
        ["Haitian Creole", "November 2026", "1", "0"],
    ]


@COUNTED
@pytest.mark.usefixtures("small_numbers_told")
def test_a_month_without_an_unmet_wish_is_not_in_the_report(clock: Clock) -> None:
    assert told() == []
    wishes("Amharic")
    clock.machine_moves(minutes=3 * A_MONTH * 24 * 60)
    wishes("Amharic")
    assert [month for _language, month, *_counts in told()] == ["February 2027", "November 2026"]


@COUNTED
@pytest.mark.usefixtures("small_numbers_told")
def test_a_wish_that_was_met_is_not_counted(clock: Clock) -> None:
    for language in house.pack().agency.languages:  # the center speaks it
        wishes(language)
    assert told() == []
    brings_an_interpreter(wishes("Amharic"))  # somebody spoke it for them
    assert [row[-2:] for row in told()] == [["0", "1"]]
    brings_an_interpreter(wishes("Amharic"), consents=False)  # nobody was allowed to
    assert [row[-2:] for row in told()] == [["1", "1"]]


@COUNTED
def test_a_count_that_could_point_at_somebody_is_not_told(clock: Clock) -> None:
    now = center.now()
    least = house.rules_at(ContactsRules, now).least_count_told.value
    for _ in range(least - 1):
        wishes("Amharic")
    with acting_as(SYSTEM):
        assert [row.count for row in reports.unmet_language_wishes(now)] == [None]
    wishes("Amharic")
    with acting_as(SYSTEM):
        assert [row.count for row in reports.unmet_language_wishes(now)] == [least]
