"""The end of a live contact: by its agent with the wrap-up, or by itself with a wrap-up that is still owed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from openline.actions import conversations, events, house, ledger, notices, queues
from openline.actions.acting import SYSTEM, within
from openline.actions.desk import wrapping_up
from openline.actions.desk.handing_on import numbers_of
from openline.actions.desk.taking import LINE_TIMERS, SEAT_TIMERS
from openline.domain.callbacks import CallbacksRules
from openline.domain.chats import WrapUpGiven, WrapUpWord
from openline.domain.decision import Decision
from openline.domain.rules import RuleRef
from openline.records import models

RESOLVED = "resolved"
GO_ON_TIMER = "person_has_not_come_back"


def end_contact(
    contact: models.Contact, seat: models.Seat, given: WrapUpGiven, now: datetime
) -> Decision[WrapUpWord] | None:
    """Ends the live contact with its wrap-up; its matter is closed unless something was promised in it.

    Where the wrap-up lacks something nothing ends, and the word says what. None when the seat no longer holds the
    contact: it was ended already, or went back to the queue.
    """
    held = queues.held_by(seat, contact)
    if held is None:
        return None
    judged = wrapping_up.judge(given, now)
    if judged.outcome is not WrapUpWord.WHOLE:
        return judged
    queues.finish(held, now)
    conversation = contact.conversation
    told = notices.wording("contact_ended", "chat", conversation.language, numbers_of(contact))
    conversations.say(conversation, "center", told.body, now, words="contact_ended", because=list(told.because))
    outcome = contact.outcome or RESOLVED
    conversations.end(conversation, outcome, now)
    models.Contact.objects.filter(id=contact.id).update(seat=seat)
    wrapping_up.owe(contact, seat, now)
    wrapping_up.wrap_up(contact, seat, given, now)
    matter = models.Matter.objects.filter(id=contact.matter_id, state="open").first()
    if matter:
        ledger.cancel_timers(now, matter=matter, kinds=(*SEAT_TIMERS, *LINE_TIMERS))
        ledger.settle_matter(matter, now)
    ledger.record_decision(
        "contact_ended", Decision(outcome, (), {}), now, seat=seat, contact=contact, matter=contact.matter
    )
    events.changed(events.topic_of_seat(seat.id), "ended", now, contact=contact.id)
    return judged


def ends_by_itself(item: models.WorkItem, words: str, because: tuple[RuleRef, ...], now: datetime) -> None:
    """Ends a contact that nobody is in any more: the person is told how to go on, and whoever held it owes its wrap-up.

    `words` names the notice and the outcome. The matter stays open and waits for the person; called as the system.
    """
    contact, seat = item.contact, item.owner
    assert contact is not None
    queues.finish(item, now)
    conversation = contact.conversation
    facts = {**numbers_of(contact), "go_on_page": f"{settings.OPENLINE_ADDRESS}/assistant/"}
    told = notices.wording(words, "chat", conversation.language, facts)
    refs = [ref.address for ref in because]
    conversations.say(conversation, "center", told.body, now, words=words, because=refs)
    conversations.end(conversation, contact.outcome or words, now)
    person = contact.person
    notices.tell_person(person, words, f"{words}:{item.id}", facts, because, now, now=now, matter=contact.matter)
    decision = Decision(words, because, {})
    ledger.record_decision("contact_ended", decision, now, contact=contact, matter=contact.matter)
    events.changed(events.topic_of_queue(item.lane.queue), "left", now, work_item=item.id)
    if seat is not None:
        wrapping_up.owe(contact, seat, now)
    matter = models.Matter.objects.filter(id=contact.matter_id, state="open").first()
    if matter is None:
        return
    ledger.cancel_timers(now, matter=matter, kinds=(*SEAT_TIMERS, *LINE_TIMERS))
    if not matter.promises.filter(state="open").exists():
        kept_for = house.rules_at(CallbacksRules, now).place_kept_for.value
        ledger.set_timer(matter, GO_ON_TIMER, house.pack().calendar.add(now, kept_for))
    ledger.settle_matter(matter, now)


def person_left(contact: models.Contact, seat: models.Seat, now: datetime) -> None:
    """The person ended a live contact themselves; its agent owes the wrap-up."""
    with within(SYSTEM):
        wrapping_up.owe(contact, seat, now)
        events.changed(events.topic_of_seat(seat.id), "ended", now, contact=contact.id)
