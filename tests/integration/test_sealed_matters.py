"""A matter that goes to the senior officers is theirs alone, with what was said and what was promised before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import signed_in

from openline.actions import access, desk
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sealed(clock: Clock) -> models.Callback:
    """A call was promised, and then the person said what only the senior officers may hear."""
    agent = center.new_seat()
    center.waits_for_a_person()
    contact = center.takes_next(agent)
    assert contact is not None
    center.identifies(agent, contact)
    callback = center.escalates(agent, contact)
    assert isinstance(callback, models.Callback)
    with acting_as(access.actor_of(agent)):
        here = models.Contact.objects.get(id=contact.id)
        moved = desk.transfer(here, agent, desk.Transfer("tier_3", urgency="regular", reason="other"), clock.machine)
        assert moved.outcome is desk.HandedOn.TRANSFERRED
    with acting_as(access.actor_of(agent)):
        assert not models.Contact.objects.filter(id=contact.id).exists()
    return callback


def _signed_in(tier: str) -> tuple[Client, models.Seat]:
    seat = center.new_seat(tier)
    return signed_in(seat), seat


def test_a_promised_call_goes_with_its_matter_and_keeps_its_moment(sealed: models.Callback) -> None:
    with acting_as(SYSTEM):
        promise = models.Promise.objects.get(id=sealed.promise_id)
        item = models.WorkItem.objects.select_related("lane").get(promise=promise)
        assert promise.promised_by == sealed.promise.promised_by
        assert (promise.owner_queue, item.lane.queue, item.state) == ("tier_3", "tier_3", "waiting")
        assert models.Matter.objects.get(id=sealed.matter_id).owner_queue == "tier_3"
    assert [str(finding) for finding in center.findings()] == []


def test_a_tier_2_officer_no_longer_finds_the_call_and_a_senior_officer_keeps_it(
    sealed: models.Callback, clock: Clock
) -> None:
    officer, _ = _signed_in("tier_2")
    senior, _ = _signed_in("tier_3")
    assert officer.get(reverse("callback", args=[sealed.id])).status_code == 404
    assert str(sealed.id).encode() not in officer.get(reverse("callbacks")).content
    assert str(sealed.id).encode() in senior.get(reverse("callbacks")).content
    clock.advance_to(sealed.planned_from + timedelta(minutes=5))
    answer = senior.post(reverse("callback-attempt", args=[sealed.id]), {"answer": "spoken"})
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        assert models.Promise.objects.get(id=sealed.promise_id).outcome == "kept"
