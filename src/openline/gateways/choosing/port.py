"""The port of choosing: one of the keys offered, or None. Nothing else can come back through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that may be chosen: its key, and the title of an approved answer or an intent's own words."""

    key: str
    title: str


class Choosing(Protocol):
    """Never raises, and answers within its deadline; whatever goes wrong is None."""

    def choose(self, question: str, options: Sequence[Offered], language: str) -> str | None: ...


class NoChooser:
    """Where no language model is plugged in: it never chooses."""

    def choose(self, question: str, options: Sequence[Offered], language: str) -> str | None:
        return None
