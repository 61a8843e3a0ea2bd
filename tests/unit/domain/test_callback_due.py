"""By when an officer calls back at the latest."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.domain.calendars import (
    at,
    eve_of_thanksgiving,
    federal_calendar,
    moments_between,
    sunday_at_three,
    thanksgiving_noon,
)
from tests.unit.domain.rules_in_force import (
    callbacks_of_2022,
    callbacks_of_autumn_2021,
    callbacks_of_spring_2021,
    not_known,
    with_rules,
)

from openline.domain.callback_due import promise_callback
from openline.domain.rules import NoRuleInForce


def due(urgency: str, requested_at: datetime, rules=callbacks_of_2022):  # type: ignore[no-untyped-def]
    return promise_callback(urgency, requested_at, rules, federal_calendar).outcome


def test_an_urgent_matter_on_the_eve_of_thanksgiving_is_promised_for_tuesday_and_aimed_at_for_monday() -> None:
    promised = due("urgent", eve_of_thanksgiving)
    assert promised.promised_by == at("2026-12-01 16:40")
    assert promised.due_on == date(2026, 12, 1)
    assert promised.inner_target == at("2026-11-30 16:40")
    assert promised.days_counted == (date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1))


def test_a_regular_matter_is_promised_for_the_end_of_the_calling_hours_of_the_thirtieth_business_day() -> None:
    promised = due("regular", eve_of_thanksgiving)
    assert promised.promised_by == at("2027-01-11 18:30")
    assert promised.due_on == date(2027, 1, 11)
    assert promised.inner_target is None
    assert len(promised.days_counted) == 30


@pytest.mark.parametrize(
    ("requested_at", "promised_by"),
    [
        ("2026-11-04 18:29", "2026-11-09 18:29"),
        ("2026-11-04 18:30", "2026-11-09 18:30"),
        ("2026-11-04 18:31", "2026-11-09 18:30"),  # after the window: its end that day
        ("2026-11-04 23:59", "2026-11-09 18:30"),
        ("2026-11-05 00:00", "2026-11-09 18:30"),  # before the window: its end on the business day before
        ("2026-11-05 06:59", "2026-11-09 18:30"),
        ("2026-11-05 07:00", "2026-11-10 07:00"),
    ],
)
def test_a_due_moment_outside_the_calling_hours_moves_back_to_their_end(requested_at: str, promised_by: str) -> None:
    assert due("urgent", at(requested_at)).promised_by == at(promised_by)


def test_a_request_on_a_holiday_or_sunday_counts_from_the_next_business_day() -> None:
    assert due("urgent", thanksgiving_noon).promised_by == at("2026-12-01 18:30")
    assert due("urgent", sunday_at_three).promised_by == at("2026-12-02 18:30")
    assert due("urgent", sunday_at_three).due_on == date(2026, 12, 2)


def test_the_rules_of_spring_2021_knew_no_calling_hours_and_the_decision_says_so() -> None:
    decision = promise_callback("urgent", at("2021-03-01 10:00"), callbacks_of_spring_2021, federal_calendar)
    assert decision.outcome.promised_by == at("2021-03-03 10:00")
    assert decision.facts["calling_hours"] == "no_rule_known"
    regular = due("regular", at("2021-03-01 10:00"), callbacks_of_spring_2021)
    assert (regular.due_on, regular.promised_by) == (date(2021, 3, 10), at("2021-03-11 00:00"))


def test_calls_at_any_hour_leave_a_due_moment_on_saturday_night_where_it_is() -> None:
    friday_night = at("2021-12-02 23:00")
    assert due("urgent", friday_night, callbacks_of_autumn_2021).promised_by == at("2021-12-04 23:00")
    regular = due("regular", friday_night, callbacks_of_autumn_2021)
    assert (regular.due_on, regular.promised_by) == (date(2021, 12, 13), at("2021-12-14 00:00"))


def test_the_decision_names_the_dated_rules_it_rests_on() -> None:
    decision = promise_callback("urgent", eve_of_thanksgiving, callbacks_of_2022, federal_calendar)
    assert [ref.address for ref in decision.because] == [
        "callbacks.return_within",
        "callbacks.calling_hours",
        "callbacks.inner_target",
    ]


def test_an_urgency_without_a_rule_is_refused_by_name() -> None:
    with pytest.raises(NoRuleInForce, match="someday"):
        due("someday", eve_of_thanksgiving)


def test_before_the_first_rule_the_file_to_extend_is_named() -> None:
    rules = with_rules(callbacks_of_2022, return_within=not_known("callbacks", "return_within"))
    with pytest.raises(NoRuleInForce, match=r"policy/callbacks/return_within\.yaml"):
        due("urgent", eve_of_thanksgiving, rules)


@given(moments_between("2022-01-10", "2028-06-01"), st.sampled_from(["urgent", "regular"]))
def test_the_promised_moment_is_always_within_calling_hours_and_after_the_request(
    requested_at: datetime, urgency: str
) -> None:
    promised = due(urgency, requested_at)
    calling = callbacks_of_2022.calling_hours.value
    assert promised.promised_by > requested_at
    assert federal_calendar.is_open(promised.promised_by - timedelta(seconds=1), calling) or federal_calendar.is_open(
        promised.promised_by, calling
    )
    assert federal_calendar.day_of(promised.promised_by) == promised.due_on
    if promised.inner_target:
        assert promised.inner_target <= promised.promised_by


@given(moments_between("2022-01-10", "2028-06-01"), st.timedeltas(timedelta(), timedelta(days=4)))
def test_who_asks_later_is_never_promised_an_earlier_call(requested_at: datetime, later_by: timedelta) -> None:
    for urgency in ("urgent", "regular"):
        assert due(urgency, requested_at).promised_by <= due(urgency, requested_at + later_by).promised_by
