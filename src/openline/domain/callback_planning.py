"""When a promised call is planned: in whose zone, in which half day, and when that is announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from openline.domain.calendar import BusinessCalendar, CalendarNotKnown, in_zone
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.rules import RuleRef
from openline.domain.wall_clock import day_of, moment_at, start_of_day, wall_clock
from openline.domain.windows import Window, common_windows, duration, length

_DAY = timedelta(days=1)
_ONE_HOUR = timedelta(hours=1)
_SPOKEN_TIMES_ROUND_TO = timedelta(minutes=15)
_NOON = time(12)


class ZoneSource(StrEnum):
    """Where a person's zone was taken from; the words of `zone_from`. Never the phone's area code."""

    FILING_PLACE = "filing_place"
    STATED_PLACE = "stated_place"
    HOME_ZONE = "home_zone"


class Half(StrEnum):
    """Which half of a day a planned window takes."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """The zone that calls are planned in, and the source that is said aloud with it."""

    zone: str
    taken_from: ZoneSource


@dataclass(frozen=True, slots=True)
class PlannedWindow:
    """The half day of the person's zone in which the first attempt is made; moments in UTC."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    half: Half


@dataclass(frozen=True, slots=True)
class NoCommonHours:
    """Calling hours and local hours share too little: the person is asked which hour they accept.

    `acceptable`: from when until when an accepted hour can begin, by the person's own clock; the second time is the
    earlier one where midnight lies between, both are midnight where any hour will do, None means none will.
    """

    zone: str
    shared: timedelta
    acceptable: tuple[time, time] | None


@dataclass(frozen=True, slots=True)
class NoRoomLeft:
    """No window with room lies before the promised moment. Someone is alerted; `next_window` comes after it."""

    next_window: PlannedWindow | None


WindowChoice = PlannedWindow | NoCommonHours | NoRoomLeft


def zone_for(
    filing_zone: str | None, stated_zone: str | None, rules: CallbacksRules, calendar: BusinessCalendar
) -> Decision[ZoneChoice]:
    """The zone of the first source in the rule's order that is known (CB-10)."""
    known = {
        ZoneSource.FILING_PLACE: filing_zone,
        ZoneSource.STATED_PLACE: stated_zone,
        ZoneSource.HOME_ZONE: calendar.zone,
    }
    for word in rules.zone_from.value:
        source = ZoneSource(word)
        zone = known[source]
        if zone:
            facts: dict[str, object] = {"zone": zone, "taken_from": source.value}
            return Decision(ZoneChoice(zone, source), (rules.zone_from.ref,), facts)
    raise ValueError(f"{rules.zone_from.ref.address} ends without a source that is always known: add home_zone")


def booked_as(planned: PlannedWindow, calendar: BusinessCalendar) -> tuple[date, Half]:
    """The half day of the agency's own planning that the window is counted in: where its middle falls."""
    middle = wall_clock(planned.starts_at + (planned.ends_at - planned.starts_at) / 2, calendar.zone)
    return middle.date(), Half.MORNING if middle.time() < _NOON else Half.AFTERNOON


def plan_window(
    promised_by: datetime,
    zone: str,
    booked: Mapping[tuple[date, Half], int],
    rules: CallbacksRules,
    calendar: BusinessCalendar,
    now: datetime,
    not_before: datetime | None = None,
    accepted_hour: time | None = None,
    *,
    soonest: bool = False,
) -> Decision[WindowChoice]:
    """The earliest window with capacity that still lets the notice go out ahead, else the earliest at all.

    Each window leaves room for the second attempt within its hours and before `promised_by`. `booked` counts planned
    windows by `booked_as`. `accepted_hour` is an hour by the person's own clock that they accept although it lies
    outside local hours. `soonest` does without the notice ahead. A window that has begun, or that the promise
    cuts short, is taken only when no whole one is left.
    """
    search = _Search(zone, rules, calendar, accepted_hour)
    earliest = max(now, not_before or now)
    days = list(search.days(earliest, promised_by))
    facts: dict[str, object] = {
        "promised_by": promised_by.isoformat(),
        "zone": zone,
        "earliest": earliest.isoformat(),
        "accepted_hour": accepted_hour.isoformat("minutes") if accepted_hour else None,
    }
    if (no_common := search.too_little_in_common(days)) is not None:
        return Decision(no_common, search.because, facts)
    in_time = promised_by - search.room
    with_room = [window for day in days for window in search.windows_on(day) if search.has_room(window, booked)]
    whole = [window for window in with_room if earliest <= window.starts_at and window.ends_at <= in_time]
    announced = [] if soonest else [window for window in whole if search.can_be_announced(window, now)]
    cut = [window for each in with_room if (window := _cut(each, earliest, in_time)) is not None]
    facts |= {"windows_with_capacity": len(with_room), "announced_ahead": bool(announced)}
    for choice in (announced, whole, cut):
        if choice:
            return Decision(choice[0], search.because, facts)
    return Decision(NoRoomLeft(search.first_after(earliest, booked)), search.because, facts)


def announce_at(
    planned: PlannedWindow, now: datetime, rules: CallbacksRules, calendar: BusinessCalendar
) -> Decision[datetime]:
    """When the notice of a window goes out: as far ahead as the rule allows, at once when that is past (CB-3)."""
    ahead = rules.announced_ahead.value
    goes_out = max(now, calendar.subtract(planned.starts_at, ahead.most))
    facts: dict[str, object] = {
        "starts_at": planned.starts_at.isoformat(),
        "at_once": goes_out == now,
        "within_rule": goes_out <= calendar.subtract(planned.starts_at, ahead.least),
    }
    return Decision(goes_out, (rules.announced_ahead.ref,), facts)


class _Search:
    """What all steps of one search share: the hours in force, the room to leave, the rules used."""

    def __init__(
        self, zone: str, rules: CallbacksRules, calendar: BusinessCalendar, accepted_hour: time | None
    ) -> None:
        self.zone = zone
        self.rules = rules
        self.calendar = calendar
        self.accepted_hour = accepted_hour
        self.calling = in_zone(rules.calling_hours.value, zone)
        self.local = in_zone(rules.local_hours.value, zone)
        self.room = duration(rules.attempts.value.next_after.most)
        self.longest = duration(rules.planned_length.value)
        self.least = duration(rules.least_common_hours.value)
        used = [
            rules.calling_hours,
            rules.local_hours,
            rules.least_common_hours,
            rules.attempts,
            rules.planned_length,
            rules.daily_capacity,
        ]
        self.because: tuple[RuleRef, ...] = tuple(rule.ref for rule in used)
        if rules.announced_ahead.known:
            self.because += (rules.announced_ahead.ref,)

    def days(self, earliest: datetime, latest: datetime) -> Iterator[date]:
        """The person's own days from one moment to another, both included."""
        day = day_of(earliest, self.zone)
        while day <= day_of(latest, self.zone):
            yield day
            day += _DAY

    def windows_on(self, day: date) -> list[PlannedWindow]:
        """The windows of one of the person's days, earliest first, whatever is booked."""
        if self.accepted_hour is not None:
            return self._accepted_on(day, self.accepted_hour)
        shared = self._shared_on(day)
        if length(shared) < self.least:
            return []
        starts, ends = max(shared, key=lambda window: window[1] - window[0])
        return [
            PlannedWindow(start, end, self.zone, half)
            for half, (start, end) in _halves(starts, ends - self.room, self.longest, self.zone)
        ]

    def _shared_on(self, day: date) -> list[Window]:
        return common_windows(day, [self.calling, self.local], self.zone, self.calendar)

    def _accepted_on(self, day: date, hour: time) -> list[PlannedWindow]:
        """The accepted hour of that day, as far as calls are made in it and in the time that a second one needs."""
        start = moment_at(day, hour, self.zone)
        if not self.calendar.is_open(start, self.calling):
            return []
        closes = self.calendar.open_until(start, self.calling)
        end = start + _ONE_HOUR if closes is None else min(start + _ONE_HOUR, closes - self.room)
        half = Half.MORNING if hour < _NOON else Half.AFTERNOON
        return [PlannedWindow(start, end, self.zone, half)] if start < end else []

    def too_little_in_common(self, days: list[date]) -> NoCommonHours | None:
        """What to ask the person when on none of `days` enough hours are common, though calls are made on some."""
        calls = {day: common_windows(day, [self.calling], self.zone, self.calendar) for day in days}
        calls = {day: windows for day, windows in calls.items() if windows}
        if not calls or any(self.windows_on(day) for day in calls):
            return None
        shared = max(length(self._shared_on(day)) for day in calls)
        if self.accepted_hour is None and shared >= self.least:
            return None
        return NoCommonHours(self.zone, shared, self._acceptable(min(calls)))

    def _acceptable(self, day: date) -> tuple[time, time] | None:
        """The hours of the first opening that touches the person's `day`, less the room, by their own clock."""
        agency_day = day_of(start_of_day(day, self.zone), self.calling.zone)
        while (opening := self.calendar.opening_on(agency_day, self.calling)) is None:
            agency_day += _DAY
        if self.calendar.open_until(opening[0], self.calling) is None:
            return time(0), time(0)
        opens, until = opening[0], opening[1] - self.room
        return (wall_clock(opens, self.zone).time(), wall_clock(until, self.zone).time()) if opens < until else None

    def has_room(self, window: PlannedWindow, booked: Mapping[tuple[date, Half], int]) -> bool:
        return booked.get(booked_as(window, self.calendar), 0) < self.rules.daily_capacity.value.per_half_day

    def can_be_announced(self, window: PlannedWindow, now: datetime) -> bool:
        """Whether the notice can still go out as far ahead as the rule asks at least; where there is none, it can."""
        ahead = self.rules.announced_ahead
        return not ahead.known or self.calendar.subtract(window.starts_at, ahead.value.least) >= now

    def first_after(self, earliest: datetime, booked: Mapping[tuple[date, Half], int]) -> PlannedWindow | None:
        """The first whole window with capacity, promise or not, as far as the calendar is known."""
        day = day_of(earliest, self.zone)
        try:
            while day <= self.calendar.known_through:
                for window in self.windows_on(day):
                    if window.starts_at >= earliest and self.has_room(window, booked):
                        return window
                day += _DAY
        except CalendarNotKnown:
            return None
        return None


def _halves(starts: datetime, ends: datetime, longest: timedelta, zone: str) -> list[tuple[Half, Window]]:
    """The time cut into a morning and an afternoon, neither longer than `longest`.

    Short time is one window, named after where its middle falls. Of long time the end is used: whole lengths,
    and no first call in the first minute of the day.
    """
    total = ends - starts
    if total <= timedelta():
        return []
    if total <= longest:
        middle = wall_clock(starts + total / 2, zone).time()
        return [(Half.MORNING if middle < _NOON else Half.AFTERNOON, (starts, ends))]
    if total >= 2 * longest:
        pivot, first = ends - longest, ends - 2 * longest
    else:
        pivot, first = starts + total / 2 // _SPOKEN_TIMES_ROUND_TO * _SPOKEN_TIMES_ROUND_TO, starts
    return [(Half.MORNING, (first, pivot)), (Half.AFTERNOON, (pivot, ends))]


def _cut(window: PlannedWindow, earliest: datetime, latest: datetime) -> PlannedWindow | None:
    """What is left of the window between both moments, or None."""
    starts, ends = max(window.starts_at, earliest), min(window.ends_at, latest)
    return PlannedWindow(starts, ends, window.zone, window.half) if starts < ends else None
