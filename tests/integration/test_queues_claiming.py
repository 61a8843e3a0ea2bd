"""Who gets the next contact: each once, in order, in a language they speak, and with its place kept."""

from __future__ import annotations

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.integration import center

from openline.actions import access, desk, queues
from openline.actions.acting import SYSTEM, acting_as
from openline.domain.queues import rank
from openline.jobs import loop
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)


def _waiting(clock: Clock, count: int, language: str = "en") -> list[uuid.UUID]:
    """So many contacts in the Tier 1 lane of a language, oldest first, a second apart."""
    moments = [clock.machine - timedelta(seconds=count - nth) for nth in range(count)]
    with acting_as(SYSTEM):
        lane = queues.lane_for("tier_1", language)
        people = models.Person.objects.bulk_create(models.Person(language=language, arrived_at=at) for at in moments)
        contacts = models.Contact.objects.bulk_create(
            models.Contact(person=person, channel="assistant", language=language, started_at=person.arrived_at)
            for person in people
        )
        items = models.WorkItem.objects.bulk_create(
            models.WorkItem(
                kind="contact", contact=contact, lane=lane, rank=rank(contact.started_at), enqueued_at=clock.machine
            )
            for contact in contacts
        )
    return [item.id for item in items]


def _claims_until_none_is_left(seat: models.Seat, now: object) -> list[uuid.UUID]:
    taken: list[uuid.UUID] = []
    try:
        while True:
            with acting_as(access.actor_of(seat)):
                item = queues.claim_next(seat, ("contact",), now)  # type: ignore[arg-type]
            if item is None:
                return taken
            taken.append(item.id)
    finally:
        connections.close_all()


def test_sixteen_agents_at_once_take_two_hundred_contacts_each_once(clock: Clock) -> None:
    waiting = _waiting(clock, 200)
    seats = [center.new_seat() for _ in range(16)]
    connections.close_all()
    with ThreadPoolExecutor(16) as at_once:
        taken = list(at_once.map(lambda seat: _claims_until_none_is_left(seat, clock.machine), seats))
    times = Counter(item for each in taken for item in each)
    assert set(times) == set(waiting)
    assert set(times.values()) == {1}


def test_one_agent_takes_them_in_the_order_of_their_waiting_between_lanes_too(clock: Clock) -> None:
    english, spanish = _waiting(clock, 15), _waiting(clock, 15, "es")
    taken = _claims_until_none_is_left(center.new_seat(), clock.machine)
    with acting_as(SYSTEM):
        ranks = dict(models.WorkItem.objects.values_list("id", "rank"))
    assert set(taken) == {*english, *spanish}
    assert [ranks[item] for item in taken] == sorted(ranks.values())


def test_an_agent_who_does_not_speak_the_language_never_gets_the_contact(clock: Clock) -> None:
    (spanish,) = _waiting(clock, 1, "es")
    english_only, both = center.new_seat(languages=("en",)), center.new_seat()
    with acting_as(access.actor_of(english_only)):
        assert queues.claim_next(english_only, ("contact",), clock.machine) is None
        assert queues.claim_this(english_only, spanish, clock.machine) is None
    with acting_as(access.actor_of(both)):
        item = queues.claim_next(both, ("contact",), clock.machine)
    assert item is not None
    assert item.id == spanish


def test_a_transfer_keeps_the_place(clock: Clock) -> None:
    center.waits_for_a_person()
    agent, other = center.new_seat(), center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    with acting_as(SYSTEM):
        before = models.WorkItem.objects.get(contact=contact)
    clock.machine_moves(minutes=3)
    center.waits_for_a_person()
    with acting_as(access.actor_of(agent)):
        here = models.Contact.objects.get(id=contact.id)
        moved = desk.transfer(here, agent, desk.Transfer("tier_1"), clock.machine)
        assert moved.outcome is desk.HandedOn.TRANSFERRED
    with acting_as(SYSTEM):
        after = models.WorkItem.objects.get(contact=contact)
    assert (after.rank, after.enqueued_at, after.state) == (before.rank, before.enqueued_at, "waiting")
    assert center.takes_next(other) == contact
    assert center.findings() == []


def test_the_contact_of_an_agent_who_vanished_goes_back_to_its_place(clock: Clock) -> None:
    center.waits_for_a_person()
    gone, other = center.new_seat(), center.new_seat()
    contact = center.takes_next(gone)
    clock.machine_moves(minutes=1)
    center.waits_for_a_person()
    clock.machine_moves(minutes=30)
    with acting_as(SYSTEM):
        queues.heard_of(other, clock.machine)
    while loop.run_once():
        pass
    with acting_as(SYSTEM):
        assert models.Conversation.objects.get(contact=contact).status == "waiting"
        assert models.Alert.objects.filter(kind="seat_absent").exists()
    assert center.findings() == []
    assert center.takes_next(other) == contact


def test_an_agent_who_is_heard_of_keeps_the_contact(clock: Clock) -> None:
    center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    clock.machine_moves(minutes=3)
    with acting_as(SYSTEM):
        queues.heard_of(agent, clock.machine)
    while loop.run_once():
        pass
    with acting_as(SYSTEM):
        assert [item.contact for item in queues.contacts_held(agent)] == [contact]


def test_an_agent_who_vanished_after_escalating_leaves_the_person_in_the_line(clock: Clock) -> None:
    center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    center.identifies(agent, contact)
    assert isinstance(center.escalates(agent, contact), models.Callback)
    clock.machine_moves(minutes=30)
    while loop.run_once():
        pass
    with acting_as(SYSTEM):
        assert models.Conversation.objects.get(contact=contact).status == "waiting"
    assert center.findings() == []
