"""The dated rules that a promise, a decision or a message rests on, behind one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleNote:
    """One rule entry as it is told: `address` is its name, such as `callbacks.return_within`."""

    address: str
    title: str
    in_force_from: date
    source: str
    value: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """`open` shows the rules at once; `href` leads to the whole decision, where staff may see it."""

    rules: tuple[RuleNote, ...]
    label: str = ""
    href: str = ""
    open: bool = False
