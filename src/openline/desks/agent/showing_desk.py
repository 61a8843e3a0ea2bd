"""What the Tier 1 desk shows: the line, the talk, and after identity the matter, its case and its past."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _

from openline.actions import access, events, house, queues
from openline.actions.opening_hours import hours_in
from openline.desks.agent import showing_chats
from openline.desks.agent.showing_named import named_so_far
from openline.domain.hours import OpenNow
from openline.policy import telling
from openline.records import models
from openline.ui import showing
from openline.ui.components.promise_card.part import PromiseCard
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.status_card.part import StatusCard
from openline.ui.components.summary_list.part import Fact, SummaryList

ROWS_SHOWN = 8


def waiting_context(request: Any, current: uuid.UUID | None = None) -> dict[str, Any]:
    """The seat's own chats, and its lanes: how many wait, since when, and nothing of who they are."""
    seat = request.seat
    waiting = (
        queues.waiting_for(seat).filter(kind="contact").select_related("matter", "contact", "lane").order_by("rank")
    )
    rows = list(waiting[:ROWS_SHOWN])
    presence = models.Presence.objects.filter(seat=seat).first()
    held = [models.Conversation.objects.get(contact=item.contact) for item in queues.contacts_held(seat)]
    chats = [events.topic_of_conversation(each.id) for each in held]
    topics = [events.topic_of_queue(key) for key in _queues_of(seat)]
    return {
        "presence": {"here": presence is None or presence.available, "since": None},
        "zone": house.home_zone(),
        "waiting_topic": " ".join((*topics, events.topic_of_seat(seat.id), *chats)),
        "waiting": {
            "count": waiting.count(),
            "longest_since": min((row.enqueued_at for row in rows), default=None),
            "rows": [_row(row) for row in rows],
            "closed": _closed(seat, request.now),
        },
        "topics": [*topics, events.topic_of_seat(seat.id), *chats],
        **showing_chats.chats_context(request, current),
    }


def _queues_of(seat: models.Seat) -> list[str]:
    """The queues of live contacts that the seat's tier answers."""
    pack = house.pack()
    return [key for key, queue in pack.queues.items() if queue.tier == seat.tier and queue.takes_contacts]


def _closed(seat: models.Seat, now: datetime) -> str:
    """Until when none of the seat's queues is open; nothing while one is, or where it has none."""
    hours = [hours_in(queue, "assistant", now).outcome for queue in _queues_of(seat)]
    opens_at = [each.opens_at for each in hours if not isinstance(each, OpenNow)]
    if not hours or len(opens_at) < len(hours):
        return ""
    moment = telling.tell_moment(min(opens_at), house.home_zone(), "en")
    return _("Live help is closed until %(moment)s.") % {"moment": moment}


def _row(item: models.WorkItem) -> QueueRow:
    return QueueRow(
        item_number=telling.tell_item_number(item.matter.item_number) if item.matter else "",
        title=showing.title_of(item.matter.about if item.matter else ""),
        since=item.enqueued_at,
        zone=house.home_zone(),
        language=item.contact.language.upper() if item.contact else "",
        urgency=_urgency_of(item),
    )


def _urgency_of(item: models.WorkItem) -> Literal["", "regular", "urgent", "emergency"]:
    """What the person said of an emergency, or with which urgency an agent handed the contact up."""
    if item.contact and item.contact.self_help_did_not_do == "emergency":
        return "emergency"
    handed_up = models.Decision.objects.filter(contact=item.contact, kind="transfer", facts__queue=item.lane.queue)
    last = handed_up.order_by("-made_at").first()
    return last.facts.get("urgency", "") if last else ""


def talk_context(request: Any, conversation: models.Conversation) -> dict[str, Any]:
    return {
        "bubbles": showing.bubbles_of(conversation, house.home_zone(), desk=request.seat),
        "contact": {"ended": conversation.status == "ended"},
        "watched_by": showing_chats.overseers(conversation.contact),
    }


def contact_context(request: Any, conversation: models.Conversation, case: access.CaseFile) -> dict[str, Any]:
    """Everything of one contact that the gate lets this seat see."""
    contact = conversation.contact
    opened = access.may_see_contact(request.seat, contact)
    known = opened.seen is access.Seen.MATTER_AND_CASE
    topic = events.topic_of_conversation(conversation.id)
    context: dict[str, Any] = {
        "contact": {
            "id": contact.id,
            # Who begins to read along is told on the seat's own topic: the person never hears of it.
            "topics": f"{topic} {events.topic_of_seat(request.seat.id)}",
            "title": showing.title_of(contact.matter.about if contact.matter else ""),
            "channel": _channel(contact.channel),
            "language": house.language_name(contact.language),
            "started_at": contact.started_at,
            "ended": conversation.status == "ended",
            "mine": contact.seat_id == request.seat.id,
            "alongside": access.watches(request.seat, contact),
            "held_by": str(contact.seat) if contact.seat else "",
            "known": known,
            "hint": "",
        },
        "bubbles": showing.bubbles_of(conversation, house.home_zone(), desk=request.seat),
        "agent": showing.agent_card_of(request.seat),
        "message_key": uuid.uuid4().hex,
        "named": named_so_far(conversation, request.now),
        "interpreter": showing_chats.interpreter_of(contact, request.now),
        "language_wished": showing_chats.language_wished(contact, request.now),
        "handed_on": showing_chats.handed_on_notes(contact),
        "watched_by": showing_chats.overseers(contact),
        "contact_topics": [topic],
    }
    if known:
        context |= _after_identity(request, contact, case)
    return context


def _channel(channel: str) -> str:
    return {"assistant": _("Web assistant"), "typed_voice": _("Typed phone"), "api": _("API")}.get(channel, channel)


def _after_identity(request: Any, contact: models.Contact, case: access.CaseFile) -> dict[str, Any]:
    matter = contact.matter
    receipt_number = access.checked_receipt(contact)
    return {
        "matter": _matter(matter) if matter else None,
        "earlier": [_earlier(each) for each in access.earlier_contacts(contact, receipt_number)],
        "case": _status(case),
        "case_facts": _facts(case),
        "promises": promise_cards(matter, request) if matter else [],
    }


def promise_cards(matter: models.Matter, request: Any) -> list[PromiseCard]:
    callbacks = models.Callback.objects.filter(matter=matter).select_related("promise", "matter", "matter__person")
    return [
        showing.promise_card_of(callback, request.now, level=3, for_person=False)
        for callback in callbacks.order_by("-promise__made_at")
    ]


def _matter(matter: models.Matter) -> dict[str, Any]:
    check = models.IdentityCheck.objects.filter(contact__matter=matter).order_by("-checked_at", "-ordinal").first()
    facts = []
    if check is not None:
        labels = house.pack().labels["standing"]
        facts.append(Fact(_("Standing"), labels.get(check.standing, {}).get("en", check.standing)))
        names = [house.pack().labels["identity_fact"].get(word, {}).get("en", word) for word in check.facts_agreed]
        facts.append(Fact(_("Agreed with the record"), ", ".join(names)))
    return {
        "item_number": telling.tell_item_number(matter.item_number),
        "title": showing.title_of(matter.about),
        "state": _("open") if matter.state == "open" else _("closed"),
        "facts": SummaryList(tuple(facts), label=_("The matter")),
    }


def _earlier(contact: models.Contact) -> dict[str, Any]:
    return {
        "at": contact.started_at,
        "channel": _channel(contact.channel),
        "title": showing.title_of(contact.matter.about if contact.matter else ""),
        "agent": str(contact.seat) if contact.seat else "",
        "became": contact.outcome.replace("_", " "),
    }


def _status(case: access.CaseFile) -> StatusCard | None:
    if case.status is None:
        return None
    return StatusCard(
        receipt_number=case.status.receipt_number,
        form=case.status.form_type,
        title=case.status.title_in("en"),
        text=case.status.text_in("en"),
        last_action_on=case.status.last_action_on,
    )


def _facts(case: access.CaseFile) -> SummaryList | None:
    if case.trouble:
        return SummaryList((Fact(_("Case records"), _("They do not answer right now. Try again shortly.")),))
    if case.record is None:
        return None
    record = case.record
    place = record.filing_place
    office = house.pack().offices.get(record.holding_office)
    facts = [
        Fact(_("Receipt number"), record.receipt_number, code=True),
        Fact(_("Form"), record.form_type),
        Fact(_("Filed"), telling.tell_day(record.filed_on, "en", year=True)),
        Fact(_("Filing place"), f"{place.city}, {place.state}", note=place.zone),
        Fact(_("Held by"), office.name if office else record.holding_office),
        *(Fact(_role(party.role), party.name) for party in record.parties),
    ]
    if record.representation:
        facts.append(Fact(_("On record"), record.representation.name, note=record.representation.firm))
    return SummaryList(tuple(facts), label=_("Case"))


def _role(role: str) -> str:
    return house.pack().labels["standing"].get(role, {}).get("en", role.capitalize())
