"""Taking the next live contact, as many at once as the rules allow, and speaking in it."""

from __future__ import annotations

from datetime import datetime

from openline.actions import access, conversations, events, house, ledger, notices, queues
from openline.actions.person_presence import where_is
from openline.domain.chats import Room, Whereabouts, longest_quiet, room_for
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.domain.queues import QueuesRules
from openline.domain.windows import duration
from openline.gateways.clock import machine_now
from openline.records import models

CONTACT_TIMER = "contact_still_waiting"
SEAT_TIMER = "seat_may_be_absent"
STILL_TIMER = "chat_stands_still"
AWAY_TIMER = "person_may_be_away"
KEPT_TIMER = "place_kept_over"
LINE_TIMERS = (CONTACT_TIMER, AWAY_TIMER, KEPT_TIMER)
SEAT_TIMERS = (SEAT_TIMER, STILL_TIMER)
PASSED_OVER_AT_MOST = 25


def contacts_held(seat: models.Seat) -> list[models.WorkItem]:
    """The live contacts in the seat's hands, the one taken first at the head."""
    return queues.contacts_held(seat)


def room_now(seat: models.Seat, now: datetime, *, coming: str | None = None) -> Decision[Room]:
    """Whether the seat may take one more live contact; `coming` is its channel, by default that of the next in line."""
    held = [item.contact.channel for item in contacts_held(seat) if item.contact]
    owed = models.WrapUp.objects.filter(seat=seat, state="owed").count()
    if coming is None:
        head = queues.waiting_for(seat).filter(kind="contact").select_related("contact").order_by("rank", "id").first()
        coming = head.contact.channel if head and head.contact else ""
    return room_for(held, owed, house.rules_at(ContactsRules, now), coming=coming)


def take_next_contact(seat: models.Seat, now: datetime, *, holding: int | None = None) -> models.Contact | None:
    """The next contact that waits for this seat, now theirs; None when nothing waits or the seat has no room.

    `holding` is how many the seat's page knew of: where it holds more by now, the same wish was taken already, and the
    contact that it brought is given again.
    """
    _lock(seat)
    held = contacts_held(seat)
    if holding is not None and len(held) > holding:
        return held[-1].contact
    if room_now(seat, now, coming="").outcome is not Room.FREE:
        return None
    item = _claim(seat, now, with_others=bool(held) or models.WrapUp.objects.filter(seat=seat, state="owed").exists())
    if item is None or item.contact is None:
        return None
    become_theirs(item.contact, seat, now, introduced_by="agent_introduction")
    return item.contact


def _lock(seat: models.Seat) -> None:
    # Two claims of one seat at the same moment, from two windows, come one after the other: each counts what the
    # seat holds only once it has this lock. Claims of different seats never meet here.
    models.Seat.objects.select_for_update(no_key=True).get(id=seat.id)


def _claim(seat: models.Seat, now: datetime, *, with_others: bool) -> models.WorkItem | None:
    """The next whose person is there. Who is found gone keeps the rank and is passed over."""
    alone = house.rules_at(ContactsRules, now).one_at_a_time.value if with_others else ()
    for _ in range(PASSED_OVER_AT_MOST):
        item = queues.claim_next(seat, ("contact",), now, not_on=alone)
        if item is None or item.contact is None:
            return item
        if where_is(item.contact, machine_now(), now).outcome is not Whereabouts.UNHEARD_OF:
            return item
        queues.put_back(item, now)
        queues.step_away(item, now)
        keep_the_place(item.contact, now)
    return None


def keep_the_place(contact: models.Contact, now: datetime) -> datetime | None:
    """From now on the place of a person who is away is kept; until when. None where there is no matter to keep it."""
    matter = models.Matter.objects.filter(id=contact.matter_id).first()
    if matter is None:
        return None
    until = now + duration(house.rules_at(ContactsRules, now).place_kept_when_away.value)
    ledger.cancel_timers(now, matter=matter, kinds=(AWAY_TIMER, KEPT_TIMER))
    ledger.set_timer(matter, KEPT_TIMER, until, facts={"contact": str(contact.id)})
    ledger.settle_matter(matter, now)
    return until


def become_theirs(contact: models.Contact, seat: models.Seat, now: datetime, *, introduced_by: str) -> None:
    """The contact is live with this seat, which is looked after from now on and introduced to the person."""
    conversation = models.Conversation.objects.select_for_update().get(contact=contact)
    contact.seat = seat
    contact.save(update_fields=["seat"])
    conversation.status, conversation.read_to = "live", 0
    conversation.save(update_fields=["status", "read_to"])
    _look_after(contact, seat, now)
    _introduce(conversation, seat, introduced_by, now)
    events.changed(events.topic_of_conversation(conversation.id), "live", now, conversation=conversation.id)
    events.changed(events.topic_of_seat(seat.id), "taken", now, contact=contact.id)


def _look_after(contact: models.Contact, seat: models.Seat, now: datetime) -> None:
    matter = models.Matter.objects.filter(id=contact.matter_id).first()
    if matter is None:
        return
    ledger.cancel_timers(now, matter=matter, kinds=(*LINE_TIMERS, *SEAT_TIMERS))
    absent_after = duration(house.rules_at(QueuesRules, now).absent_after.value)
    ledger.set_timer(matter, SEAT_TIMER, now + absent_after, facts={"seat": str(seat.id)})
    rules = house.rules_at(ContactsRules, now)
    if contact.channel not in rules.one_at_a_time.value:
        ledger.set_timer(matter, STILL_TIMER, now + longest_quiet(rules), facts={"contact": str(contact.id)})
    ledger.settle_matter(matter, now)


def _introduce(conversation: models.Conversation, seat: models.Seat, words: str, now: datetime) -> None:
    """Every live contact begins with the agent's name and id, and so does every one that changes hands (SR-8)."""
    tells = house.rules_at(ContactsRules, now).agent_tells
    known = {"agent_name": seat.name, "agent_id": seat.agent_id}
    facts = {"agency": house.short_name(conversation.language), **{word: known[word] for word in tells.value}}
    told = notices.wording(words, "chat", conversation.language, facts)
    conversations.say(conversation, "center", told.body, now, seat=seat, words=words, because=[tells.ref.address])


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


def has_read(conversation: models.Conversation, seat: models.Seat) -> None:
    """The agent who holds the contact has everything before them that was said so far."""
    if conversation.status == "live" and conversation.contact.seat_id == seat.id:
        seen = models.Conversation.objects.filter(id=conversation.id, read_to__lt=conversation.messages_said)
        seen.update(read_to=conversation.messages_said)


def may_claim(seat: models.Seat) -> bool:
    return access.may(seat, "claim_contacts")
