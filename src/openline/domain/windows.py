"""Windows of time, and what several hours have in common across zones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from openline.domain.calendar import BusinessCalendar
from openline.domain.rules import DailyHours, Span, SpanKind
from openline.domain.wall_clock import day_of, end_of_day, start_of_day

Window = tuple[datetime, datetime]
"""From a moment up to, not including, another, both in UTC."""

_DAY = timedelta(days=1)


def common_windows(day: date, hours: Sequence[DailyHours], zone_local: str, calendar: BusinessCalendar) -> list[Window]:
    """The windows of the local `day` in `zone_local` in which all `hours` are open, earliest first.

    `hours` carry zones of their own. Windows that adjoin are one. The result is empty when nothing is common.
    """
    common: list[Window] = [(start_of_day(day, zone_local), end_of_day(day, zone_local))]
    for one in hours:
        common = intersection(common, _openings_during(common, one, calendar))
    return [window for window in common if window[0] < window[1]]


def intersection(some: Iterable[Window], others: Iterable[Window]) -> list[Window]:
    """The windows that lie within a window of both, earliest first, those that adjoin as one."""
    others = list(others)
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others if max(a[0], b[0]) < min(a[1], b[1])]
    return merged(shared)


def merged(windows: Iterable[Window]) -> list[Window]:
    """The same time as windows that neither overlap nor adjoin, earliest first."""
    result: list[Window] = []
    for window in sorted(windows):
        if result and window[0] <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], window[1]))
        else:
            result.append(window)
    return result


def length(windows: Iterable[Window]) -> timedelta:
    """How much time the windows hold, none counted twice."""
    return sum((end - start for start, end in merged(windows)), timedelta())


def duration(span: Span) -> timedelta:
    """The span as time on a stopwatch. Raises ValueError for spans that only a calendar can count."""
    match span.kind:
        case SpanKind.HOURS:
            return timedelta(hours=span.amount)
        case SpanKind.MINUTES:
            return timedelta(minutes=span.amount)
        case _:
            raise ValueError(f"{span} is counted on a calendar; write hours or minutes here")


def _openings_during(windows: Sequence[Window], hours: DailyHours, calendar: BusinessCalendar) -> list[Window]:
    """Every opening of `hours` that could touch one of `windows`, with those of the night before."""
    openings: list[Window] = []
    for start, end in windows:
        day = day_of(start, hours.zone) - _DAY
        while day <= day_of(end, hours.zone):
            opening = calendar.opening_on(day, hours)
            if opening is not None:
                openings.append(opening)
            day += _DAY
    return openings
