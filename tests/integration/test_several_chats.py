"""Several live contacts at one seat: to its limit and no further, whoever asks at once, and a call alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import signed_in

from openline.actions import access, desk, house
from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.domain.chats import Room
from openline.domain.contacts import ContactsRules
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)


def _limit() -> int:
    return house.rules_at(ContactsRules, center.now()).chats_at_once.value


def _held(seat: models.Seat) -> list[models.Contact | None]:
    with acting_as(access.actor_of(seat)):
        return [item.contact for item in desk.contacts_held(seat)]


def test_an_agent_takes_contacts_up_to_the_rules_limit_and_no_further(clock: Clock) -> None:
    for _ in range(_limit() + 1):
        center.waits_for_a_person()
    agent = center.new_seat()
    taken = [center.takes_next(agent) for _ in range(_limit() + 1)]
    assert taken[-1] is None
    assert _held(agent) == taken[:-1]
    with acting_as(access.actor_of(agent)):
        assert desk.room_now(agent, center_clock.now()).outcome is Room.FULL
    assert center.findings() == []


def test_an_agent_who_asks_from_many_windows_at_once_still_keeps_the_limit(clock: Clock) -> None:
    for _ in range(_limit() + 3):
        center.waits_for_a_person()
    agent = center.new_seat()
    connections.close_all()

    def takes(_: int) -> models.Contact | None:
        try:
            return center.takes_next(agent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as at_once:
        taken = [contact for contact in at_once.map(takes, range(6)) if contact]
    assert len({contact.id for contact in taken}) == len(taken) == _limit() == len(_held(agent))
    assert center.findings() == []


def test_the_same_click_sent_twice_takes_one_contact(clock: Clock) -> None:
    center.waits_for_a_person()
    center.waits_for_a_person()
    agent = center.new_seat()
    browser = signed_in(agent)
    first = browser.post(reverse("desk-claim"), {"holding": "0"})
    again = browser.post(reverse("desk-claim"), {"holding": "0"})
    assert first["Location"] == again["Location"]
    assert len(_held(agent)) == 1


def test_a_call_is_taken_by_a_free_seat_and_passed_over_for_nobody(clock: Clock) -> None:
    first = center.waits_for_a_person()
    clock.advance(seconds=1)
    call = center.waits_for_a_person()
    with acting_as(SYSTEM):
        models.Contact.objects.filter(id=call.contact_id).update(channel="typed_voice")
    clock.advance(seconds=1)
    center.waits_for_a_person()
    busy, free = center.new_seat(), center.new_seat()
    taken = center.takes_next(busy)
    assert taken is not None and taken.id == first.contact_id
    assert center.takes_next(busy) is None
    with acting_as(access.actor_of(busy)):
        assert desk.room_now(busy, center_clock.now()).outcome is Room.NEXT_NEEDS_A_FREE_SEAT
    on_the_phone = center.takes_next(free)
    assert on_the_phone is not None and on_the_phone.id == call.contact_id
    assert center.takes_next(free) is None
    assert center.takes_next(busy) is not None
    assert center.findings() == []


def test_what_an_agent_who_steps_away_holds_goes_back_with_every_place(clock: Clock) -> None:
    waiting = []
    for _ in range(2):
        waiting.append(center.waits_for_a_person())
        clock.advance(seconds=1)
    agent, other = center.new_seat(), center.new_seat()
    for _ in waiting:
        center.takes_next(agent)
    browser = signed_in(agent)
    browser.post(reverse("desk-presence"), {"set": "away"})
    assert _held(agent) == []
    again = [center.takes_next(other) for _ in waiting]
    assert [contact.id for contact in again if contact] == [each.contact_id for each in waiting]
    assert center.findings() == []


def test_the_desk_marks_who_waits_for_an_answer_and_what_was_not_read(clock: Clock) -> None:
    first, second = center.waits_for_a_person(), center.waits_for_a_person()
    agent = center.new_seat()
    browser = signed_in(agent)
    for holding in ("0", "1"):
        browser.post(reverse("desk-claim"), {"holding": holding}, follow=True)
    browser.post(reverse("desk-say", args=[first.contact_id]), {"text": "Good morning."})
    clock.advance(seconds=30)
    center.says(second, "hello?")
    chats = browser.get(reverse("desk-contact", args=[first.contact_id])).context["chats"]
    by_number = {chat.href: chat for chat in chats}
    mine = by_number[reverse("desk-contact", args=[first.contact_id])]
    theirs = by_number[reverse("desk-contact", args=[second.contact_id])]
    assert (mine.state, mine.current) == ("person", True)
    assert (theirs.state, theirs.unread, theirs.current) == ("answer", 1, False)
    opened = browser.get(reverse("desk")).context
    assert opened["contact"]["id"] == second.contact_id


def test_a_contact_of_another_seat_is_not_there(clock: Clock) -> None:
    waiting = center.waits_for_a_person()
    agent, other = center.new_seat(), center.new_seat()
    center.takes_next(agent)
    stranger = signed_in(other)
    assert stranger.get(reverse("desk-contact", args=[waiting.contact_id])).status_code == 404
    for name in ("desk-say", "desk-transfer", "desk-end", "desk-answer", "desk-escalate"):
        assert stranger.post(reverse(name, args=[waiting.contact_id]), {"text": "x"}).status_code == 404


def test_a_transfer_takes_the_note_along_and_keeps_the_rank(clock: Clock) -> None:
    waiting = center.waits_for_a_person()
    agent, helper = center.new_seat(), center.new_seat("help_desk")
    center.takes_next(agent)
    with acting_as(SYSTEM):
        rank = models.WorkItem.objects.get(contact=waiting.contact_id).rank
    clock.advance(minutes=2)
    browser = signed_in(agent)
    asked = {"queue": "help_desk", "note": "Locked account", "tried": "The recovery page"}
    browser.post(reverse("desk-transfer", args=[waiting.contact_id]), asked)
    with acting_as(SYSTEM):
        assert models.WorkItem.objects.get(contact=waiting.contact_id).rank == rank
    at_the_help_desk = signed_in(helper)
    at_the_help_desk.post(reverse("desk-claim"), {"holding": "0"})
    page = at_the_help_desk.get(reverse("desk-contact", args=[waiting.contact_id])).content.decode()
    assert "Locked account" in page and "The recovery page" in page
    gone = browser.get(reverse("desk-contact", args=[waiting.contact_id]))
    assert gone.status_code == 302 and gone["Location"] == reverse("desk")
    assert center.findings() == []


def test_a_transfer_to_a_closed_queue_is_refused_and_nothing_moves(clock: Clock) -> None:
    waiting = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    after_closing = center.now() + timedelta(hours=12)
    with acting_as(access.actor_of(agent)):
        contact = models.Contact.objects.get(id=waiting.contact_id)
        refused = desk.transfer(contact, agent, desk.Transfer("help_desk"), after_closing)
    assert refused.outcome is desk.HandedOn.CLOSED_NOW
    assert [each.id for each in _held(agent) if each] == [waiting.contact_id]
