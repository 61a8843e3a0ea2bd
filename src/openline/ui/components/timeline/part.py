"""What happened, one step after another, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, is happening or is planned, told in `zone`."""

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    state: Literal["done", "now", "planned", "missed"] = "done"
    why_url: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Steps in order of time."""

    steps: tuple[Step, ...]
    zone: str
    label: str = ""
