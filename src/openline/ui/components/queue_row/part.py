"""One waiting piece of work as a desk or a supervisor sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Nothing here names the person or the case: a row shows what is needed to choose, and no more."""

    item_number: str
    title: str
    lane: str = ""
    since: datetime | None = None
    zone: str = "UTC"
    due: datetime | None = None
    due_label: str = ""
    language: str = ""
    urgency: Literal["", "regular", "urgent", "emergency"] = ""
    owner: str = ""
    state: Literal["", "at_risk", "late"] = ""
    href: str = ""
