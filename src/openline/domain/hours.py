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


def live_help_now(now: datetime, rules: HoursRules, calendar: BusinessCalendar) -> Decision[OpenNow | ClosedUntil]:
    """Whether live help by phone is open, and until or from when (HRS-1)."""
    return open_now(now, rules.live_help, calendar)


def live_chat_now(now: datetime, rules: HoursRules, calendar: BusinessCalendar) -> Decision[OpenNow | ClosedUntil]:
    """Whether live chat is open, and until or from when (HRS-2)."""
    return open_now(now, rules.live_chat, calendar)


def open_now(now: datetime, rule: Rule[DailyHours], calendar: BusinessCalendar) -> Decision[OpenNow | ClosedUntil]:
    """Whether hours of any rule, such as those of a queue, are open, and until or from when."""
    hours = rule.value
    facts: dict[str, object] = {"now": now.isoformat(), "zone": hours.zone}
    if calendar.is_open(now, hours):
        return Decision(OpenNow(calendar.open_until(now, hours)), (rule.ref,), facts)
    return Decision(ClosedUntil(calendar.next_opening(now, hours)), (rule.ref,), facts)
