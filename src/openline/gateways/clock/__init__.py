"""The one place that asks the machine for the time."""

from __future__ import annotations

from datetime import UTC, datetime


def machine_now() -> datetime:
    """The machine's moment, aware and in UTC; everyone else is handed a moment as `now`."""
    return datetime.now(UTC)
