"""Whether the center is open, told as one sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from openline.policy import telling

EVENING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("closes_at", "opens_at"), [(EVENING, None), (None, EVENING), (None, None)])
def test_it_ends_with_one_full_stop(closes_at: datetime | None, opens_at: datetime | None, language: str) -> None:
    told = telling.tell_open_or_closed(closes_at, opens_at, "America/New_York", language)
    assert told.endswith(".")
    assert not told.endswith("..")
