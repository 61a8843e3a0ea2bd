"""Where a case stands, in the words of the case system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StatusCard:
    """The latest action on a case."""

    receipt_number: str
    form: str
    title: str
    text: str
    last_action_on: date | None = None
