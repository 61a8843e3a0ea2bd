"""The one place that asks the machine for the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _machine() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _machine


def machine_now() -> datetime:
    """The machine's moment, aware and in UTC; everyone else is handed a moment as `now`."""
    return _source()


@contextmanager
def told_by(source: Callable[[], datetime]) -> Iterator[None]:
    """For as long as the block runs, this process takes the time from `source`: tests hold it still."""
    global _source
    before = _source
    _source = source
    try:
        yield
    finally:
        _source = before
