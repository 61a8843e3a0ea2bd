"""A conversation written down for the person who had it: who said what and when, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from openline.actions import going_on, house
from openline.channels.visitors import page_language
from openline.records import models
from openline.ui import saying, showing


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said; `sources` in words, `language` that of the words."""

    at: datetime
    when: str
    who: str
    text: str
    language: str
    sources: tuple[str, ...]


def transcript_of(conversation: models.Conversation, now: datetime) -> dict[str, Any]:
    """All that both files show. Acts as the person, who sees what is theirs and no more."""
    zone = house.home_zone()
    agency = house.pack().agency
    contact = conversation.contact
    matter = contact.matter
    return {
        "title": _("Conversation with %(agency)s") % {"agency": agency.name[page_language()]},
        "began": saying.moment(contact.started_at, zone),
        "written": saying.moment(now, zone),
        "zone": saying.zone_name(zone, contact.started_at),
        "item_number": going_on.shown_number(matter) if matter else "",
        "disclaimer": agency.disclaimer[page_language()],
        "lines": [_line(message, zone) for message in _said(conversation)],
    }


def _said(conversation: models.Conversation) -> list[models.Message]:
    return list(conversation.messages.select_related("seat").order_by("position"))


def _line(message: models.Message, zone: str) -> Line:
    return Line(
        at=message.said_at,
        when=f"{saying.short_day(message.said_at, zone)}, {saying.hour(message.said_at, zone)}",
        who=_who(message),
        text=message.text,
        language=message.language,
        sources=tuple(
            _("%(title)s, in force from %(since)s (%(source)s)")
            % {"title": note.title, "since": saying.short_day(note.in_force_from), "source": note.source}
            for note in showing.rule_notes(message.because, message.said_at)
        ),
    )


def _who(message: models.Message) -> str:
    if message.sender == "agent" and message.seat:
        return _("%(name)s, agent ID %(id)s") % {"name": message.seat.name, "id": message.seat.agent_id}
    return {
        "person": _("You"),
        "assistant": _("Openline assistant"),
        "center": _("Notice"),
        "agent": _("Agent"),
    }[message.sender]


def as_text(transcript: dict[str, Any]) -> str:
    """The transcript as plain text, which any program reads."""
    head = [transcript["title"], transcript["disclaimer"], "", _("Began: %(moment)s") % {"moment": transcript["began"]}]
    if transcript["item_number"]:
        head.append(_("Item number: %(number)s") % {"number": transcript["item_number"]})
    head.append(_("All times: %(zone)s") % {"zone": transcript["zone"]})
    return "\n".join([*head, *(_paragraph(line) for line in transcript["lines"])]) + "\n"


def _paragraph(line: Line) -> str:
    said = "\n".join(f"  {each}".rstrip() for each in line.text.splitlines())
    rests_on = "".join("\n  " + _("Source: %(source)s") % {"source": source} for source in line.sources)
    return f"\n[{line.when}] {line.who}:\n{said}{rests_on}"
