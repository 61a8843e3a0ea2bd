"""TIER-12: one center for all; a representative and an applicant stand in the same line in order of arrival."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from tests.conformance.playing import CHANNELS
from tests.conftest import Clock
from tests.stories import looking
from tests.stories.by_http import ByHttp
from tests.stories.seats import seat_of

from openline.actions import house
from openline.gateways.synthetic_agency import synthetic_agency
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
MOST_QUESTIONS = 6


def _stands_in_line(cast: str, channel: str, seats: dict[str, models.Seat]) -> ByHttp:
    """Somebody of the cast asks for an appointment on a channel, answers what is asked, and waits for a person."""
    member = synthetic_agency(house.pack_folder()).cast()[cast]
    driver = ByHttp(seats)
    driver.get_in_touch(channel, "en", "")
    driver.say("infopass")
    answers: dict[str, Any] = {"receipt_number": member.receipt_number}
    for _ in range(MOST_QUESTIONS):
        conversation = looking.conversation_of(driver.person_id)
        if conversation.status == "waiting":
            return driver
        driver.say(answers.get(conversation.awaits or "", "yes"))
    raise AssertionError(f"{cast} does not wait: {looking.conversation_of(driver.person_id).awaits}")


@pytest.mark.parametrize(
    "channel",
    [
        pytest.param(
            channel, marks=pytest.mark.rule("TIER-12", clause="the same line in order of arrival", channel=channel)
        )
        for channel in CHANNELS
    ],
)
def test_a_representative_and_an_applicant_are_taken_in_the_order_in_which_they_came(
    channel: str, clock: Clock
) -> None:
    other = next(each for each in CHANNELS if each != channel)
    seats: dict[str, models.Seat] = {}
    came: list[ByHttp] = []
    for cast, on in (("attorney_on_record", channel), ("applicant", other), ("attorney_on_record", other)):
        came.append(_stands_in_line(cast, on, seats))
        clock.advance(seconds=1)
    items = [_item(each.person_id) for each in came]
    assert len({item.lane.pk for item in items}) == 1
    assert [item.rank for item in items] == sorted(item.rank for item in items)
    for each in came:
        seats["tier_1"] = seat_of("tier_1", ("en", "es"))
        each.desks.clear()
        assert each.claim("tier_1")
        assert looking.conversation_of(each.person_id).status == "live"


def _item(person_id: uuid.UUID) -> models.WorkItem:
    waiting = models.WorkItem.objects.select_related("lane")
    return looking.as_system(lambda: waiting.get(contact__person_id=person_id, state="waiting"))
