"""When live help is open, and what is told outside those hours."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import DailyHours, Rule


@dataclass(frozen=True, slots=True)
class HoursRules:
    """The rules of `policy/hours/`."""

    live_help: Rule[DailyHours]
    live_chat: Rule[DailyHours]
    self_help: Rule[DailyHours]
