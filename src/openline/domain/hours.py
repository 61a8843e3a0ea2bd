"""When live help is open, and what is told outside those hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openline.domain.calendar import BusinessCalendar
from openline.domain.decision import Decision
from openline.domain.rules import DailyHours, Rule


@dataclass(frozen=True, slots=True)
class HoursRules:
    """The rules of `policy/hours/`."""

    live_help: Rule[DailyHours]
    live_chat: Rule[DailyHours]
    self_help: Rule[DailyHours]


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Open, until `closes_at` in UTC, or for ever where it is None."""

    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClosedUntil:
    """Closed; `opens_at` in UTC."""

    opens_at: datetime


def live_help_now(rule: Rule[DailyHours], calendar: BusinessCalendar, now: datetime) -> Decision[OpenNow | ClosedUntil]:
    """Whether the hours of `rule`, by phone, in chat or of a queue, are open, and until or from when (HRS-1, HRS-2)."""
    hours = rule.value
    facts: dict[str, object] = {"now": now.isoformat(), "zone": hours.zone}
    if calendar.is_open(now, hours):
        return Decision(OpenNow(calendar.open_until(now, hours)), (rule.ref,), facts)
    return Decision(ClosedUntil(calendar.next_opening(now, hours)), (rule.ref,), facts)
