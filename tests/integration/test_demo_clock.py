"""The demo begins in open hours, also when it is started again, and one click leads to another moment."""

from __future__ import annotations

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock

from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.opening_hours import live_help
from openline.domain.hours import OpenNow
from openline.project.commands import seed
from openline.records.models import Seat

pytestmark = pytest.mark.django_db(transaction=True)
EASTERN = ZoneInfo("America/New_York")
sunday_morning = datetime(2026, 11, 22, 10, 0, tzinfo=EASTERN)
tuesday_at_noon = datetime(2026, 11, 24, 12, 0, tzinfo=EASTERN)


def test_the_demo_started_twice_is_in_open_hours_both_times_and_doubles_nobody() -> None:
    """In real time, as it is started: a moment passes between looking at the clock and moving it."""
    for _ in range(2):
        seed.run(argparse.Namespace())
        with acting_as(SYSTEM):
            assert isinstance(live_help("assistant", center_clock.now()).outcome, OpenNow)
            agent_ids = list(Seat.objects.values_list("agent_id", flat=True))
        assert len(agent_ids) == len(set(agent_ids)) > 1


@pytest.mark.parametrize(
    ("click", "expected"),
    [
        ("tonight", datetime(2026, 11, 22, 22, 30, tzinfo=EASTERN)),
        ("sunday", datetime(2026, 11, 29, 10, 0, tzinfo=EASTERN)),
        ("holiday_eve", datetime(2026, 11, 25, 16, 40, tzinfo=EASTERN)),
        ("open_hours", datetime(2026, 11, 23, 10, 0, tzinfo=EASTERN)),
    ],
)
def test_one_click_leads_to_another_moment(clock: Clock, click: str, expected: datetime) -> None:
    clock.starts_at(sunday_morning)
    answer = Client().post(reverse("clock-move"), {"moment": click})
    assert answer.status_code == 302
    assert clock.now == expected


def test_in_open_hours_the_next_open_hours_are_now(clock: Clock) -> None:
    clock.starts_at(tuesday_at_noon)
    assert Client().post(reverse("clock-move"), {"moment": "open_hours"}).status_code == 302
    assert clock.now == tuesday_at_noon


def test_without_a_planned_call_the_click_says_so_and_the_clock_stays(clock: Clock) -> None:
    clock.starts_at(tuesday_at_noon)
    answer = Client().post(reverse("clock-move"), {"moment": "planned_window"}, follow=True)
    assert b"no call is planned" in answer.content
    assert clock.now == tuesday_at_noon
