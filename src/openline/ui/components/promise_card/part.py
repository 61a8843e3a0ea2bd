"""What was promised: by when, the planned window, what happens next, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _

from openline.ui.components.why.part import RuleNote

State = Literal[
    "open", "at_risk", "late", "kept", "kept_late", "met_by_attempts", "withdrawn", "superseded", "broken", "missed"
]

STATE_WORDS = {
    "open": _("Open"),
    "at_risk": _("At risk"),
    "late": _("Late"),
    "kept": _("Kept"),
    "kept_late": _("Kept, but late"),
    "met_by_attempts": _("We tried and did not reach you"),
    "withdrawn": _("Withdrawn by you"),
    "superseded": _("Replaced by a new promise"),
    "broken": _("Not kept"),
    "missed": _("First call missed"),
}
STAFF_WORDS = {"met_by_attempts": _("Met by attempts"), "withdrawn": _("Withdrawn")}
GOOD = frozenset({"kept"})
POOR = frozenset({"late", "kept_late", "broken", "at_risk"})


@dataclass(frozen=True, slots=True)
class Window:
    """A planned span of time, told in the promise's zone."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseCard:
    """Moments are aware; `zone` is the IANA name of the zone that the person lives by.

    `advice` are sentences to follow, `numbers` the numbers that will be tried, `from_number` the number that the
    person may see. `reopen_url` offers one click back in line; `download_url` is the planned window as iCalendar.
    `for_staff` words the facts for a desk; `level` is the heading's level on its page.
    """

    title: str
    promised_by: datetime
    zone: str
    item_number: str = ""
    made_at: datetime | None = None
    planned: Window | None = None
    state: State = "open"
    next_step: str = ""
    outcome: str = ""
    advice: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    from_number: str = ""
    why: tuple[RuleNote, ...] = ()
    reopen_url: str = ""
    download_url: str = ""
    withdraw_url: str = ""
    level: int = 2
    for_staff: bool = False

    @property
    def state_word(self) -> str:
        """What the state is called on the card."""
        return str((STAFF_WORDS if self.for_staff else {}).get(self.state, STATE_WORDS[self.state]))

    @property
    def tone(self) -> str:
        """Which of the three calm colors the state has."""
        return "good" if self.state in GOOD else "poor" if self.state in POOR else "plain"

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to come."""
        return self.state in {"open", "at_risk", "late", "missed"}
