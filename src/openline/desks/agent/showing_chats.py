"""What a desk shows of several live contacts at once: whose turn it is, replies to start from, what was handed on."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openline.actions import access, desk, house, languages
from openline.actions.chat_timers import turn_of
from openline.actions.person_presence import where_is
from openline.domain.chats import AGENT, Room, Whereabouts
from openline.domain.contacts import ContactsRules
from openline.domain.hours import HoursRules
from openline.domain.windows import duration
from openline.gateways.clock import machine_now
from openline.policy import telling
from openline.records import models
from openline.ui import showing
from openline.ui.components.held_chat.part import HeldChat


def chats_context(request: Any, current: uuid.UUID | None) -> dict[str, Any]:
    """The contacts in this seat's hands and those that it still has to wrap up, with whether it may take one more."""
    seat, now = request.seat, request.now
    held = desk.contacts_held(seat)
    chats = [_held(item, place, current, now) for place, item in enumerate(held, start=1)]
    owed = desk.owed_by(seat)
    chats += [_ended(wrap_up, place, current) for place, wrap_up in enumerate(owed, start=len(held) + 1)]
    room = desk.room_now(seat, now).outcome
    return {
        "chats": chats,
        "chats_at_once": house.rules_at(ContactsRules, now).chats_at_once.value,
        "holding": len(held),
        "room": room is Room.FREE,
        "no_room": NO_ROOM.get(room, ""),
        "at": current,
    }


NO_ROOM = {
    Room.FULL: _("You hold as many as one seat may. End or wrap up one before you take the next."),
    Room.HOLDS_ONE_ALONE: _("You are on a call: it has your whole attention."),
    Room.NEXT_NEEDS_A_FREE_SEAT: _("The next in line is a call. It goes to the first seat that holds nothing else."),
}


def most_urgent(request: Any) -> uuid.UUID | None:
    """The contact to open when none was chosen: who waits longest for an answer, any other, then one to wrap up."""
    held = desk.contacts_held(request.seat)
    turns = [(turn.whose != AGENT, turn.since, item.contact_id) for item in held for turn in [turn_of(item)[0]]]
    if turns:
        return min(turns, key=lambda each: each[:2])[2]
    owed = desk.owed_by(request.seat)
    return owed[0].contact_id if owed else None


def _held(item: models.WorkItem, place: int, current: uuid.UUID | None, now: datetime) -> HeldChat:
    contact = item.contact
    assert contact is not None
    conversation = contact.conversation
    turn, _last = turn_of(item)
    late_after = duration(house.rules_at(ContactsRules, now).answer_alerts_after.value)
    unread = conversation.messages.filter(sender="person", position__gt=conversation.read_to).count()
    return HeldChat(
        title=showing.title_of(item.matter.about if item.matter else ""),
        href=reverse("desk-contact", args=[contact.id]),
        place=place,
        state="answer" if turn.whose == AGENT else "person",
        since=turn.since,
        zone=house.home_zone(),
        item_number=telling.tell_item_number(item.matter.item_number) if item.matter else "",
        language=contact.language.upper(),
        channel=showing.short_channel(contact.channel),
        unread=0 if contact.id == current else unread,
        current=contact.id == current,
        late=turn.whose == AGENT and now - turn.since >= late_after,
        away=where_is(contact, machine_now(), now).outcome is not Whereabouts.HERE,
    )


def _ended(wrap_up: models.WrapUp, place: int, current: uuid.UUID | None) -> HeldChat:
    contact = wrap_up.contact
    return HeldChat(
        title=showing.title_of(contact.matter.about if contact.matter else ""),
        href=reverse("desk-contact", args=[contact.id]),
        place=place,
        state="ended",
        since=wrap_up.owed_since,
        zone=house.home_zone(),
        item_number=telling.tell_item_number(contact.matter.item_number) if contact.matter else "",
        language=contact.language.upper(),
        channel=showing.short_channel(contact.channel),
        current=contact.id == current,
    )


def replies_for(contact: models.Contact, seat: models.Seat, now: datetime) -> list[dict[str, str]]:
    """The pack's replies in the person's language, filled for this contact; one that lacks a fact is not offered."""
    language = contact.language
    matter = contact.matter
    hours = house.rules_at(HoursRules, now).live_chat
    facts = {
        "agency": house.short_name(language),
        "agent_name": seat.name,
        "agent_id": seat.agent_id,
        "item_number": telling.tell_item_number(matter.item_number) if matter else "",
        "main_line": house.line_number("main", now),
        "live_hours": telling.tell_daily_hours(hours.value, now, language),
    }
    offered: list[dict[str, str]] = []
    for key, reply in house.pack().canned_replies.items():
        text = reply.filled(language, facts)
        if text is not None:
            title = reply.title["en"]
            found_by = " ".join((key.replace("_", " "), title, reply.title[language], text, *reply.found_by))
            offered.append({"key": key, "title": title, "text": text, "found_by": found_by.casefold()})
    return offered


def handed_on_notes(contact: models.Contact) -> list[dict[str, Any]]:
    """What earlier holders of this contact left for the next one, the last first; up the ladder with why."""
    titles, labels = house.pack().queues, house.pack().labels
    handed_up = models.Decision.objects.filter(contact=contact, kind="transfer")
    why = {(each.made_at, each.seat): each.facts for each in handed_up.select_related("seat")}
    return [
        {
            "at": note.written_at,
            "by": str(note.seat),
            "to": titles[note.to_queue].title["en"] if note.to_queue in titles else note.to_queue,
            "note": note.note,
            "tried": note.tried,
            "urgency": labels["urgency"].get(facts.get("urgency", ""), {}).get("en", ""),
            "reason": labels["escalation_reason"].get(facts.get("reason", ""), {}).get("en", ""),
        }
        for note in contact.transfer_notes.select_related("seat").order_by("-written_at")
        for facts in [why.get((note.written_at, note.seat), {})]
    ]


def language_wished(contact: models.Contact, now: datetime) -> str:
    """The language that the person wishes for, in words; empty where it is one of ours."""
    return languages.language_named(contact.language_wished, "en", now) if contact.language_wished else ""


def interpreter_of(contact: models.Contact, now: datetime) -> dict[str, Any] | None:
    """The interpreter as last recorded in this contact."""
    last = models.Interpreter.objects.filter(contact=contact).order_by("-recorded_at").first()
    if last is None:
        return None
    named = languages.language_named(last.language, "en", now)
    return {"language": named, "present": last.present, "consents": last.consents, "at": last.recorded_at}


def overseers(contact: models.Contact) -> list[str]:
    """Who reads along, as the agent is told."""
    return [str(seat) for seat in desk.watchers_of(contact)] if contact.ended_at is None else []


def was_theirs(contact_id: uuid.UUID, seat: models.Seat) -> bool:
    """Whether the seat spoke in this contact or took it once, and may still know that much of it."""
    contact = models.Contact.objects.filter(id=contact_id).first()
    if contact is None or (contact.sealed_to and not access.may(seat, "see_protected")):
        return False
    return models.Message.objects.filter(conversation__contact=contact, seat=seat).exists()
