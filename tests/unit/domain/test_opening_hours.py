"""When hours are open, when they open next, and what hours of several zones have in common."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.domain.calendars import EASTERN, at, federal_calendar, friday_evening, moments_between

from openline.domain.calendar import CalendarNotKnown, in_zone
from openline.domain.rules import DailyHours
from openline.domain.wall_clock import end_of_day, moment_at, start_of_day
from openline.domain.windows import common_windows, intersection, length, merged

weekdays = frozenset({1, 2, 3, 4, 5})
every_day = frozenset(range(1, 8))
live_help = DailyHours(weekdays, time(8), time(20), EASTERN, closed_on_holidays=True)
any_hour = DailyHours(every_day, time(0), time(0), EASTERN, closed_on_holidays=False)
night_shift = DailyHours(weekdays, time(22), time(6), EASTERN, closed_on_holidays=False)
calling = DailyHours(weekdays, time(7), time(18, 30), EASTERN, closed_on_holidays=True)
local = DailyHours(every_day, time(8), time(20), "local", closed_on_holidays=False)

zones = st.sampled_from(
    [EASTERN, "Pacific/Honolulu", "Pacific/Guam", "Asia/Seoul", "Africa/Cairo", "America/Havana", "Asia/Kathmandu"]
)
moments = moments_between("2026-01-05", "2028-12-01")
days = st.dates(date(2026, 1, 5), date(2028, 12, 1))
windows = st.lists(
    st.tuples(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=200))).map(lambda w: (w[0], w[0] + w[1])),
    max_size=5,
)


def test_the_opening_minute_is_open_and_the_closing_minute_is_not() -> None:
    assert not federal_calendar.is_open(at("2026-11-24 07:59:59"), live_help)
    assert federal_calendar.is_open(at("2026-11-24 08:00"), live_help)
    assert federal_calendar.is_open(at("2026-11-24 19:59:59"), live_help)
    assert not federal_calendar.is_open(at("2026-11-24 20:00"), live_help)


def test_a_holiday_is_closed_and_the_day_after_opens() -> None:
    assert not federal_calendar.is_open(at("2026-11-26 12:00"), live_help)
    assert federal_calendar.next_opening(at("2026-11-25 20:00"), live_help) == at("2026-11-27 08:00")


def test_after_friday_the_next_opening_is_monday() -> None:
    assert federal_calendar.open_until(friday_evening, live_help) == at("2026-11-27 20:00")
    assert federal_calendar.next_opening(at("2026-11-27 20:00"), live_help) == at("2026-11-30 08:00")


def test_what_is_open_opens_now() -> None:
    assert federal_calendar.next_opening(friday_evening, live_help) == friday_evening


def test_hours_that_never_close_have_no_closing_hour() -> None:
    assert federal_calendar.is_open(at("2026-11-29 03:00"), any_hour)
    assert federal_calendar.open_until(at("2026-11-29 03:00"), any_hour) is None


def test_whole_days_that_adjoin_are_one_opening() -> None:
    whole_weekdays = replace(any_hour, weekdays=weekdays, closed_on_holidays=True)
    assert federal_calendar.open_until(at("2026-11-23 10:00"), whole_weekdays) == at("2026-11-26 00:00")


def test_hours_past_midnight_belong_to_the_day_on_which_they_begin() -> None:
    assert federal_calendar.is_open(at("2026-11-28 05:59"), night_shift)  # the night of Friday
    assert not federal_calendar.is_open(at("2026-11-28 22:30"), night_shift)
    assert federal_calendar.next_opening(at("2026-11-28 06:00"), night_shift) == at("2026-11-30 22:00")


def test_hours_of_a_persons_own_zone_must_be_placed_first() -> None:
    with pytest.raises(ValueError, match="in_zone"):
        federal_calendar.is_open(friday_evening, local)
    assert federal_calendar.is_open(friday_evening, in_zone(local, "Pacific/Honolulu"))


def test_hours_that_ignore_holidays_are_known_for_ever() -> None:
    assert federal_calendar.is_open(at("2040-01-01 10:00"), any_hour)
    with pytest.raises(CalendarNotKnown):
        federal_calendar.is_open(at("2040-01-02 10:00"), live_help)


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        (EASTERN, date(2026, 12, 9), 630),
        ("Pacific/Honolulu", date(2026, 7, 8), 270),
        ("Pacific/Honolulu", date(2026, 12, 9), 330),
        ("Pacific/Guam", date(2026, 7, 8), 30),
        ("Pacific/Guam", date(2026, 12, 9), 90),
        ("Asia/Seoul", date(2026, 7, 8), 0),
        ("Asia/Seoul", date(2026, 12, 9), 30),
    ],
)
def test_as_much_of_the_eastern_window_is_left_within_local_hours_as_was_measured(
    zone: str, day: date, minutes: int
) -> None:
    assert length(common_windows(day, [calling, in_zone(local, zone)], zone, federal_calendar)) == timedelta(
        minutes=minutes
    )


def test_the_day_of_the_change_is_an_hour_shorter_or_longer() -> None:
    def hours_of(day: date) -> float:
        return (end_of_day(day, EASTERN) - start_of_day(day, EASTERN)) / timedelta(hours=1)

    assert [hours_of(date(2026, 3, 8)), hours_of(date(2026, 3, 9)), hours_of(date(2026, 11, 1))] == [23, 24, 25]


def test_a_day_whose_midnight_is_skipped_begins_an_hour_later() -> None:
    assert start_of_day(date(2026, 3, 8), "America/Havana") == at("2026-03-08 01:00", "America/Havana")
    assert moment_at(date(2026, 3, 8), time(2, 30), EASTERN) == at("2026-03-08 03:00")


@given(days, zones, zones)
def test_what_is_common_lies_within_both_and_does_not_depend_on_the_order(day: date, zone: str, other: str) -> None:
    both = [replace(calling, zone=other), in_zone(local, zone)]
    common = common_windows(day, both, zone, federal_calendar)
    assert common == common_windows(day, both[::-1], zone, federal_calendar)
    for start, end in common:
        assert start_of_day(day, zone) <= start < end <= end_of_day(day, zone)
        for moment in (start, start + (end - start) / 2, end - timedelta(seconds=1)):
            assert all(federal_calendar.is_open(moment, hours) for hours in both)


@given(windows, windows)
def test_an_intersection_is_symmetric_and_within_both(some: list, others: list) -> None:  # type: ignore[type-arg]
    shared = intersection(some, others)
    assert shared == intersection(others, some)
    assert merged(shared) == shared
    for start, end in shared:
        assert any(a <= start and end <= b for a, b in merged(some))
        assert any(a <= start and end <= b for a, b in merged(others))


@given(windows)
def test_what_is_common_with_itself_is_all_of_it(some: list) -> None:  # type: ignore[type-arg]
    assert intersection(some, some) == merged(some)


@given(moments, st.sampled_from([live_help, any_hour, night_shift, calling]))
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime, hours: DailyHours) -> None:
    opens = federal_calendar.next_opening(moment, hours)
    assert opens >= moment
    assert federal_calendar.is_open(opens, hours)
    if opens > moment:
        assert not federal_calendar.is_open(moment + (opens - moment) / 2, hours)
        assert not federal_calendar.is_open(opens - timedelta(seconds=1), hours)


@given(moments, st.sampled_from([live_help, night_shift, calling]))
def test_what_is_open_stays_open_until_it_closes(moment: datetime, hours: DailyHours) -> None:
    opens = federal_calendar.next_opening(moment, hours)
    closes = federal_calendar.open_until(opens, hours)
    assert closes is not None
    assert federal_calendar.is_open(closes - timedelta(seconds=1), hours)
    assert not federal_calendar.is_open(closes, hours)
