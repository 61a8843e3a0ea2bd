"""Handing a live contact on with all that was said, or giving it back to the line; it keeps its place in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from openline.actions import conversations, events, hand_over, house, ledger, notices, queues
from openline.actions.acting import SYSTEM, within
from openline.actions.desk.taking import CONTACT_TIMER, SEAT_TIMERS
from openline.actions.opening_hours import hours_in
from openline.domain.decision import Decision
from openline.domain.hours import OpenNow
from openline.domain.queues import Escalation, QueuesRules, escalate
from openline.policy import telling
from openline.records import models

LONGEST_NOTE = 4000


class HandedOn(StrEnum):
    """What became of a transfer."""

    TRANSFERRED = "transferred"
    NOT_YOURS = "not_yours"
    TAKES_NO_CONTACTS = "takes_no_contacts"
    CLOSED_NOW = "closed_now"
    STAYS_SEALED = "stays_sealed"
    URGENCY_MISSING = "urgency_missing"
    URGENCY_UNKNOWN = "urgency_unknown"
    REASON_MISSING = "reason_missing"
    REASON_UNKNOWN = "reason_unknown"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where a contact goes and what goes with it: a note for the next one, what was tried, and up the ladder why."""

    queue: str
    note: str = ""
    tried: str = ""
    urgency: str = ""
    reason: str = ""


def takes_contacts(queue: str) -> bool:
    """Whether live contacts are answered in this queue."""
    pack = house.pack()
    return queue in pack.queues and pack.queues[queue].takes_contacts


def ways_on(contact: models.Contact, seat: models.Seat) -> list[str]:
    """The queues of other tiers to which this contact may be handed."""
    queues_of_others = [key for key, queue in house.pack().queues.items() if queue.tier != seat.tier]
    return [key for key in queues_of_others if takes_contacts(key) and may_hold(contact, key)]


def may_hold(contact: models.Contact, queue: str) -> bool:
    """Whether who serves the queue may see this contact: what is sealed to a tier goes to nobody below it."""
    return not contact.sealed_to or "see_protected" in house.pack().tiers[house.pack().queues[queue].tier].may


def is_a_step_up(seat: models.Seat, queue: str) -> bool:
    """Whether this queue is that of a tier above the seat's, which is reached on a judgment only (TIER-3)."""
    pack = house.pack()
    return queue in pack.queues and pack.queues[queue].tier in house.tiers_above(seat.tier)


def transfer(contact: models.Contact, seat: models.Seat, wish: Transfer, now: datetime) -> Decision[HandedOn]:
    """Hands the live contact to another queue with all that was said; it keeps its place in time.

    Where the queue is closed, takes no live contacts, may not see this one, or is that of a tier above and no urgency
    and reason are named, nothing is done and the word says why.
    """
    item = queues.held_by(seat, contact)
    if item is None:
        return Decision(HandedOn.NOT_YOURS)
    refused = _refusal(contact, seat, wish, now)
    if refused is not None:
        return refused
    conversation = contact.conversation
    tier = house.pack().queues[wish.queue].tier
    if "see_protected" in house.pack().tiers[tier].may:
        _seal(contact, wish.queue, tier, now)
    with within(SYSTEM):
        queues.hand_on(item, queues.lane_for(wish.queue, conversation.language), now)
        _wait_in_line(contact, wish.queue, "contact_transferred", now)
        _keep_note(contact, seat, wish, now)
        decision = _decision(seat, wish, now)
        ledger.record_decision("transfer", decision, now, seat=seat, contact=contact, matter=contact.matter)
    events.changed(events.topic_of_seat(seat.id), "handed_on", now, contact=contact.id)
    return decision


def _refusal(contact: models.Contact, seat: models.Seat, wish: Transfer, now: datetime) -> Decision[HandedOn] | None:
    if not takes_contacts(wish.queue):
        return Decision(HandedOn.TAKES_NO_CONTACTS, (), {"queue": wish.queue})
    if not may_hold(contact, wish.queue):
        return Decision(HandedOn.STAYS_SEALED, (), {"queue": wish.queue})
    hours = hours_in(wish.queue, contact.channel, now)
    if not isinstance(hours.outcome, OpenNow):
        return Decision(HandedOn.CLOSED_NOW, hours.because, {"queue": wish.queue, "opens_at": hours.outcome.opens_at})
    if not is_a_step_up(seat, wish.queue):
        return None
    judged = escalate(wish.urgency or None, wish.reason or None, house.rules_at(QueuesRules, now))
    if judged.outcome is Escalation.ESCALATED:
        return None
    return Decision(HandedOn(judged.outcome.value), judged.because, judged.facts)


def _keep_note(contact: models.Contact, seat: models.Seat, wish: Transfer, now: datetime) -> None:
    note, tried = (conversations.readable(text)[:LONGEST_NOTE] for text in (wish.note, wish.tried))
    models.TransferNote.objects.create(
        contact=contact, seat=seat, to_queue=wish.queue, note=note, tried=tried, written_at=now
    )


def _decision(seat: models.Seat, wish: Transfer, now: datetime) -> Decision[HandedOn]:
    facts: dict[str, object] = {"queue": wish.queue, "from_tier": seat.tier}
    because = ()
    if is_a_step_up(seat, wish.queue):
        facts |= {"urgency": wish.urgency, "reason": wish.reason}
        because = escalate(wish.urgency, wish.reason, house.rules_at(QueuesRules, now)).because
    return Decision(HandedOn.TRANSFERRED, because, facts)


def _seal(contact: models.Contact, queue: str, tier: str, now: datetime) -> None:
    """From here on the matter is that tier's alone, with all that was said before and with what was promised.

    A call that was promised keeps its moment and its place; whoever cannot see it any more owes it no more.
    """
    with within(SYSTEM):
        touches = models.Contact.objects.filter(Q(id=contact.id) | Q(matter__isnull=False, matter=contact.matter_id))
        models.Conversation.objects.filter(contact__in=touches).update(sealed_to=tier)
        touches.update(sealed_to=tier)
        models.Matter.objects.filter(id=contact.matter_id).update(sealed_to=tier)
        promises = models.Promise.objects.filter(matter=contact.matter_id, state="open")
        work = models.WorkItem.objects.filter(promise__in=promises).exclude(state="done").select_related("lane")
        for item in work:
            queues.hand_on(item, queues.lane_for(queue, contact.language), now)
        promises.update(owner_queue=queue)


def give_back(seat: models.Seat, now: datetime) -> int:
    """Everything that the seat holds goes back to its lanes with its place kept; how many pieces that was."""
    held = list(models.WorkItem.objects.filter(owner=seat, state="claimed").select_related("lane", "contact", "matter"))
    for item in held:
        give_back_one(item, now)
    return len(held)


def leave(seat: models.Seat, now: datetime) -> int:
    """The agent leaves the desk: everything in their hands goes back at once, and nothing comes to them; how many."""
    given_back = give_back(seat, now)
    models.Presence.objects.filter(seat=seat).update(available=False)
    return given_back


def give_back_one(item: models.WorkItem, now: datetime) -> None:
    """One piece of work goes back to its lane with its place kept; a waiting person is told."""
    queues.put_back(item, now)
    if item.kind == "contact" and item.contact:
        _wait_in_line(item.contact, item.lane.queue, "agent_gone", now)


def _wait_in_line(contact: models.Contact, queue: str, words: str, now: datetime) -> None:
    """The contact waits in the queue and is looked after there; from here on it is not this seat's to see."""
    conversation = contact.conversation
    models.Conversation.objects.filter(id=conversation.id).update(status="waiting")
    # Messages and decisions keep who spoke and acted.
    models.Contact.objects.filter(id=contact.id).update(seat=None)
    matter = models.Matter.objects.filter(id=contact.matter_id, state="open").first()
    if matter:
        ledger.cancel_timers(now, matter=matter, kinds=SEAT_TIMERS)
        ledger.set_timer(matter, CONTACT_TIMER, hand_over.next_look_at_contact(queue, contact.channel, now))
        ledger.settle_matter(matter, now)
    told = notices.wording(words, "chat", conversation.language, numbers_of(contact))
    conversations.say(conversation, "center", told.body, now, words=words)


def numbers_of(contact: models.Contact) -> dict[str, str]:
    """What the words of a contact that changes hands may tell."""
    item_number = telling.tell_item_number(contact.matter.item_number) if contact.matter else ""
    return {"item_number": item_number, "agency": house.short_name(contact.language)}
