"""Whether live help is open for a channel, and when it opens next."""

from __future__ import annotations

from datetime import datetime

from openline.actions import house
from openline.domain.decision import Decision
from openline.domain.hours import ClosedUntil, HoursRules, OpenNow, live_chat_now, live_help_now

CHAT_CHANNELS = frozenset({"assistant", "api"})


def live_help(channel: str, now: datetime) -> Decision[OpenNow | ClosedUntil]:
    """The decision by the hours in force for this kind of channel: the chat's, or the phone's."""
    rules = house.rules_at(HoursRules, now)
    decide = live_chat_now if channel in CHAT_CHANNELS else live_help_now
    return decide(now, rules, house.pack().calendar)
