"""Whether live help is open for a channel or in a queue, and when it opens next."""

from __future__ import annotations

from datetime import datetime

from openline.actions import house
from openline.domain.decision import Decision
from openline.domain.hours import ClosedUntil, HoursRules, OpenNow, live_chat_now, live_help_now, open_now

CHAT_CHANNELS = frozenset({"assistant", "api"})


def live_help(channel: str, now: datetime) -> Decision[OpenNow | ClosedUntil]:
    """The decision by the hours in force for this kind of channel: the chat's, or the phone's."""
    rules = house.rules_at(HoursRules, now)
    decide = live_chat_now if channel in CHAT_CHANNELS else live_help_now
    return decide(now, rules, house.pack().calendar)


def hours_in(queue: str, channel: str, now: datetime) -> Decision[OpenNow | ClosedUntil]:
    """Whether a queue is answered now: by its own hours, or by those of the contact's channel where it names none."""
    pack = house.pack()
    own = pack.queues[queue].hours
    if own is None:
        return live_help(channel, now)
    return open_now(now, pack.rules[own].rule_on(pack.home_date(now)), pack.calendar)
