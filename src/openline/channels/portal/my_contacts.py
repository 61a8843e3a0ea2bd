""" "My contacts": every touch, what was promised in it and what became of it; to read, print and take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_GET

from openline.actions import events, house, ladder
from openline.actions.acting import acting_as
from openline.actions.callbacks import withdrawing
from openline.channels.visitors import page_language
from openline.domain.contacts import ContactsRules
from openline.policy import telling
from openline.records import models
from openline.ui import showing
from openline.ui.components.timeline.part import Step, Timeline
from openline.ui.doors import PUBLIC, open_to, posted

CHANNEL_WORDS = {
    "assistant": _later("Assistant on the web"),
    "typed_voice": _later("Typed phone"),
    "phone": _later("Phone call from us"),
    "email": _later("E-mail from us"),
    "api": _later("Another program"),
}


@open_to(PUBLIC)
@require_GET
def my_contacts(request: Any) -> HttpResponse:
    if request.person_id is None:
        return render(request, "portal/my_contacts.html", {"matters": [], "topics": []})
    with acting_as(request.actor):
        context = {"matters": matters_of(request), "topics": [events.topic_of_person(request.person_id)]}
    return render(request, "portal/my_contacts.html", context)


def matters_of(request: Any) -> list[dict[str, Any]]:
    """The person's matters, newest first, and last the contacts that belong to none."""
    contacts = _contacts(request)
    shown: list[dict[str, Any]] = []
    for matter in models.Matter.objects.filter(person_id=request.person_id).order_by("-opened_at"):
        callbacks = models.Callback.objects.filter(matter=matter).select_related("promise", "matter", "matter__person")
        cards = [
            showing.promise_card_of(callback, request.now, level=3)
            for callback in callbacks.order_by("-promise__made_at")
        ]
        shown.append(
            {
                "title": showing.title_of(matter.about),
                "item_number": telling.tell_item_number(matter.item_number),
                "state": _("open") if matter.state == "open" else _("closed"),
                "promises": cards,
                "standing": showing.standing_of(matter),
                "ladder": ladder_of(matter),
                "contacts": [_shown(c, cards) for c in contacts if c.matter_id == matter.id],
            }
        )
    alone = [_shown(c, []) for c in contacts if c.matter_id is None]
    if alone:
        title = _("Other times you were in touch")
        shown.append({"title": title, "item_number": "", "state": "", "promises": [], "contacts": alone})
    return shown


def ladder_of(matter: models.Matter) -> Timeline | None:
    """How far the matter has gone up and why, rung by rung; None where it never left self-service."""
    rungs = ladder.rungs_of(matter, page_language())
    if all(rung.tier == ladder.SELF_SERVICE for rung in rungs):
        return None
    last = rungs[-1]
    steps = tuple(
        Step(
            at=rung.at,
            title=rung.title,
            text=rung.reason,
            by=rung.by,
            state="now" if rung is last and matter.state == "open" else "done",
        )
        for rung in rungs
    )
    return Timeline(steps, zone=house.home_zone(), label=_("Who has dealt with it, and why it went further"))


def _contacts(request: Any) -> list[models.Contact]:
    own = models.Contact.objects.filter(person_id=request.person_id)
    return list(own.select_related("seat", "matter", "conversation").order_by("-started_at"))


def _shown(contact: models.Contact, cards: list[Any]) -> dict[str, Any]:
    return {
        "at": contact.started_at,
        "zone": house.home_zone(),
        "channel": str(CHANNEL_WORDS.get(contact.channel, contact.channel)),
        "title": showing.title_of(contact.matter.about if contact.matter else ""),
        "number_called_from": contact.called_from,
        "callback_numbers": [number for number in contact.callback_number.split(", ") if number],
        "agent": showing.agent_card_of(contact.seat) if contact.seat else None,
        "tracking_number": telling.tell_item_number(contact.matter.item_number) if contact.matter else "",
        "promised": promised_in(contact),
        "became": became_of(contact),
        "rung": _rung(contact),
        "conversation": str(contact.conversation.id) if contact.channel == "assistant" else "",
        "why": showing.rule_notes(_rules_of(contact), contact.started_at),
    }


def _rung(contact: models.Contact) -> str:
    """The rung that this contact reached, and why."""
    rung = ladder.rung_of(contact, page_language())
    if rung is None:
        return ""
    return f"{rung.title}. {rung.reason}" if rung.reason else rung.title


def _rules_of(contact: models.Contact) -> list[Any]:
    decisions = models.Decision.objects.filter(contact=contact).order_by("made_at")
    return [ref for decision in decisions for ref in decision.rules]


def promised_in(contact: models.Contact) -> str:
    """What was promised in this contact, in words."""
    made = models.Promise.objects.filter(decisions__contact=contact).distinct().select_related("callback").first()
    if made is None:
        return ""
    by = telling.tell_moment(made.promised_by, made.callback.zone, page_language())
    return _("A call by %(moment)s") % {"moment": by}


def became_of(contact: models.Contact) -> str:
    """What became of the contact, in words."""
    return str(
        {
            "": _("Under way"),
            "answered": _("Answered"),
            "chat_ended_idle": _("It ended because nothing was said for a while"),
            "place_given_up": _("It ended because you were away from the line too long"),
            "escalated": _("Handed to an officer"),
            "resolved": _("Resolved with a person"),
            "left_by_person": _("You ended it"),
            "call_spoken": _("We spoke with you"),
            "call_voicemail": _("We left a message"),
            "call_none": _("No answer"),
            "answered_by_email": _("Answered by e-mail"),
        }.get(contact.outcome, _("Ended"))
    )


@open_to(PUBLIC)
@posted("my-contacts")
def withdraw(request: Any, callback_id: Any) -> HttpResponse:
    """The person no longer needs the call: the promise ends as withdrawn, by their own word."""
    if request.person_id is None:
        raise Http404
    with acting_as(request.actor):
        found = models.Callback.objects.filter(id=callback_id, promise__person_id=request.person_id).first()
        if found is None:
            raise Http404
        withdrawing.withdraw(found.id, request.now)
    return redirect("my-contacts")


@open_to(PUBLIC)
@require_GET
def as_csv(request: Any) -> HttpResponse:
    """The log with the columns that the rule in force names, for the person's own records."""
    columns = house.rules_at(ContactsRules, request.now).log_shows.value
    language = page_language()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([house.pack().label("log_column", column, language) for column in columns])
    if request.person_id is not None:
        with acting_as(request.actor):
            writer.writerows(_rows(_contacts(request), columns, language))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-contacts.csv"'
    return response


def _rows(contacts: Iterable[models.Contact], columns: Iterable[str], language: str) -> Iterable[list[str]]:
    for contact in contacts:
        cells = {
            "at": telling.tell_stamp(contact.started_at, house.home_zone(), language),
            "zone": house.home_zone(),
            "channel": str(CHANNEL_WORDS.get(contact.channel, contact.channel)),
            "number_called_from": contact.called_from,
            "callback_number": contact.callback_number,
            "agent_name": contact.seat.name if contact.seat else "",
            "agent_id": contact.seat.agent_id if contact.seat else "",
            "tracking_number": telling.tell_item_number(contact.matter.item_number) if contact.matter else "",
            "promised": promised_in(contact),
            "became": became_of(contact),
        }
        yield [_harmless(cells.get(column, "")) for column in columns]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


@open_to(PUBLIC)
@require_GET
def as_calendar(request: Any, callback_id: Any = None) -> HttpResponse:
    """The planned window of one call, or of all that are to come, as iCalendar. It names the center and no case."""
    if request.person_id is None:
        raise Http404
    with acting_as(request.actor):
        callbacks = models.Callback.objects.select_related("promise", "matter", "matter__person")
        wanted = callbacks.filter(id=callback_id) if callback_id else callbacks.filter(promise__state="open")
        chosen = list(wanted.filter(promise__person_id=request.person_id).order_by("planned_from"))
        if callback_id and not chosen:
            raise Http404
        text = _calendar(chosen, request.now)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="planned-call.ics"'
    return response


def _calendar(callbacks: list[models.Callback], now: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Openline//planned call//EN"]
    for callback in callbacks:
        lines += _entry(callback, now)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _entry(callback: models.Callback, now: datetime) -> list[str]:
    numbers = ", ".join(number.shown_as for number in callback.numbers.all())
    item = telling.tell_item_number(callback.matter.item_number)
    title = _("Call from %(agency)s") % {"agency": house.short_name(page_language())}
    note = _("Item number %(item)s. We call %(numbers)s. Ask an unknown caller to read out the item number.") % {
        "item": item,
        "numbers": numbers,
    }
    return [
        "BEGIN:VEVENT",
        f"UID:{callback.id}@openline",
        f"SEQUENCE:{callback.times_planned}",
        f"DTSTAMP:{_stamp(now)}",
        f"DTSTART:{_stamp(callback.planned_from)}",
        f"DTEND:{_stamp(callback.planned_until)}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(note)}",
        "END:VEVENT",
    ]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 octets, as RFC 5545 section 3.1 wants it; a longer one goes on after a space."""
    pieces: list[str] = [""]
    for character in line:
        if len((pieces[-1] + character).encode()) > 73:
            pieces.append("")
        pieces[-1] += character
    return "\r\n ".join(pieces) + "\r\n"
