"""What Tier 1 does at the desk: take the next contact, speak, hand on, end; and what happens when they vanish."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from openline.actions import access, conversations, events, hand_over, house, ledger, notices, queues
from openline.actions.acting import SYSTEM, within
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.domain.queues import QueuesRules
from openline.domain.windows import duration
from openline.policy import telling
from openline.records import models

CONTACT_TIMER = "contact_still_waiting"
SEAT_TIMER = "seat_may_be_absent"
LIVE_CHANNELS = frozenset({"voice", "assistant"})


def take_next_contact(seat: models.Seat, now: datetime) -> models.Contact | None:
    """The next contact that waits for this seat, now theirs; the one they hold already, if they hold one."""
    held = queues.claimed_by(seat, "contact")
    if held and held.contact:
        return held.contact
    item = queues.claim_next(seat, ("contact",), now)
    if item is None or item.contact is None:
        return None
    contact, matter = item.contact, item.matter
    conversation = models.Conversation.objects.select_for_update().get(contact=contact)
    contact.seat = seat
    contact.save(update_fields=["seat"])
    conversation.status = "live"
    conversation.save(update_fields=["status"])
    if matter:
        _hold(matter, seat, now)
    _introduce(conversation, seat, now)
    events.changed(events.topic_of_conversation(conversation.id), "live", now, conversation=conversation.id)
    return contact


def _hold(matter: models.Matter, seat: models.Seat, now: datetime) -> None:
    ledger.cancel_timers(now, matter=matter, kinds=(CONTACT_TIMER, SEAT_TIMER))
    absent_after = duration(house.rules_at(QueuesRules, now).absent_after.value)
    ledger.set_timer(matter, SEAT_TIMER, now + absent_after, facts={"seat": str(seat.id)})
    ledger.settle_matter(matter, now)


def _introduce(conversation: models.Conversation, seat: models.Seat, now: datetime) -> None:
    """Every live contact begins with the agent's name and id (SR-8)."""
    tells = house.rules_at(ContactsRules, now).agent_tells
    known = {"agent_name": seat.name, "agent_id": seat.agent_id}
    facts = {"agency": house.short_name(conversation.language), **{word: known[word] for word in tells.value}}
    told = notices.wording("agent_introduction", "chat", conversation.language, facts)
    conversations.say(
        conversation, "center", told.body, now, seat=seat, words="agent_introduction", because=[tells.ref.address]
    )


def speak(
    conversation: models.Conversation, seat: models.Seat, text: str, now: datetime, *, message_key: str | None = None
) -> models.Message:
    """What the agent says, once for each key."""
    models.Conversation.objects.select_for_update().get(id=conversation.id)
    if message_key:
        before = conversation.messages.filter(message_key=message_key).first()
        if before:
            return before
    text = conversations.readable(text)[: conversations.LONGEST_LIVE_MESSAGE]
    return conversations.say(conversation, "agent", text, now, seat=seat, message_key=message_key)


def end_contact(contact: models.Contact, seat: models.Seat, outcome: str, now: datetime) -> None:
    """Ends the live contact; its matter is closed unless something was promised in it.

    Nothing happens when the seat no longer holds it: it was ended already, or went back to the queue.
    """
    held = models.WorkItem.objects.select_for_update().filter(contact=contact, owner=seat, state="claimed").first()
    if held is None:
        return
    queues.finish(held, now)
    conversation = contact.conversation
    told = notices.wording("contact_ended", "chat", conversation.language, _numbers_of(contact))
    conversations.say(conversation, "center", told.body, now, words="contact_ended", because=list(told.because))
    outcome = contact.outcome or outcome
    conversations.end(conversation, outcome, now)
    models.Contact.objects.filter(id=contact.id).update(seat=seat)
    matter = models.Matter.objects.filter(id=contact.matter_id, state="open").first()
    if matter:
        ledger.cancel_timers(now, matter=matter, kinds=(SEAT_TIMER, CONTACT_TIMER))
        ledger.settle_matter(matter, now)
    decision = Decision(outcome, (), {})
    ledger.record_decision(
        "contact_ended",
        decision,
        now,
        seat=seat,
        contact=contact,
        matter=contact.matter,
    )


def _numbers_of(contact: models.Contact) -> dict[str, str]:
    return {"item_number": _shown(contact), "agency": house.short_name(contact.language)}


def _shown(contact: models.Contact) -> str:
    return telling.tell_item_number(contact.matter.item_number) if contact.matter else ""


def transfer(contact: models.Contact, seat: models.Seat, queue: str, now: datetime) -> bool:
    """Hands the live contact to another queue with all that was said; it keeps its place in time.

    False when that queue takes no live contacts; nothing is done then.
    """
    target = house.pack().queues.get(queue)
    item = queues.claimed_by(seat, "contact")
    if target is None or item is None or item.contact_id != contact.id or not takes_contacts(queue):
        return False
    conversation = contact.conversation
    sealed = "see_protected" in house.pack().tiers[target.tier].may
    if sealed:
        _seal(contact, queue, target.tier, now)
    with within(SYSTEM):
        queues.hand_on(item, queues.lane_for(queue, conversation.language), now)
        models.Conversation.objects.filter(id=conversation.id).update(status="waiting")
        _let_go(contact)
        if contact.matter:
            matter = models.Matter.objects.get(id=contact.matter_id)
            ledger.cancel_timers(now, matter=matter, kinds=(SEAT_TIMER,))
            ledger.set_timer(matter, CONTACT_TIMER, hand_over.look_again_at(now))
            ledger.settle_matter(matter, now)
        decision = Decision("transferred", (), {"queue": queue})
        ledger.record_decision(
            "transfer",
            decision,
            now,
            seat=seat,
            contact=contact,
            matter=contact.matter,
        )
        told = notices.wording("contact_transferred", "chat", conversation.language, _numbers_of(contact))
        conversations.say(conversation, "center", told.body, now, words="contact_transferred")
    return True


def takes_contacts(queue: str) -> bool:
    """Whether live contacts are answered in this queue."""
    pack = house.pack()
    return queue in pack.queues and not LIVE_CHANNELS.isdisjoint(pack.queues[queue].channels)


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
        queues.put_back(item, now)
        if item.kind == "contact" and item.contact:
            _wait_again(item.contact, now)
    return len(held)


def _wait_again(contact: models.Contact, now: datetime) -> None:
    conversation = contact.conversation
    models.Conversation.objects.filter(id=conversation.id).update(status="waiting")
    _let_go(contact)
    told = notices.wording("agent_gone", "chat", conversation.language, _numbers_of(contact))
    conversations.say(conversation, "center", told.body, now, words="agent_gone")
    if contact.matter_id:
        matter = models.Matter.objects.get(id=contact.matter_id)
        if matter.state == "open":
            ledger.cancel_timers(now, matter=matter, kinds=(SEAT_TIMER,))
            ledger.set_timer(matter, CONTACT_TIMER, hand_over.look_again_at(now))
            ledger.settle_matter(matter, now)


def _let_go(contact: models.Contact) -> None:
    """From here on the contact is not this seat's to see; its messages and decisions keep who spoke and acted."""
    models.Contact.objects.filter(id=contact.id).update(seat=None)


def may_claim(seat: models.Seat) -> bool:
    return access.may(seat, "claim_contacts")
