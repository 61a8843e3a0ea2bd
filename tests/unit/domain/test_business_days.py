"""Which days count, and how business days and their hours are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.unit.domain.calendars import (
    EASTERN,
    LAST_YEAR,
    at,
    eve_of_thanksgiving,
    federal_calendar,
    just_before_friday_midnight,
    moments_between,
    sunday_at_three,
    thanksgiving_noon,
)

from openline.domain.calendar import BusinessCalendar, CalendarNotKnown
from openline.domain.rules import Span

days = st.dates(date(2021, 1, 4), date(LAST_YEAR - 2, 12, 31))
moments = moments_between("2021-01-04", "2028-12-31")
hours = st.integers(0, 400)
counts = st.integers(1, 120)
numpy_holidays = np.array(sorted(federal_calendar.holidays), dtype="datetime64[D]")
sunday_to_thursday = replace(federal_calendar, zone="Africa/Cairo", weekend=frozenset({5, 6}), holidays={})


def test_an_urgent_matter_on_the_eve_of_thanksgiving_is_due_on_tuesday_at_the_same_hour() -> None:
    assert federal_calendar.add_business_day_hours(eve_of_thanksgiving, 72) == at("2026-12-01 16:40")


def test_the_kinder_reading_counts_the_holiday() -> None:
    assert federal_calendar.without_holidays().add_business_day_hours(eve_of_thanksgiving, 72) == at("2026-11-30 16:40")


def test_thirty_business_days_leave_out_four_holidays() -> None:
    counted = federal_calendar.counted(eve_of_thanksgiving, Span.parse("30 business_days"))
    assert counted.on == date(2027, 1, 11)
    assert len(counted.days) == 30
    assert not set(counted.days) & {date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1)}


@pytest.mark.parametrize("start", [thanksgiving_noon, at("2026-11-26 00:00"), at("2026-11-26 23:59")])
def test_a_start_on_a_holiday_counts_from_the_midnight_after_it(start: datetime) -> None:
    assert federal_calendar.add_business_day_hours(start, 10) == at("2026-11-27 10:00")


def test_a_start_on_sunday_counts_from_monday_midnight_and_one_minute_before_the_weekend_still_counts() -> None:
    assert federal_calendar.add_business_day_hours(sunday_at_three, 24) == at("2026-12-01 00:00")
    assert federal_calendar.add_business_day_hours(just_before_friday_midnight, 24) == at("2026-11-30 23:59")


def test_the_days_counted_over_are_named() -> None:
    assert federal_calendar.days_counted_over(eve_of_thanksgiving, Span.parse("72 business_day_hours")) == [
        date(2026, 11, 25),
        date(2026, 11, 27),
        date(2026, 11, 30),
        date(2026, 12, 1),
    ]
    assert federal_calendar.days_counted_over(sunday_at_three, Span.parse("24 business_day_hours")) == [
        date(2026, 11, 30)
    ]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("48 hours", "2026-11-27 16:40"),
        ("90 minutes", "2026-11-25 18:10"),
        ("2 calendar_days", "2026-11-27 16:40"),
        ("2 business_days", "2026-11-30 16:40"),
    ],
)
def test_each_kind_of_span_is_counted_in_its_own_way(span: str, expected: str) -> None:
    assert federal_calendar.add(eve_of_thanksgiving, Span.parse(span)) == at(expected)
    assert federal_calendar.subtract(at(expected), Span.parse(span)) == eve_of_thanksgiving


def test_days_keep_the_hour_when_clocks_change_and_hours_do_not() -> None:
    saturday_before_the_change = at("2026-03-07 12:00")
    assert federal_calendar.add(saturday_before_the_change, Span.parse("1 calendar_days")) == at("2026-03-08 12:00")
    assert federal_calendar.add(saturday_before_the_change, Span.parse("24 hours")) == at("2026-03-08 13:00")
    friday = at("2026-03-06 12:00")
    assert federal_calendar.add_business_day_hours(friday, 24) == at("2026-03-09 12:00")


def test_a_holiday_on_saturday_closes_friday_because_the_data_say_so() -> None:
    assert not federal_calendar.is_business_day(date(2026, 7, 3))  # Independence Day 2026 is a Saturday
    assert not federal_calendar.is_business_day(date(2027, 7, 5))  # and in 2027 a Sunday
    assert not federal_calendar.is_business_day(date(2027, 12, 31))  # New Year's Day 2028, observed the year before


def test_beyond_the_last_known_holiday_the_file_to_extend_is_named() -> None:
    last_day = federal_calendar.known_through
    federal_calendar.is_business_day(last_day)
    with pytest.raises(CalendarNotKnown, match=r"calendars/federal_holidays\.yaml"):
        federal_calendar.business_days_after(last_day, 1)


def test_before_the_first_known_holiday_the_file_to_extend_is_named() -> None:
    with pytest.raises(CalendarNotKnown, match=r"calendars/federal_holidays\.yaml"):
        federal_calendar.business_days_before(date(2020, 1, 2), 2)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        federal_calendar.add_business_day_hours(eve_of_thanksgiving.replace(tzinfo=None), 72)


def test_the_hour_that_is_shown_twice_counts_once() -> None:
    sundays_count = BusinessCalendar(EASTERN, {}, date(2030, 1, 1), weekend=frozenset({5, 6}))
    first_showing = at("2026-11-01 01:30")
    second_showing = first_showing.replace(fold=1)
    assert sundays_count.add_business_day_hours(first_showing, 24) == at("2026-11-02 01:30")
    assert sundays_count.add_business_day_hours(second_showing, 24) == at("2026-11-02 02:00")


def test_a_count_that_ends_in_a_skipped_hour_ends_when_clocks_skip() -> None:
    sundays_count = BusinessCalendar(EASTERN, {}, date(2030, 1, 1), weekend=frozenset({5, 6}))
    assert sundays_count.add_business_day_hours(at("2026-03-05 02:30"), 24) == at("2026-03-08 03:00")


@given(moments, hours)
def test_a_count_never_ends_on_a_day_that_does_not_count(start: datetime, n: int) -> None:
    end = federal_calendar.add_business_day_hours(start, n)
    assert federal_calendar.is_business_day(federal_calendar.day_of(end))


@given(moments, hours)
def test_the_time_between_is_what_was_added(start: datetime, n: int) -> None:
    end = federal_calendar.add_business_day_hours(start, n)
    assert federal_calendar.business_day_time_between(start, end) == timedelta(hours=n)
    assert federal_calendar.business_day_time_between(end, start) == timedelta(hours=-n)


@given(moments, hours)
def test_counting_back_leads_to_the_start_or_to_the_midnight_it_counted_from(start: datetime, n: int) -> None:
    there = federal_calendar.add_business_day_hours(start, n)
    assert federal_calendar.add_business_day_hours(there, -n) == federal_calendar.add_business_day_hours(start, 0)


@given(moments, hours, hours)
def test_two_counts_in_a_row_are_one_count(start: datetime, some: int, more: int) -> None:
    halfway = federal_calendar.add_business_day_hours(start, some)
    assert federal_calendar.add_business_day_hours(halfway, more) == federal_calendar.add_business_day_hours(
        start, some + more
    )


@given(moments, st.timedeltas(timedelta(), timedelta(days=3)), hours)
@pytest.mark.parametrize("calendar", [federal_calendar, sunday_to_thursday], ids=["federal", "sunday_to_thursday"])
def test_who_asks_later_is_never_due_earlier(
    calendar: BusinessCalendar, start: datetime, later_by: timedelta, n: int
) -> None:
    calendar = replace(calendar, known_from=None)
    assert calendar.add_business_day_hours(start, n) <= calendar.add_business_day_hours(start + later_by, n)


@given(moments_between("2026-10-31T20:00", "2026-11-01T12:00"), hours, hours)
def test_who_asks_later_is_never_due_earlier_in_the_night_of_the_change(start: datetime, n: int, minutes: int) -> None:
    sundays_count = BusinessCalendar(EASTERN, {}, date(2030, 1, 1), weekend=frozenset({5, 6}))
    later = start + timedelta(minutes=minutes)
    assert sundays_count.add_business_day_hours(start, n) <= sundays_count.add_business_day_hours(later, n)


@given(moments, hours)
def test_the_end_keeps_the_wall_clock_of_the_home_zone(start: datetime, n: int) -> None:
    local = start.astimezone(ZoneInfo(EASTERN))
    assume(federal_calendar.is_business_day(local.date()))
    end = federal_calendar.add_business_day_hours(start, 24 * n).astimezone(ZoneInfo(EASTERN))
    assert end.time() == local.time()


@given(days, counts)
def test_numpy_counts_to_the_same_day(day: date, n: int) -> None:
    expected = np.busday_offset(np.datetime64(day), n, roll="backward", holidays=numpy_holidays)
    assert federal_calendar.business_days_after(day, n) == expected.astype(date)
    back = np.busday_offset(np.datetime64(day), -n, roll="forward", holidays=numpy_holidays)
    assume(back.astype(date) >= date(2020, 1, 1))
    assert federal_calendar.business_days_before(day, n) == back.astype(date)


@given(days, st.integers(0, 400))
def test_numpy_counts_the_same_number_of_days(day: date, length: int) -> None:
    end = day + timedelta(days=length)
    expected = np.busday_count(
        np.datetime64(day + timedelta(days=1)), np.datetime64(end + timedelta(days=1)), holidays=numpy_holidays
    )
    assert federal_calendar.business_days_between(day, end) == int(expected)


@given(days)
def test_the_holidays_library_agrees_on_every_working_day(day: date) -> None:
    assert federal_calendar.is_business_day(day) == _library.is_working_day(day)


_library = holidays.country_holidays("US", years=range(2020, LAST_YEAR + 2))


def test_a_count_of_nothing_stays_where_it_is_unless_the_day_does_not_count() -> None:
    assert federal_calendar.add_business_day_hours(eve_of_thanksgiving, 0) == eve_of_thanksgiving
    assert federal_calendar.add_business_day_hours(thanksgiving_noon, 0) == at("2026-11-27 00:00")
    assert federal_calendar.business_days_after(date(2026, 11, 26), 0) == date(2026, 11, 26)
    assert time(0) == federal_calendar.add_business_day_hours(thanksgiving_noon, 0).astimezone(ZoneInfo(EASTERN)).time()
