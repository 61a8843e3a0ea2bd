"""How a story writes moments and lengths of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from openline.domain.calendar import BusinessCalendar
from openline.domain.rules import Span
from openline.domain.windows import duration


class NoMoment(ValueError):
    """A story's moment lacks its zone, or is none: write `2026-11-30T09:00 America/New_York`."""


def moment(text: str) -> datetime:
    """`2026-11-30T09:00 America/New_York`, by the clocks of that zone."""
    at, _, zone = str(text).partition(" ")
    if not zone:
        raise NoMoment(f"{text!r}: write a moment as 2026-11-30T09:00 America/New_York")
    return datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))


def span(text: str) -> Span:
    """`75 minutes`, `2 hours`, `2 business days`."""
    amount, _, unit = str(text).partition(" ")
    return Span.parse(f"{amount} {unit.replace(' ', '_')}")


def length(text: str) -> timedelta:
    """A span on a stopwatch: minutes or hours."""
    return duration(span(text))


def later(now: datetime, text: str, calendar: BusinessCalendar) -> datetime:
    """`until <moment>`, or a span from now, counted on the agency's calendar."""
    if text.startswith("until "):
        return moment(text.removeprefix("until "))
    return calendar.add(now, span(text))
