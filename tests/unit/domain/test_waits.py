"""Expected waits: from the line as it stands, from the same hour of past weeks, or honestly unknown."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heappop, heappush

import pytest
from tests.unit.domain.calendars import EASTERN, at, federal_calendar
from tests.unit.domain.rules_in_force import hours_in_force, queues_in_force, with_rules

from openline.domain.waits import (
    Line,
    PastHour,
    Recent,
    UnknownMethod,
    WaitExpected,
    WaitUnknown,
    better_times,
    expected_wait,
)

TUESDAY_TEN = at("2026-11-24 10:20")
FRIDAY_EVENING = at("2026-11-27 19:30")
MINUTE = timedelta(minutes=1)


def minutes(*amounts: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=amount) for amount in amounts)


def an_hour(text: str, likely: float, contacts: int = 20) -> PastHour:
    return PastHour(at(text), contacts, *minutes(likely / 2, likely, likely * 2))


def wait_at(now: datetime, line: Line, recent: Recent = Recent(), history: tuple[PastHour, ...] = ()) -> object:  # noqa: B008
    return expected_wait(line, recent, history, queues_in_force, EASTERN, now).outcome


def test_behind_others_each_waits_for_as_many_places_as_must_become_free() -> None:
    told = wait_at(TUESDAY_TEN, Line(before=3, capacity=2, helped_now=2), Recent(helps=minutes(10, 10, 10, 10, 10)))
    assert isinstance(told, WaitExpected)
    assert told.likely == 4 * 5 * MINUTE
    assert told.shortest < told.likely < told.longest


def test_who_stands_further_back_waits_longer_but_less_when_others_give_up() -> None:
    helps = minutes(10, 10, 10, 10, 10)
    patient, leaving = Recent(helps=helps), Recent(helps=helps, left=6, waited=60 * MINUTE)
    behind_five = [wait_at(TUESDAY_TEN, Line(5, 2, 2), recent) for recent in (patient, leaving)]
    assert behind_five[0].likely > wait_at(TUESDAY_TEN, Line(4, 2, 2), patient).likely  # type: ignore[attr-defined]
    assert behind_five[1].likely < behind_five[0].likely  # type: ignore[attr-defined]


def test_with_a_place_free_the_waits_of_late_are_told() -> None:
    recent = Recent(waits=minutes(1, 1, 2, 2, 9), helps=minutes(10, 10, 10, 10, 10))
    told = wait_at(TUESDAY_TEN, Line(before=0, capacity=2, helped_now=1), recent)
    assert isinstance(told, WaitExpected) and told.likely == 2 * MINUTE


def test_without_enough_of_late_the_same_hour_of_past_weeks_counts() -> None:
    history = (an_hour("2026-11-17 10:00", 12), an_hour("2026-11-10 10:00", 18), an_hour("2026-11-10 11:00", 90))
    told = wait_at(TUESDAY_TEN, Line(0, 2, 0), Recent(helps=minutes(10, 10, 10, 10)), history)
    assert isinstance(told, WaitExpected)
    assert told.likely == 15 * MINUTE and told.contacts == 40


@pytest.mark.parametrize(("contacts", "kind"), [(4, WaitUnknown), (5, WaitExpected)])
def test_a_figure_rests_on_the_fewest_contacts_that_the_rule_allows_or_is_not_told(contacts: int, kind: type) -> None:
    assert isinstance(wait_at(TUESDAY_TEN, Line(0, 0, 0), history=(an_hour("2026-11-17 10:00", 9, contacts),)), kind)


def test_a_method_that_no_code_offers_is_named() -> None:
    rules = with_rules(queues_in_force, wait_method="crystal_ball")
    with pytest.raises(UnknownMethod, match=r"queues\.wait_method.*crystal_ball"):
        expected_wait(Line(0, 0, 0), Recent(), (), rules, EASTERN, TUESDAY_TEN)


def test_better_times_are_those_still_to_come_this_week_and_clearly_better() -> None:
    history = [
        an_hour(f"2026-11-{day:02} {hour:02}:00", 5 if hour < 10 else 40)
        for day in range(16, 21)
        for hour in range(8, 20)
    ]
    found = better_times(
        history, hours_in_force.live_help.value, federal_calendar, queues_in_force, TUESDAY_TEN
    ).outcome
    assert [(time.opens_at, time.closes_at) for time in found] == [
        (at("2026-11-25 08:00"), at("2026-11-25 10:00")),  # Thursday is Thanksgiving
        (at("2026-11-27 08:00"), at("2026-11-27 10:00")),
    ]
    assert {time.likely for time in found} == {5 * MINUTE}


def test_at_the_end_of_the_week_the_next_week_is_told() -> None:
    history = [an_hour(f"2026-11-{day:02} {hour:02}:00", 5 if hour < 9 else 40) for day in (16, 17) for hour in (8, 12)]
    found = better_times(history, hours_in_force.live_help.value, federal_calendar, queues_in_force, FRIDAY_EVENING)
    assert [time.opens_at for time in found.outcome] == [at("2026-11-30 08:00"), at("2026-12-01 08:00")]


def test_nothing_is_called_better_where_too_little_is_known_or_all_hours_are_alike() -> None:
    alike = [an_hour(f"2026-11-{day:02} {hour:02}:00", 20) for day in range(16, 21) for hour in range(8, 20)]
    few = [replace(alike[0], contacts=4)]
    for history in (alike, few):
        hours = hours_in_force.live_help.value
        assert better_times(history, hours, federal_calendar, queues_in_force, TUESDAY_TEN).outcome == ()


def test_four_of_five_people_wait_within_the_interval_that_they_were_told() -> None:
    """A line simulated from its first to its last contact: nobody's estimate has seen what came after it."""
    told, dice = [], random.Random(20261122)
    for _ in range(4):
        told += _simulated(dice, arrivals_a_minute=1.05, places=10, help_minutes=10.0, contacts=400)
    assert len(told) > 800
    within = sum(wait.shortest <= waited <= wait.longest for wait, waited in told) / len(told)
    bias = sum((wait.likely - waited).total_seconds() for wait, waited in told) / sum(
        w.total_seconds() for _, w in told
    )
    assert 0.72 <= within <= 0.90
    assert abs(bias) < 0.15


def _simulated(
    dice: random.Random, arrivals_a_minute: float, places: int, help_minutes: float, contacts: int
) -> list[tuple[WaitExpected, timedelta]]:
    """Who found every place taken, with what was told and how long they then waited."""
    asked, busy, past, told = 0.0, [0.0] * places, [], []
    starts: list[float] = []
    for _ in range(contacts):
        asked += dice.expovariate(arrivals_a_minute)
        begins = max(asked, heappop(busy))
        helped = dice.expovariate(1 / help_minutes)
        heappush(busy, begins + helped)
        before = sum(start > asked for start in starts)
        lately = [each for end, each in past if asked - 60 <= end <= asked]
        if begins > asked and len(lately) >= queues_in_force.wait_least_contacts.value:
            wait = wait_at(TUESDAY_TEN, Line(before, places, places), Recent(helps=minutes(*lately)))
            assert isinstance(wait, WaitExpected)
            told.append((wait, timedelta(minutes=begins - asked)))
        starts.append(begins)
        past.append((begins + helped, helped))
    return told
