"""Facts as term and value, one below the other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact; `code` sets numbers apart that people read out or copy."""

    term: str
    value: str
    note: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class SummaryList:
    """Facts in the order in which people look for them."""

    facts: tuple[Fact, ...]
    label: str = ""
