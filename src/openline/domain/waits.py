"""How long a person who asks for live help will likely wait, and at which hours of the week less (HRS-5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean
from zoneinfo import ZoneInfo

from openline.domain.calendar import BusinessCalendar
from openline.domain.decision import Decision
from openline.domain.queues import QueuesRules
from openline.domain.rules import DailyHours

_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)
_NONE = timedelta(0)
# The interval holds the wait in four cases of five: from the 10th to the 90th percentile of the distribution.
_SIDE = 1.2816
# Hours are offered as better only if people waited clearly less in them than in the week's other hours.
_CLEARLY_LESS = 0.8
_BLOCKS_TOLD = 3


class UnknownMethod(ValueError):
    """A rule names a way of estimating waits that this version does not offer; the message names both."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line as it stands: `before` wait ahead, `capacity` is how many can be helped at once by those who are
    here, `helped_now` how many of these places are taken."""

    before: int
    capacity: int
    helped_now: int


@dataclass(frozen=True, slots=True)
class Recent:
    """What happened lately: `waits` of those whom a person helped, `helps` how long they were helped, and how
    many `left` the line before, out of the total time that all `waited`."""

    waits: tuple[timedelta, ...] = ()
    helps: tuple[timedelta, ...] = ()
    left: int = 0
    waited: timedelta = _NONE


@dataclass(frozen=True, slots=True)
class PastHour:
    """How long those waited who asked in the hour from `starts_at`: 10th percentile, median, 90th percentile."""

    starts_at: datetime
    contacts: int
    shortest: timedelta
    likely: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class WaitExpected:
    """`likely` is the expected wait; four of five people wait between `shortest` and `longest`. `contacts` is how
    many past contacts the estimate rests on."""

    likely: timedelta
    shortest: timedelta
    longest: timedelta
    contacts: int


@dataclass(frozen=True, slots=True)
class WaitUnknown:
    """Too little is known to name a wait honestly."""


@dataclass(frozen=True, slots=True)
class BetterTime:
    """Hours still to come, from `opens_at` to `closes_at`, in which people waited `likely` in past weeks."""

    opens_at: datetime
    closes_at: datetime
    likely: timedelta


Wait = WaitExpected | WaitUnknown
Method = Callable[[Line, Recent, Sequence[PastHour], QueuesRules, datetime], Wait]


def expected_wait(
    line: Line, recent: Recent, history: Sequence[PastHour], rules: QueuesRules, zone: str, now: datetime
) -> Decision[Wait]:
    """The wait of a person who asks now, by the method that the rules name. Raises UnknownMethod."""
    method = METHODS.get(rules.wait_method.value)
    if method is None:
        raise UnknownMethod(f"{rules.wait_method.ref.address} names {rules.wait_method.value!r}, which no code offers")
    because = (
        rules.wait_method.ref,
        rules.wait_recent.ref,
        rules.wait_looks_back.ref,
        rules.wait_least_contacts.ref,
    )
    facts: dict[str, object] = {"before": line.before, "capacity": line.capacity, "helped_now": line.helped_now}
    return Decision(method(line, recent, _same_hour(history, zone, now), rules, now), because, facts)


def by_line_and_history(
    line: Line, recent: Recent, same_hour: Sequence[PastHour], rules: QueuesRules, now: datetime
) -> Wait:
    """From the length of the line where enough was seen lately, else from the same hour of past weeks.

    With c places, each free again after a mean help of 1/mu, and people leaving the line at the rate theta, the
    wait behind n others is the sum over i = 0..n of 1/(c mu + i theta) (queue-length estimator with abandonment;
    Ibrahim and Whitt 2009). The places' ends are nearly exponential, so the sum is nearly gamma distributed; its
    spread grows by what so few observations leave unknown of mu.
    """
    least = rules.wait_least_contacts.value
    if line.capacity and len(recent.helps) >= least:
        if line.helped_now + line.before < line.capacity and len(recent.waits) >= least:
            return _of_sample(recent.waits)
        return _behind(line, recent)
    return _of_hours(same_hour, least)


def _behind(line: Line, recent: Recent) -> WaitExpected:
    help_time = fmean(help.total_seconds() for help in recent.helps)
    freed = line.capacity / max(help_time, 1.0)
    leaving = recent.left / recent.waited.total_seconds() if recent.waited else 0.0
    steps = [1 / (freed + i * leaving) for i in range(line.before + 1)]
    mean = sum(steps)
    spread = sum(step * step for step in steps) / (mean * mean) + 1 / len(recent.helps)
    return WaitExpected(
        timedelta(seconds=mean),
        timedelta(seconds=_gamma_quantile(mean, spread, -_SIDE)),
        timedelta(seconds=_gamma_quantile(mean, spread, _SIDE)),
        len(recent.helps),
    )


def _gamma_quantile(mean: float, squared_variation: float, normal_score: float) -> float:
    """The quantile of a gamma distribution at a normal score, by Wilson and Hilferty (1931)."""
    shape = 1 / squared_variation
    root = 1 - 1 / (9 * shape) + normal_score / (3 * math.sqrt(shape))
    return mean * max(root, 0.0) ** 3


def _of_sample(waits: Sequence[timedelta]) -> WaitExpected:
    ordered = sorted(waits)
    return WaitExpected(_at(ordered, 0.5), _at(ordered, 0.1), _at(ordered, 0.9), len(ordered))


def _at(ordered: Sequence[timedelta], share: float) -> timedelta:
    """The percentile of an ordered sample, between two of it where it lies between."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _of_hours(hours: Sequence[PastHour], least: int) -> Wait:
    contacts = sum(hour.contacts for hour in hours)
    if contacts < least:
        return WaitUnknown()

    def weighed(part: Callable[[PastHour], timedelta]) -> timedelta:
        return timedelta(seconds=sum(part(hour).total_seconds() * hour.contacts for hour in hours) / contacts)

    return WaitExpected(
        weighed(lambda hour: hour.likely),
        weighed(lambda hour: hour.shortest),
        weighed(lambda hour: hour.longest),
        contacts,
    )


METHODS: Mapping[str, Method] = {"line_and_history": by_line_and_history}
"""The ways of estimating a wait; `queues.wait_method` names the one in use."""


def better_times(
    history: Sequence[PastHour],
    hours: DailyHours,
    calendar: BusinessCalendar,
    rules: QueuesRules,
    now: datetime,
) -> Decision[tuple[BetterTime, ...]]:
    """The hours still to come this week in which people waited clearly less than usual, earliest first.

    `hours` are those of live help; the week is that of their zone. Where nothing of this week is left, next week's
    hours are meant. Empty where too little is known or no hour is clearly better.
    """
    because = (rules.wait_looks_back.ref, rules.wait_least_contacts.ref)
    usual = _of_hours(history, rules.wait_least_contacts.value)
    if isinstance(usual, WaitUnknown):
        return Decision((), because)
    better = [
        BetterTime(start, start + _HOUR, wait.likely)
        for start in _hours_to_come(hours, calendar, now)
        if isinstance(
            wait := _of_hours(_same_hour(history, hours.zone, start), rules.wait_least_contacts.value), WaitExpected
        )
        and wait.likely < usual.likely * _CLEARLY_LESS
    ]
    blocks = sorted(_joined(better), key=lambda block: block.likely)[:_BLOCKS_TOLD]
    return Decision(tuple(sorted(blocks, key=lambda block: block.opens_at)), because)


def _hours_to_come(hours: DailyHours, calendar: BusinessCalendar, now: datetime) -> list[datetime]:
    """Every whole open hour after `now` until the week ends, or of next week where none is left."""
    local = now.astimezone(ZoneInfo(hours.zone))
    monday = (local - timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    for week in (monday, monday + _WEEK):
        first = max(local.replace(minute=0, second=0, microsecond=0) + _HOUR, week)
        starts: list[datetime] = []
        while first < week + _WEEK:
            if calendar.is_open(first, hours):
                starts.append(first)
            first += _HOUR
        if starts:
            return starts
    return []


def _same_hour(history: Sequence[PastHour], zone: str, moment: datetime) -> list[PastHour]:
    """The past hours at the weekday and hour of `moment`, by the clocks of `zone`."""
    local = moment.astimezone(ZoneInfo(zone))
    wanted = (local.weekday(), local.hour)
    in_zone = ((hour, hour.starts_at.astimezone(ZoneInfo(zone))) for hour in history)
    return [hour for hour, at in in_zone if (at.weekday(), at.hour) == wanted]


def _joined(times: Sequence[BetterTime]) -> list[BetterTime]:
    """Hours that adjoin as one block, with the mean of their waits."""
    groups: list[list[BetterTime]] = [[time] for time in times[:1]]
    for before, after in pairwise(times):
        if before.closes_at == after.opens_at:
            groups[-1].append(after)
        else:
            groups.append([after])
    return [
        BetterTime(
            group[0].opens_at,
            group[-1].closes_at,
            timedelta(seconds=fmean(each.likely.total_seconds() for each in group)),
        )
        for group in groups
    ]
