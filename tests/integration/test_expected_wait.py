"""What is told of the wait comes from what the center itself saw, hour by hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import Clock
from tests.integration import center

from openline.actions import clock as center_clock
from openline.actions import demo, house, waits
from openline.actions.acting import SYSTEM, acting_as
from openline.domain.waits import WaitExpected, WaitUnknown
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
HELPED = 6


def told(language: str = "en") -> dict[str, str]:
    with acting_as(SYSTEM):
        return waits.words_of_wait(house.first_queue(), language, "assistant", None, center_clock.now())


def expected() -> WaitExpected | WaitUnknown:
    with acting_as(SYSTEM):
        return waits.expected_wait(house.first_queue(), "en", "assistant", None, center_clock.now()).outcome


def helped_after(wait: timedelta, clock: Clock) -> None:
    """One person after the other waits so long and is helped for ten minutes."""
    seat = center.new_seat()
    for _ in range(HELPED):
        center.waits_for_a_person()
        clock.machine_moves(seconds=wait.total_seconds())
        contact = center.takes_next(seat)
        assert contact is not None
        clock.machine_moves(minutes=10)
        center.ends(seat, contact)


def test_a_center_without_a_history_says_that_it_does_not_know(clock: Clock) -> None:
    assert isinstance(expected(), WaitUnknown)
    words = told()
    assert words["likely"] == words["interval"] == words["better_times"] == ""
    assert words["advice"]


def test_the_wait_told_follows_from_the_line_and_the_help_of_the_last_hour(clock: Clock) -> None:
    helped_after(timedelta(minutes=2), clock)
    center.new_seat()
    for _ in range(3):
        center.waits_for_a_person()
    wait = expected()
    assert isinstance(wait, WaitExpected)
    assert wait.likely > timedelta(minutes=10) and wait.shortest < wait.likely < wait.longest


def test_each_hour_is_taken_down_once_and_tells_the_same_hour_of_later_weeks(clock: Clock) -> None:
    helped_after(timedelta(minutes=2), clock)
    clock.advance(hours=3)
    clock.advance(hours=1)
    with acting_as(SYSTEM):
        hours = list(models.WaitHour.objects.all())
    assert sum(hour.contacts for hour in hours) == HELPED
    assert {round(hour.likely) for hour in hours} == {120}


def test_the_demo_begins_with_a_history_and_tells_the_better_times_in_both_languages(clock: Clock) -> None:
    clock.starts_at(datetime(2026, 11, 24, 12, 30, tzinfo=ZoneInfo("America/New_York")))
    demo.invent_waits(clock.now)
    with acting_as(SYSTEM):
        assert models.WaitHour.objects.exists()
    assert isinstance(expected(), WaitExpected)
    for language in ("en", "es"):
        words = told(language)
        assert words["likely"] and words["interval"] and words["better_times"]


def test_a_sealed_queue_tells_nothing_of_itself(clock: Clock) -> None:
    with acting_as(SYSTEM):
        found = waits.expected_wait("tier_3", "en", "assistant", None, center_clock.now())
    assert isinstance(found.outcome, WaitUnknown)
