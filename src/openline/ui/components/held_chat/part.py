"""One live contact in the list of those that a seat holds: whose turn it is, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class HeldChat:
    """`state`: `answer` the person waits for an answer, `person` it is their turn, `ended` it is to be wrapped up.

    `place` is its place in the list, counted from one. Nothing here names the person or a case.
    """

    title: str
    href: str
    place: int
    state: Literal["answer", "person", "ended"]
    since: datetime
    zone: str = "UTC"
    item_number: str = ""
    language: str = ""
    channel: str = ""
    unread: int = 0
    current: bool = False
    late: bool = False
    away: bool = False
