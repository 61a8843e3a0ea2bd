"""From self-service to a person: into the queue when it is open, with a number in hand."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db.models import Min

from openline.actions import events, house, ledger, queues, waits
from openline.actions.opening_hours import hours_in
from openline.conversation import Outcome
from openline.conversation.outcomes import GENERAL_SLOT, STANDING_SLOT, WAIT_SLOT, HandOffOutcome, Reason
from openline.conversation.state import Pending
from openline.domain.contacts import (
    AT_FIRST_CONTACT,
    BeforeLine,
    ContactsRules,
    ToldBeforeLine,
    UnknownVariant,
    before_line,
)
from openline.domain.decision import Decision
from openline.domain.hours import OpenNow
from openline.domain.identity import IdentityRules
from openline.domain.queues import QueuesRules, rank
from openline.domain.windows import duration
from openline.policy import telling
from openline.records import models

YES, WAIT = "yes", "wait"  # the choices of the pack's slots that lead on into the line


def to_queue(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    """Queues the contact for the tier that the flow names, unless it is closed or nothing is known yet."""
    hours = hours_in(pending.action, conversation.channel, now)
    because = (*pending.because, *(ref.address for ref in hours.because))
    if not isinstance(hours.outcome, OpenNow):
        opens_at = telling.tell_moment(hours.outcome.opens_at, house.home_zone(), language)
        ledger.record_decision("hand_over", hours, now, outcome="closed_now", contact=conversation.contact)
        return Outcome(pending.action, HandOffOutcome.CLOSED_NOW, {"opens_at": opens_at}, because)
    first = before_the_line(pending, now)
    if first.outcome is not BeforeLine.JOIN:
        if first.outcome is BeforeLine.NOT_NOW:
            ledger.record_decision("hand_over", first, now, contact=conversation.contact)
        because = (*because, *(ref.address for ref in first.because))
        return Outcome(pending.action, first.outcome, {}, because)
    matter = _matter_of(conversation, pending, queue=pending.action, action="answer_contact", now=now)
    item = _queue_contact(conversation, matter, pending, now)
    _record(pending, conversation, matter, hours, now)
    before = models.WorkItem.objects.filter(lane=item.lane, state="waiting", rank__lt=item.rank).count()
    facts = {
        "place": str(before + 1),
        "waiting_before": str(before),
        "item_number": telling.tell_item_number(matter.item_number),
    }
    return Outcome(pending.action, HandOffOutcome.QUEUED, facts, because)


def before_the_line(pending: Pending, now: datetime) -> Decision[BeforeLine]:
    """What is asked before this person joins the line, of what the pack asks at all (TIER-13, HRS-5).

    In the line of the senior officers nothing is asked: what they handle is nobody's business on the way there.
    """
    slots = house.flows_at(now).settings.slots
    asked = slots.keys() & {STANDING_SLOT, GENERAL_SLOT, WAIT_SLOT}
    if len(asked) < 3 or sealed_to(pending.action):
        return Decision(BeforeLine.JOIN, ())
    said = pending.slots
    standing = said.get(STANDING_SLOT)
    told = ToldBeforeLine(
        standing="" if standing and standing == slots[STANDING_SLOT].otherwise else standing,
        general=said[GENERAL_SLOT] == YES if GENERAL_SLOT in said else None,
        waits=said[WAIT_SLOT] == WAIT if WAIT_SLOT in said else None,
    )
    may_be_told = house.rules_at(IdentityRules, now).standings_told
    return before_line(pending.intent, told, house.rules_at(ContactsRules, now), may_be_told)


def _record(
    pending: Pending,
    conversation: models.Conversation,
    matter: models.Matter,
    hours: Decision,
    now: datetime,
) -> None:
    issued = house.rules_at(ContactsRules, now).item_number_issued
    if issued.value != AT_FIRST_CONTACT:
        raise UnknownVariant(f"{issued.ref.address} names {issued.value!r}, which no code offers")
    refs = (*house.refs(pending.because, now), *hours.because, issued.ref)
    facts = {
        "intent": pending.intent,
        "self_help_did_not_do": pending.reason,
        "channel": conversation.channel,
        "queue": pending.action,
    }
    if STANDING_SLOT in pending.slots:
        facts["standing_said"] = pending.slots[STANDING_SLOT]
    decision = Decision("queued", refs, facts)
    ledger.record_decision("hand_over", decision, now, contact=conversation.contact, matter=matter)


def take_the_matter(pending: Pending, conversation: models.Conversation, now: datetime) -> tuple[models.Matter, bool]:
    """Keeps a matter that could not be answered because a system is down; the center looks again by itself."""
    contact = conversation.contact
    looked_up = pending.slots.get("receipt_number", "")
    looking = models.Timer.objects.filter(kind="case_system_again", fired_at=None, cancelled_at=None)
    if looking.filter(matter=contact.matter_id, facts__receipt_number=looked_up).exists():
        return models.Matter.objects.get(id=contact.matter_id), False
    matter = _matter_of(
        conversation, pending, queue=house.first_queue(), action="look_up_again", now=now, timer="case_system_again"
    )
    ledger.raise_alert(
        "case_system_unavailable",
        f"case_system_unavailable:{matter.id}",
        now,
        for_queue=house.alert_queue(),
        matter=matter,
    )
    return matter, True


def _matter_of(
    conversation: models.Conversation,
    pending: Pending,
    *,
    queue: str,
    action: str,
    now: datetime,
    timer: str = "contact_still_waiting",
) -> models.Matter:
    contact = conversation.contact
    due = next_look_at_contact(queue, conversation.channel, now)
    facts: dict[str, object] = {}
    if timer == "case_system_again":
        facts["receipt_number"] = pending.slots.get("receipt_number", "")
    left_off = contact.matter_id or _left_off(conversation, pending.intent, queue)
    if left_off:
        _attach(conversation, left_off, queue, pending)
        return _once_more(left_off, queue, action, timer, due, facts, now)
    matter = ledger.open_matter(
        conversation.person,
        about=pending.intent,
        owner_queue=queue,
        next_action=action,
        timer_kind=timer,
        timer_due=due,
        timer_facts=facts,
        now=now,
        receipt_number=pending.slots.get("receipt_number", ""),
        sealed_to=sealed_to(queue),
    )
    contact.matter = matter
    contact.sealed_to = conversation.sealed_to = sealed_to(queue)
    contact.self_help_did_not_do = pending.reason
    contact.save(update_fields=["matter", "sealed_to", "self_help_did_not_do"])
    return matter


def _left_off(conversation: models.Conversation, intent: str, queue: str) -> uuid.UUID | None:
    """The person's own open matter about the same thing that waits for them: they go on with it (TIER-8)."""
    waits = models.Matter.objects.filter(
        person_id=conversation.person_id,
        about=intent,
        state="open",
        next_action="wait_for_the_person",
        sealed_to=sealed_to(queue),
        callbacks=None,
    )
    return waits.order_by("-opened_at").values_list("id", flat=True).first()


def _attach(conversation: models.Conversation, matter_id: uuid.UUID, queue: str, pending: Pending) -> None:
    """The contact becomes one of a matter that was there before it."""
    contact = conversation.contact
    if contact.matter_id == matter_id:
        return
    contact.matter_id = matter_id
    contact.sealed_to = conversation.sealed_to = sealed_to(queue)
    contact.self_help_did_not_do = pending.reason
    contact.save(update_fields=["matter", "sealed_to", "self_help_did_not_do"])


def look_again_at(now: datetime) -> datetime:
    """When something that waits is looked at again."""
    return now + duration(house.rules_at(QueuesRules, now).looked_at_again_after.value)


def _once_more(
    matter_id: uuid.UUID,
    queue: str,
    action: str,
    timer: str,
    due: datetime,
    facts: dict[str, object],
    now: datetime,
) -> models.Matter:
    """The matter of a contact that had one before: open again, and watched over for what it waits for now."""
    matter = models.Matter.objects.select_for_update().get(id=matter_id)
    if matter.state == "closed":
        ledger.open_again(matter, queue, action, timer, due)
        models.Timer.objects.filter(id=matter.next_timer_id).update(facts=facts)
        return matter
    ledger.cancel_timers(now, matter=matter, kinds=("person_has_not_come_back",))
    ledger.set_timer(matter, timer, due, facts=facts)
    if matter.promises.filter(state="open").exists():
        ledger.point_to_next_timer(matter)
        matter.save(update_fields=["next_timer"])
    else:
        ledger.hand_matter_to(matter, action, queue=queue)
    return matter


def next_look_at_contact(queue: str, channel: str, now: datetime) -> datetime:
    """When a contact that waits in a queue is looked at again: soon, and never later than the queue closes."""
    hours = hours_in(queue, channel, now).outcome
    soon = look_again_at(now)
    return min(soon, hours.closes_at) if isinstance(hours, OpenNow) and hours.closes_at else soon


def sealed_to(queue: str) -> str:
    """The tier to which everything in this queue is sealed, or nothing."""
    tier = house.pack().queues[queue].tier
    return tier if "see_protected" in house.pack().tiers[tier].may else ""


def _queue_contact(
    conversation: models.Conversation, matter: models.Matter, pending: Pending, now: datetime
) -> models.WorkItem:
    waiting = models.WorkItem.objects.filter(contact=conversation.contact).exclude(state="done").first()
    if waiting:
        return waiting
    ahead_by = waits.emergencies_ahead_by(pending.action) if pending.reason == Reason.EMERGENCY else timedelta(0)
    item = queues.enqueue(
        queues.lane_for(pending.action, conversation.language),
        kind="contact",
        rank=rank(_in_line_since(conversation.contact, matter, now), ahead_by // timedelta(milliseconds=1)),
        now=now,
        contact=conversation.contact,
        matter=matter,
    )
    conversation.status = "waiting"
    conversation.save(update_fields=["status", "sealed_to"])
    events.changed(events.topic_of_conversation(conversation.id), "waiting", now, conversation=conversation.id)
    return item


def _in_line_since(contact: models.Contact, matter: models.Matter, now: datetime) -> datetime:
    """The moment that gives the contact its place: a place that was kept counts, a matter gone on with waits anew."""
    before = models.WorkItem.objects.filter(contact=contact).aggregate(first=Min("enqueued_at"))["first"]
    if before is not None:
        return before
    return matter.opened_at if contact.started_at <= matter.opened_at else now
