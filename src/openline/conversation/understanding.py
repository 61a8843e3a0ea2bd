"""The port of understanding: what a person's words are about, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

OUT_OF_SCOPE = "out_of_scope"  # the intent of what is nobody's matter here


class Verdict(StrEnum):
    """What may be done with the best guess: go on with it, ask which of two, or say that it is unclear."""

    ACCEPTED = "accepted"
    UNSURE = "unsure"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Understood:
    """`ranked`: intents with scores from 0 to 1, best first.

    `second` is another likely intent: when unsure, the one to ask about ("A or B?"); when accepted, what
    the words are about as well, such as the matter beside the wish for a person. `out_of_scope`: from 0 to 1,
    how much it looks like nothing that the center does. `matters`: where the best and the second are told apart, both
    in the order in which they were named, each with its words.
    """

    ranked: tuple[tuple[str, float], ...]
    verdict: Verdict
    second: str | None = None
    out_of_scope: float = 0.0
    matters: tuple[tuple[str, str], ...] = ()

    @property
    def best(self) -> str | None:
        return self.ranked[0][0] if self.ranked else None


NOTHING_UNDERSTOOD = Understood((), Verdict.REJECTED)


class Understanding(Protocol):
    """Never raises on any text; the same text in the same language is always understood alike."""

    def classify(self, text: str, language: str) -> Understood: ...

    def language_of(self, text: str) -> str | None:
        """The language that the text is clearly in, or None."""
        ...
