"""The agency's calendar: which days count, how hours and days are counted on it, and when hours are open.

A business day is the agency's data: holidays are listed on the day on which they are observed, and beyond the last
day for which they are known nothing is guessed. Every moment returned is in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from openline.domain.rules import DailyHours, Span, SpanKind
from openline.domain.wall_clock import (
    MIDNIGHT,
    day_of,
    end_of_day,
    moment_at,
    second_showing_ends,
    start_of_day,
    wall_clock,
)

_DAY = timedelta(days=1)
_LOCAL = "local"
_EVERY_WEEKDAY = frozenset(range(1, 8))


class CalendarNotKnown(LookupError):
    """Holidays are not known for the day asked for; the message names the calendar file to extend."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A moment that was counted to: `on` is the last day counted, `days` are all days counted over.

    For spans in days `until` keeps the time of day of the start; who owes something "within" days owes it
    until `on` is over, or until the hours of that day close.
    """

    until: datetime
    on: date
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Business days of the home zone, and opening hours that respect its holidays.

    `zone`: the home zone, an IANA name.   `holidays`: name by the day on which each is observed.
    `known_through`, `known_from`: the days for which holidays are entered; outside them `CalendarNotKnown` is raised.
    `weekend`: ISO weekday numbers.   `file`: where holidays are entered, for messages.
    """

    zone: str
    holidays: Mapping[date, str]
    known_through: date
    weekend: frozenset[int] = frozenset({6, 7})
    known_from: date | None = None
    file: str = "the agency's file in calendars/"

    # Days

    def is_business_day(self, day: date) -> bool:
        """Whether `day` counts. Raises `CalendarNotKnown` where holidays are not entered."""
        return day.isoweekday() not in self.weekend and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is an observed holiday. Raises `CalendarNotKnown` where holidays are not entered."""
        if day > self.known_through:
            raise CalendarNotKnown(
                f"{self.file} knows holidays through {self.known_through}, not for {day}: "
                "enter the holidays of the years to come and move known_through."
            )
        if self.known_from is not None and day < self.known_from:
            raise CalendarNotKnown(
                f"{self.file} knows holidays from {self.known_from} on, not for {day}: "
                "enter the holidays of that year and move known_from."
            )
        return day in self.holidays

    def business_days_after(self, day: date, n: int) -> date:
        """The n-th business day after `day`, which itself is day 0 whether it counts or not."""
        return self._nth(day, n, _DAY)

    def business_days_before(self, day: date, n: int) -> date:
        """The n-th business day before `day`, which itself is day 0 whether it counts or not."""
        return self._nth(day, n, -_DAY)

    def business_days_between(self, start: date, end: date) -> int:
        """How many business days follow `start` up to and including `end`; none when `end` is not later."""
        return sum(1 for day in _days_from(start + _DAY, end) if self.is_business_day(day))

    def without_holidays(self) -> BusinessCalendar:
        """The same calendar on which holidays count like any weekday."""
        return replace(self, holidays={})

    def _nth(self, day: date, n: int, step: timedelta) -> date:
        if n < 0:
            raise ValueError(f"days are counted in one direction: {n} is negative")
        while n:
            day += step
            n -= self.is_business_day(day)
        return day

    def _business_day_from(self, day: date) -> date:
        """`day` itself when it counts, else the next one that does."""
        return day if self.is_business_day(day) else self.business_days_after(day, 1)

    # Hours of business days

    def add_business_day_hours(self, moment: datetime, hours: int) -> datetime:
        """The moment `hours` later when only business days count, each for 24 hours by the home zone's wall clock.

        A start outside business days counts from the midnight that begins the next one; an end that falls on a
        midnight is the one that begins the next business day. `hours` may be negative.
        """
        day, since_midnight = self._position(moment)
        days, at = divmod(since_midnight + timedelta(hours=hours), _DAY)
        reached = self.business_days_after(day, days) if days >= 0 else self.business_days_before(day, -days)
        return moment_at(reached, (_midnight_of(reached) + at).time(), self.zone)

    def business_day_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How much time of business days lies between both: the inverse of `add_business_day_hours`."""
        if end < start:
            return -self.business_day_time_between(end, start)
        first, first_at = self._position(start)
        last, last_at = self._position(end)
        return self.business_days_between(first, last) * _DAY + last_at - first_at

    def _position(self, moment: datetime) -> tuple[date, timedelta]:
        """The business day that the count stands in, and how far its wall clock has come.

        While clocks show an hour for the second time the count stands still at that hour's end: each day counts
        for 24 hours, and a later start never ends earlier.
        """
        wall = wall_clock(second_showing_ends(moment, self.zone) or moment, self.zone)
        day = self._business_day_from(wall.date())
        if day != wall.date():
            return day, timedelta()
        return day, wall - _midnight_of(day)

    # Spans of every kind

    def add(self, moment: datetime, span: Span) -> datetime:
        """The moment one `span` later; days keep the home zone's time of day. Holidays matter to business days only."""
        return self.counted(moment, span).until

    def counted(self, moment: datetime, span: Span) -> Counted:
        """Where one `span` from `moment` ends and over which days it was counted."""
        if span.kind is SpanKind.WEEKDAY_HOURS:
            return self.without_holidays().counted(moment, Span(span.amount, SpanKind.BUSINESS_DAY_HOURS))
        until = self._shifted(moment, span, forward=True)
        on = self._last_day_of(moment, span, until)
        return Counted(until, on, tuple(self._days_counted(moment, span, on)))

    def subtract(self, moment: datetime, span: Span) -> datetime:
        """The moment one `span` earlier; days keep the home zone's time of day."""
        return self._shifted(moment, span, forward=False)

    def days_counted_over(self, moment: datetime, span: Span) -> list[date]:
        """The days on which the count from `moment` ran: for days the days 1 to n, for hours each day touched."""
        return list(self.counted(moment, span).days)

    def _shifted(self, moment: datetime, span: Span, *, forward: bool) -> datetime:
        sign = 1 if forward else -1
        wall = wall_clock(moment, self.zone)
        match span.kind:
            case SpanKind.BUSINESS_DAY_HOURS:
                return self.add_business_day_hours(moment, sign * span.amount)
            case SpanKind.WEEKDAY_HOURS:
                return self.without_holidays().add_business_day_hours(moment, sign * span.amount)
            case SpanKind.BUSINESS_DAYS:
                step = self.business_days_after if forward else self.business_days_before
                return moment_at(step(wall.date(), span.amount), wall.time(), self.zone)
            case SpanKind.CALENDAR_DAYS:
                return moment_at(wall.date() + sign * span.amount * _DAY, wall.time(), self.zone)
            case SpanKind.HOURS:
                return moment.astimezone(UTC) + sign * timedelta(hours=span.amount)
            case SpanKind.MINUTES:
                return moment.astimezone(UTC) + sign * timedelta(minutes=span.amount)

    def _last_day_of(self, moment: datetime, span: Span, until: datetime) -> date:
        on = day_of(until, self.zone)
        ends_with_the_day_before = (
            span.kind is SpanKind.BUSINESS_DAY_HOURS and span.amount and until == start_of_day(on, self.zone)
        )
        if ends_with_the_day_before:
            return self.business_days_before(on, 1)
        return max(on, day_of(moment, self.zone))

    def _days_counted(self, moment: datetime, span: Span, on: date) -> Iterator[date]:
        start = day_of(moment, self.zone)
        match span.kind:
            case SpanKind.BUSINESS_DAYS:
                return (day for day in _days_from(start + _DAY, on) if self.is_business_day(day))
            case SpanKind.CALENDAR_DAYS:
                return _days_from(start + _DAY, on)
            case SpanKind.BUSINESS_DAY_HOURS | SpanKind.WEEKDAY_HOURS:
                return (day for day in _days_from(start, on) if self.is_business_day(day))
            case SpanKind.HOURS | SpanKind.MINUTES:
                return _days_from(start, on)

    # Opening hours

    def opening_on(self, day: date, hours: DailyHours) -> tuple[datetime, datetime] | None:
        """From when until when the hours that begin on `day` are open, in UTC, or None when they do not begin then.

        `opens == closes` is a whole day; hours that close before they open close on the following day.
        """
        if hours.zone == _LOCAL:
            raise ValueError("these hours are meant in a person's own zone: use in_zone(hours, zone) first")
        if day.isoweekday() not in hours.weekdays or (hours.closed_on_holidays and self.is_holiday(day)):
            return None
        closing_day = day if hours.opens < hours.closes else day + _DAY
        opening = moment_at(day, hours.opens, hours.zone)
        closing = moment_at(closing_day, hours.closes, hours.zone)
        return (opening, closing) if opening < closing else None

    def is_open(self, moment: datetime, hours: DailyHours) -> bool:
        """Whether `moment` lies within the hours: the opening moment does, the closing moment does not."""
        return self._opening_around(moment, hours) is not None

    def open_until(self, moment: datetime, hours: DailyHours) -> datetime | None:
        """When the hours that are open at `moment` close, or None when they never do.

        Raises ValueError when they are not open at all. Days that adjoin count as one opening.
        """
        around = self._opening_around(moment, hours)
        if around is None:
            raise ValueError(f"not open at {moment.isoformat()}")
        if hours.opens == hours.closes and hours.weekdays >= _EVERY_WEEKDAY and not hours.closed_on_holidays:
            return None
        closing = around[1]
        while following := self._opening_around(closing, hours):
            closing = following[1]
        return closing

    def next_opening(self, moment: datetime, hours: DailyHours) -> datetime:
        """The first moment from `moment` on at which the hours are open: `moment` itself when they are."""
        if not hours.weekdays:
            raise ValueError("these hours have no weekday: they never open")
        if self.is_open(moment, hours):
            return moment.astimezone(UTC)
        day = day_of(moment, hours.zone)
        while True:
            opening = self.opening_on(day, hours)
            if opening is not None and opening[0] >= moment:
                return opening[0]
            day += _DAY

    def _opening_around(self, moment: datetime, hours: DailyHours) -> tuple[datetime, datetime] | None:
        day = day_of(moment, hours.zone) if hours.zone != _LOCAL else day_of(moment, self.zone)
        overnight = hours.opens >= hours.closes
        for begins_on in (day - _DAY, day) if overnight else (day,):
            opening = self.opening_on(begins_on, hours)
            if opening is not None and opening[0] <= moment < opening[1]:
                return opening
        return None

    def end_of_day(self, day: date) -> datetime:
        """The moment at which `day` is over in the home zone."""
        return end_of_day(day, self.zone)

    def day_of(self, moment: datetime) -> date:
        """The date of `moment` in the home zone."""
        return day_of(moment, self.zone)


def in_zone(hours: DailyHours, zone: str) -> DailyHours:
    """The same hours with `local` resolved to the person's `zone`; hours with a zone of their own are unchanged."""
    return replace(hours, zone=zone) if hours.zone == _LOCAL else hours


def _midnight_of(day: date) -> datetime:
    return datetime.combine(day, MIDNIGHT)


def _days_from(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + offset * _DAY
