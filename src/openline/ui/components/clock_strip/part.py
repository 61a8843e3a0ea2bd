"""The demo's movable clock: what time it says, and the moments that one click leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that the clock can be moved to."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ClockStrip:
    """`moved` says that the clock does not show the machine's time. Only the demo has one."""

    now: datetime
    zone: str
    moved: bool = True
    moments: tuple[Moment, ...] = ()
