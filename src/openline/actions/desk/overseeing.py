"""A supervisor reads along in a live contact, which its agent is told, or takes it over, which the person is told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from openline.actions import access, events, ledger
from openline.actions.acting import SYSTEM, within
from openline.actions.desk.taking import _lock, become_theirs, room_now
from openline.domain.chats import Room
from openline.domain.decision import Decision
from openline.records import models

WATCH = "watch"
SUPERVISE = "supervise"


class TakeOver(StrEnum):
    """What became of the wish to take a contact over."""

    TAKEN = "taken"
    NOT_THERE = "not_there"
    YOURS_ALREADY = "yours_already"
    NO_ROOM = "no_room"


def watch(contact: models.Contact, seat: models.Seat, now: datetime) -> bool:
    """The supervisor reads along from now on; recorded, and announced to the agent.

    False where nothing is live and no wrap-up is owed.
    """
    over = contact.ended_at is not None and not models.WrapUp.objects.filter(contact=contact, state="owed").exists()
    if not access.may(seat, SUPERVISE) or over:
        return False
    if not access.watches(seat, contact):
        _record(contact, seat, "began", now)
    return True


def stop_watching(contact: models.Contact, seat: models.Seat, now: datetime) -> None:
    if access.watches(seat, contact):
        _record(contact, seat, "ended", now)


def _record(contact: models.Contact, seat: models.Seat, word: str, now: datetime) -> None:
    agent = str(contact.seat_id) if contact.seat_id else None
    decision = Decision(word, (), {"agent": agent})
    ledger.record_decision(WATCH, decision, now, seat=seat, contact=contact, matter=contact.matter)
    if contact.seat_id:
        events.changed(events.topic_of_seat(contact.seat_id), "watched", now, contact=contact.id)


def watchers_of(contact: models.Contact) -> list[models.Seat]:
    """The seats that read along in this contact now."""
    seats = models.Seat.objects.filter(decision__contact=contact, decision__kind=WATCH).distinct()
    return [seat for seat in seats.order_by("name") if access.watches(seat, contact)]


def take_over(contact: models.Contact, seat: models.Seat, now: datetime) -> Decision[TakeOver]:
    """The supervisor takes a waiting or live contact into their own hands; the person is told with whom they speak now.

    It keeps its lane and rank, so that it goes back to its own line when the supervisor lets go of it.
    """
    if not access.may(seat, SUPERVISE) or not access.may(seat, "claim_contacts"):
        return Decision(TakeOver.NOT_THERE)
    _lock(seat)
    work = models.WorkItem.objects.select_for_update(of=("self",)).filter(contact=contact).exclude(state="done")
    item = work.first()
    if item is None:
        return Decision(TakeOver.NOT_THERE)
    if item.owner_id == seat.id:
        return Decision(TakeOver.YOURS_ALREADY)
    room = room_now(seat, now, coming=contact.channel)
    if room.outcome is not Room.FREE:
        return Decision(TakeOver.NO_ROOM, room.because, room.facts)
    before = models.Seat.objects.filter(id=item.owner_id).first()
    decision = Decision(TakeOver.TAKEN, (), {"from": before.agent_id if before else None, "from_state": item.state})
    ledger.record_decision("taken_over", decision, now, seat=seat, contact=contact, matter=contact.matter)
    models.WorkItem.objects.filter(id=item.id).update(state="claimed", owner=seat, claimed_at=now)
    stop_watching(contact, seat, now)
    with within(SYSTEM):
        become_theirs(contact, seat, now, introduced_by="taken_over")
        lane = models.Lane.objects.get(id=item.lane_id)
        events.changed(events.topic_of_queue(lane.queue), "claimed", now, work_item=item.id)
    if before:
        events.changed(events.topic_of_seat(before.id), "taken_over", now, contact=contact.id)
    return decision
