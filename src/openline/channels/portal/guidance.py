"""How to reach the center, and what to know before: drawn from the rules and lines in force (HRS-8, HRS-10, HRS-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import house, waits
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.opening_hours import live_help
from openline.channels.visitors import page_language
from openline.domain.hours import OpenNow
from openline.policy import telling
from openline.policy.knowledge.placeholders import fill
from openline.policy.parts import Line, LineEntry
from openline.ui.doors import PUBLIC, open_to

PHONES = ("phone", "tty")


@dataclass(frozen=True, slots=True)
class LineShown:
    """One number or mailbox; of one that ended, since when and what serves now."""

    title: str
    reach: str
    href: str
    ended: bool
    since: str
    instead: tuple[str, ...]


@open_to(PUBLIC)
@require_GET
def contact_us(request: Any) -> HttpResponse:
    """Every number and mailbox as in force, with the hours, and those that have ended."""
    language = page_language()
    shown = [_line(line, request.now, language) for line in house.pack().lines.values()]
    lines = [line for line in shown if line is not None]
    context = {
        "ways": ways(language, request.now),
        "lines": [line for line in lines if not line.ended],
        "ended": [line for line in lines if line.ended],
        "live_now": _live_now(request.now, language),
    }
    return render(request, "portal/contact_us.html", context)


@open_to(PUBLIC)
@require_GET
def before_you_contact_us(request: Any) -> HttpResponse:
    """What to try first, who may ask, what to have at hand, when to ask, and how long a person waits now."""
    language = page_language()
    with acting_as(SYSTEM):
        wait = waits.words_of_wait(house.first_queue(), language, "assistant", None, request.now)
    context = {
        "ways": ways(language, request.now),
        "advice": [
            {
                "key": advice.key,
                "title": advice.title[language],
                "points": [fill(house.pack(), point[language], language, request.now).text for point in advice.points],
                "source": _source(advice.source.document, advice.source.part, language),
            }
            for advice in house.pack().guidance.before
        ],
        "wait": wait if isinstance(live_help("assistant", request.now).outcome, OpenNow) else {**wait, "likely": ""},
        "live_now": _live_now(request.now, language),
    }
    return render(request, "portal/before_you_contact_us.html", context)


def ways(language: str, now: datetime) -> list[dict[str, Any]]:
    """The ways of reaching the center, each with the pages behind it."""
    labels = _pages()
    return [
        {
            "key": way.key,
            "title": way.title[language],
            "text": fill(house.pack(), way.text[language], language, now).text,
            "links": [{"href": reverse(page), "label": labels.get(page, way.title[language])} for page in way.leads_to],
        }
        for way in house.pack().guidance.ways
    ]


def _pages() -> dict[str, str]:
    return {
        "assistant": _("Ask a question"),
        "case-status": _("Check case status"),
        "typed-phone": _("Typed phone"),
        "my-contacts": _("My contacts"),
    }


def _line(line: Line, now: datetime, language: str) -> LineShown | None:
    entry = line.entry_on(house.pack().home_date(now))
    if entry is None:
        return None
    reach = _reach(line, entry)
    instead = tuple(
        f"{other.title[language]}: {_reach(other, found)}"
        for other in (house.pack().lines[key] for key in line.instead)
        if (found := other.entry_on(house.pack().home_date(now))) and found.reach
    )
    since = telling.tell_day(entry.in_force_from, language, year=True) if entry.ended else ""
    scheme = "tel:" if line.reached_by in PHONES else "mailto:"
    return LineShown(line.title[language], reach, scheme + (entry.reach or ""), entry.ended, since, instead)


def _reach(line: Line, entry: LineEntry) -> str:
    if line.reached_by in PHONES and entry.reach:
        return house.tell_number(entry.reach)
    return entry.reach or ""


def _live_now(now: datetime, language: str) -> str:
    outcome = live_help("assistant", now).outcome
    is_open = isinstance(outcome, OpenNow)
    return telling.tell_open_or_closed(
        outcome.closes_at if is_open else None, None if is_open else outcome.opens_at, house.home_zone(), language
    )


def _source(document: str, part: str, language: str) -> str:
    return f"{house.pack().label('document', document, language)}, {part}"
