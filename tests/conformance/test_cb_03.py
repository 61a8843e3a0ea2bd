"""CB-3: a text and an e-mail go out one to two business days before the planned call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.conformance.packs import pack_with
from tests.conformance.playing import CHANNELS, escalated
from tests.conftest import Clock
from tests.stories.player import served_by

MORNING = "2026-11-23T10:00 America/New_York"  # the Monday before Thanksgiving
JUST_BEFORE_IT_IS_TIME = "until 2026-11-25T08:59 America/New_York"
THE_MOMENT = "2026-11-25T09:00 America/New_York"  # two business days ahead: Thanksgiving and the weekend lie between
THE_CALL = ["2026-11-30T09:00 America/New_York", "2026-11-30T13:00 America/New_York"]
CALLS_BEFORE_IT = 5  # Tuesday afternoon, Wednesday, Friday: each half day holds one


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "channel",
    [
        pytest.param(
            channel,
            marks=pytest.mark.rule("CB-3", clause="one to two business days before the planned call", channel=channel),
        )
        for channel in CHANNELS
    ],
)
def test_who_is_called_next_week_hears_of_it_two_business_days_ahead(
    channel: str, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    small = {"value": {"per_half_day": 1}, "examples": [{"expect": {"value": {"per_half_day": 1}}}]}
    with served_by(pack_with(tmp_path, "callbacks.daily_capacity", "2026-01-01", small), settings):
        for _ in range(CALLS_BEFORE_IT):
            escalated(MORNING, channel, clock, urgency="regular")
        escalated(
            MORNING,
            channel,
            clock,
            {"we plan": {"between": THE_CALL}},
            {"we have not sent": "callback_ahead"},
            {"time passes": JUST_BEFORE_IT_IS_TIME},
            {"we have not sent": "callback_ahead"},
            {"time passes": f"until {THE_MOMENT}"},
            {"we sent": {"notice": "callback_ahead", "by": ["text", "email"], "between": [THE_MOMENT, THE_MOMENT]}},
            urgency="regular",
        )
