"""CB-4: from 2021-10 calls may come at any hour; from 2022-01-10 between 07:00 and 18:30 Eastern on weekdays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conformance.packs import pack_with
from tests.conformance.playing import CHANNELS, escalated
from tests.conftest import Clock
from tests.stories.player import served_by

AT_ANY_HOUR = {
    "weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    "opens": "00:00",
    "closes": "00:00",
    "zone": "America/New_York",
    "closed_on_holidays": False,
}
THURSDAY_EVENING = "2026-12-03T18:00 America/New_York"
ON_MONDAY = ["2026-12-07T09:00 America/New_York", "2026-12-07T13:00 America/New_York"]
ON_SATURDAY = ["2026-12-05T10:30 America/New_York", "2026-12-05T14:30 America/New_York"]


def both(clause: str) -> list[Any]:
    return [
        pytest.param(channel, marks=pytest.mark.rule("CB-4", clause=clause, channel=channel)) for channel in CHANNELS
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("channel", both("two dated versions"))
def test_the_rule_book_shows_each_version_from_its_own_day(channel: str, clock: Clock) -> None:
    assert value_on("2022-01-09") == value_on("2021-10-01") != value_on("2022-01-10") == value_on("2026-11-25")
    assert "07:00" in value_on("2022-01-10") and "18:30" in value_on("2022-01-10")
    assert "any hour" in value_on("2022-01-09") or "00:00" in value_on("2022-01-09")


def value_on(day: str) -> str:
    answer = Client().get(reverse("rules"), {"on": day, "topic": "callbacks", "q": "callbacks.calling_hours"})
    rules = [rule for group in answer.context["groups"] for rule in group["rules"]]
    assert len(rules) == 1
    return str(rules[0]["value"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("channel", both("planning follows the one in force"))
def test_a_call_is_planned_for_a_weekend_only_where_the_rule_in_force_allows_it(
    channel: str, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    entry = {"value": AT_ANY_HOUR, "examples": [{"given": {"at": "2026-12-05T21:00-05:00"}, "expect": {"open": True}}]}
    with served_by(pack_with(tmp_path / "tomorrow", "callbacks.calling_hours", "2026-12-04", entry), settings):
        escalated(THURSDAY_EVENING, channel, clock, {"we plan": {"between": ON_MONDAY}})
    with served_by(pack_with(tmp_path / "today", "callbacks.calling_hours", "2026-12-03", entry), settings):
        escalated(THURSDAY_EVENING, channel, clock, {"we plan": {"between": ON_SATURDAY}})
