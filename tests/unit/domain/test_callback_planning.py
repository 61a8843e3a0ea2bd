"""When a promised call is planned, and when that is announced."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.domain.calendars import EASTERN, at, eve_of_thanksgiving, federal_calendar, moments_between
from tests.unit.domain.rules_in_force import callbacks_of_2022, callbacks_of_autumn_2021

from openline.domain.calendar import in_zone
from openline.domain.callback_due import promise_callback
from openline.domain.callback_planning import (
    Half,
    NoCommonHours,
    NoRoomLeft,
    PlannedWindow,
    ZoneSource,
    announce_at,
    booked_as,
    plan_window,
    zone_for,
)
from openline.domain.decision import Decision
from openline.domain.rules import NoRuleInForce

HONOLULU, GUAM, SEOUL = "Pacific/Honolulu", "Pacific/Guam", "Asia/Seoul"
tuesday_afternoon = at("2026-12-01 16:40")
ninety_minutes = timedelta(minutes=90)


def plan(promised_by: datetime, zone: str, now: datetime, booked=None, rules=callbacks_of_2022, **more):  # type: ignore[no-untyped-def]
    return plan_window(promised_by, zone, booked or {}, rules, federal_calendar, now, **more)


def between(decision: Decision, zone: str = EASTERN) -> tuple[str, str]:
    planned = decision.outcome
    assert isinstance(planned, PlannedWindow), planned
    here = at("2026-01-01 00:00", zone).tzinfo
    return tuple(f"{moment.astimezone(here):%Y-%m-%d %H:%M}" for moment in (planned.starts_at, planned.ends_at))  # type: ignore[return-value]


def test_an_urgent_call_asked_for_on_the_eve_of_thanksgiving_is_planned_for_monday_morning() -> None:
    decision = plan(tuesday_afternoon, EASTERN, eve_of_thanksgiving)
    assert between(decision) == ("2026-11-30 09:00", "2026-11-30 13:00")
    assert decision.outcome.half is Half.MORNING
    assert {"callbacks.calling_hours", "callbacks.local_hours", "callbacks.daily_capacity"} <= {
        ref.address for ref in decision.because
    }


def test_the_soonest_call_does_not_wait_for_the_notice_ahead() -> None:
    assert between(plan(tuesday_afternoon, EASTERN, eve_of_thanksgiving, soonest=True)) == (
        "2026-11-27 09:00",
        "2026-11-27 13:00",
    )


def test_the_last_first_attempt_of_a_day_leaves_ninety_minutes_for_the_second() -> None:
    afternoon = plan(at("2027-01-11 18:30"), EASTERN, at("2026-12-01 10:00"), not_before=at("2026-12-03 10:00"))
    assert between(afternoon) == ("2026-12-03 13:00", "2026-12-03 17:00")


@pytest.mark.parametrize(
    ("zone", "morning", "afternoon"),
    [
        ("America/Chicago", ("08:00", "12:00"), ("12:00", "16:00")),
        ("America/Denver", ("08:00", "11:30"), ("11:30", "15:00")),
        ("America/Los_Angeles", ("08:00", "11:00"), ("11:00", "14:00")),
        ("America/Anchorage", ("08:00", "10:30"), ("10:30", "13:00")),
        ("America/Puerto_Rico", ("10:00", "14:00"), ("14:00", "18:00")),
    ],
)
def test_each_zone_gets_its_own_halves_of_the_hours_that_are_common(
    zone: str, morning: tuple[str, str], afternoon: tuple[str, str]
) -> None:
    first = plan(at("2027-01-11 18:30"), zone, at("2026-11-30 20:00"))
    assert between(first, zone) == tuple(f"2026-12-02 {clock}" for clock in morning)
    second = plan(at("2027-01-11 18:30"), zone, at("2026-11-30 20:00"), not_before=first.outcome.ends_at)
    assert between(second, zone) == tuple(f"2026-12-02 {clock}" for clock in afternoon)


def test_a_new_york_number_with_a_honolulu_filing_is_called_in_the_honolulu_morning() -> None:
    zone = zone_for(HONOLULU, EASTERN, callbacks_of_2022, federal_calendar).outcome.zone
    winter = plan(at("2027-01-11 18:30"), zone, at("2026-11-30 20:00"))
    assert between(winter, HONOLULU) == ("2026-12-02 08:00", "2026-12-02 12:00")
    summer = plan(at("2026-08-11 18:30"), zone, at("2026-07-06 20:00"))
    assert between(summer, HONOLULU) == ("2026-07-08 08:00", "2026-07-08 11:00")


def test_a_full_half_day_leads_to_the_next_one_and_one_below_capacity_does_not() -> None:
    monday = date(2026, 11, 30)
    full, almost_full = 2, 1
    booked = {(monday, Half.MORNING): full}
    assert between(plan(tuesday_afternoon, EASTERN, eve_of_thanksgiving, booked))[0] == "2026-11-30 13:00"
    booked = {(monday, Half.MORNING): almost_full}
    assert between(plan(tuesday_afternoon, EASTERN, eve_of_thanksgiving, booked))[0] == "2026-11-30 09:00"


def test_when_the_days_that_allow_a_notice_are_full_the_call_comes_sooner() -> None:
    booked = Counter({(date(2026, 11, day), half): 2 for day in (30,) for half in Half})
    booked[date(2026, 12, 1), Half.MORNING] = 2
    assert between(plan(tuesday_afternoon, EASTERN, eve_of_thanksgiving, booked))[0] == "2026-11-27 09:00"


def test_on_the_last_day_the_promise_cuts_the_afternoon_short_for_the_second_attempt() -> None:
    cut = plan(tuesday_afternoon, EASTERN, at("2026-12-01 10:00"))
    assert between(cut) == ("2026-12-01 10:00", "2026-12-01 13:00")
    later = plan(tuesday_afternoon, EASTERN, at("2026-12-01 13:05"))
    assert between(later) == ("2026-12-01 13:05", "2026-12-01 15:10")


def test_no_room_before_the_promise_is_said_and_names_the_first_window_after_it() -> None:
    too_late = plan(tuesday_afternoon, EASTERN, at("2026-12-01 15:10"))
    assert isinstance(too_late.outcome, NoRoomLeft)
    after = too_late.outcome.next_window
    assert after is not None
    assert after.starts_at == at("2026-12-02 09:00")
    just_in_time = plan(tuesday_afternoon, EASTERN, at("2026-12-01 15:09"))
    assert isinstance(just_in_time.outcome, PlannedWindow)


def test_everything_booked_is_no_room_and_never_a_broken_capacity() -> None:
    booked = {(date(2026, 11, day), half): 2 for day in range(25, 31) for half in Half}
    booked |= {(date(2026, 12, 1), half): 2 for half in Half}
    outcome = plan(tuesday_afternoon, EASTERN, eve_of_thanksgiving, booked).outcome
    assert isinstance(outcome, NoRoomLeft)
    assert outcome.next_window is not None
    assert outcome.next_window.starts_at == at("2026-12-02 09:00")


@pytest.mark.parametrize(
    ("zone", "now", "minutes"),
    [
        (GUAM, at("2026-11-30 12:00"), 90),
        (GUAM, at("2026-07-06 12:00"), 30),
        (SEOUL, at("2026-11-30 12:00"), 30),
        (SEOUL, at("2026-07-06 12:00"), 0),
    ],
)
def test_where_hardly_an_hour_is_common_the_person_is_asked(zone: str, now: datetime, minutes: int) -> None:
    outcome = plan(now + timedelta(days=40), zone, now).outcome
    assert isinstance(outcome, NoCommonHours)
    assert outcome.shared == timedelta(minutes=minutes)
    assert outcome.acceptable is not None


def test_the_person_in_guam_hears_which_hours_can_be_accepted() -> None:
    outcome = plan(at("2027-01-11 18:30"), GUAM, at("2026-11-30 12:00")).outcome
    assert outcome.acceptable == (time(22, 0), time(8, 0))


def test_an_accepted_hour_is_planned_within_the_agencys_calling_hours() -> None:
    six_in_guam = plan(at("2027-01-11 18:30"), GUAM, at("2026-11-30 12:00"), accepted_hour=time(6))
    assert between(six_in_guam, GUAM) == ("2026-12-02 06:00", "2026-12-02 07:00")
    assert booked_as(six_in_guam.outcome, federal_calendar) == (date(2026, 12, 1), Half.AFTERNOON)


def test_an_accepted_hour_at_the_end_of_the_calling_hours_is_cut_for_the_second_attempt() -> None:
    half_past_seven = plan(at("2027-01-11 18:30"), GUAM, at("2026-11-30 12:00"), accepted_hour=time(7, 30))
    assert between(half_past_seven, GUAM) == ("2026-12-02 07:30", "2026-12-02 08:00")


@pytest.mark.parametrize("hour", [time(8, 0), time(12, 0), time(21, 59)])
def test_an_hour_in_which_nobody_calls_is_asked_again(hour: time) -> None:
    outcome = plan(at("2027-01-11 18:30"), GUAM, at("2026-11-30 12:00"), accepted_hour=hour).outcome
    assert isinstance(outcome, NoCommonHours)
    assert outcome.acceptable == (time(22, 0), time(8, 0))


def test_under_the_rules_of_autumn_2021_a_call_may_come_on_saturday() -> None:
    friday_evening = at("2021-12-03 19:00")
    decision = plan(at("2021-12-05 19:00"), EASTERN, friday_evening, rules=callbacks_of_autumn_2021)
    assert between(decision) == ("2021-12-04 10:30", "2021-12-04 14:30")


def test_a_half_day_is_booked_in_the_agencys_own_planning() -> None:
    honolulu_morning = plan(at("2027-01-11 18:30"), HONOLULU, at("2026-11-30 20:00")).outcome
    assert honolulu_morning.half is Half.MORNING
    assert booked_as(honolulu_morning, federal_calendar) == (date(2026, 12, 2), Half.AFTERNOON)


@pytest.mark.parametrize(
    ("filing", "stated", "zone", "source"),
    [
        (HONOLULU, GUAM, HONOLULU, ZoneSource.FILING_PLACE),
        (None, GUAM, GUAM, ZoneSource.STATED_PLACE),
        (None, None, EASTERN, ZoneSource.HOME_ZONE),
    ],
)
def test_the_zone_is_the_filing_places_then_the_stated_one_then_the_home_zone(
    filing: str | None, stated: str | None, zone: str, source: ZoneSource
) -> None:
    choice = zone_for(filing, stated, callbacks_of_2022, federal_calendar).outcome
    assert (choice.zone, choice.taken_from) == (zone, source)


def test_the_notice_goes_out_two_business_days_ahead_or_at_once_when_that_is_past() -> None:
    monday_morning = PlannedWindow(at("2026-11-30 09:00"), at("2026-11-30 13:00"), EASTERN, Half.MORNING)

    def goes_out(now: datetime) -> datetime:
        return announce_at(monday_morning, now, callbacks_of_2022, federal_calendar).outcome

    assert goes_out(at("2026-11-20 10:00")) == at("2026-11-25 09:00")  # the holiday does not count
    assert goes_out(eve_of_thanksgiving) == eve_of_thanksgiving
    assert goes_out(at("2026-11-27 08:59")) == at("2026-11-27 08:59")
    assert announce_at(monday_morning, at("2026-11-27 09:00"), callbacks_of_2022, federal_calendar).facts["within_rule"]
    sooner = announce_at(monday_morning, at("2026-11-27 09:01"), callbacks_of_2022, federal_calendar)
    assert (sooner.outcome, sooner.facts["within_rule"]) == (at("2026-11-27 09:01"), False)


def test_a_notice_ahead_before_there_was_such_a_rule_names_the_file() -> None:
    saturday = PlannedWindow(at("2021-12-04 10:30"), at("2021-12-04 14:30"), EASTERN, Half.MORNING)
    with pytest.raises(NoRuleInForce, match="announced_ahead"):
        announce_at(saturday, at("2021-12-03 19:00"), callbacks_of_autumn_2021, federal_calendar)


@settings(max_examples=60, deadline=None)
@given(
    moments_between("2026-01-05", "2028-06-01"),
    st.sampled_from([EASTERN, "America/Los_Angeles", HONOLULU, "America/Anchorage", "America/Puerto_Rico"]),
    st.sampled_from(["urgent", "regular"]),
    st.dictionaries(
        st.tuples(st.dates(date(2026, 1, 5), date(2028, 6, 1)), st.sampled_from(Half)), st.integers(0, 2), max_size=40
    ),
    st.booleans(),
)
def test_every_planned_window_is_within_both_hours_has_capacity_and_leaves_room_for_the_second_attempt(
    now: datetime, zone: str, urgency: str, booked: dict[tuple[date, Half], int], soonest: bool
) -> None:
    promised_by = promise_callback(urgency, now, callbacks_of_2022, federal_calendar).outcome.promised_by
    planned = plan(promised_by, zone, now, booked, soonest=soonest).outcome
    assert isinstance(planned, PlannedWindow)
    assert now <= planned.starts_at < planned.ends_at <= promised_by - ninety_minutes
    assert booked.get(booked_as(planned, federal_calendar), 0) < 2
    local = in_zone(callbacks_of_2022.local_hours.value, zone)
    for moment in (planned.starts_at, planned.ends_at + ninety_minutes - timedelta(seconds=1)):
        assert federal_calendar.is_open(moment, callbacks_of_2022.calling_hours.value)
        assert federal_calendar.is_open(moment, local)
    if urgency == "regular":
        notice = announce_at(planned, now, callbacks_of_2022, federal_calendar)
        assert soonest or notice.facts["within_rule"]
