"""A text as the whole, which says what it is about, and as its clauses, which show that it is about two things.

The whole decides: clauses by themselves were weighed into its scores and made them worse on real questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openline.conversation.closed_answers import cleaned, folded
from openline.domain.heard import Heard
from openline.domain.plain_words import any_of

_LONGEST = 4000  # characters that are looked at
_BEGINNING, _END = 80, 130  # characters of a long text that stand for the whole: what it is about, and what it asks
_CLAUSE = 64
_CLAUSES, _CLAUSES_OF_A_SHORT_TEXT = 3, 5  # a fourth of a long text costs 1.6 ms, and tells more single matters as two
_FEWEST_WORDS = 2  # "I moved"; what is shorter belongs to the clause before it


@dataclass(frozen=True, slots=True)
class ClausedText:
    """A text without control characters, and where its clauses begin and end; none where it is one clause only."""

    text: str
    clauses: tuple[tuple[int, int], ...] = ()

    @property
    def parts(self) -> list[str]:
        """The whole first, then its clauses, none of them long; nothing where nothing is said."""
        if not folded(self.text):
            return []
        whole = _shortened(self.text, _BEGINNING, _END)
        return [whole, *(_shortened(self.clause(place), _CLAUSE // 2, _CLAUSE // 2) for place in range(len(self)))]

    def __len__(self) -> int:
        return len(self.clauses)

    def clause(self, place: int) -> str:
        begins, ends = self.clauses[place]
        return self.text[begins:ends]

    def told_apart(self, place_of: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
        """Two matters in the order in which they are named, each with its words: all that is said, cut where the
        clause of the later begins. `place_of`: the clause that is about each.
        """
        first, later = sorted(place_of, key=lambda matter: place_of[matter])
        before, after = self.clauses[place_of[later] - 1][1], self.clauses[place_of[later]][0]
        return (first, self.text[:before]), (later, self.text[after:])


@dataclass(frozen=True)
class Clauses:
    """Where a clause ends: at the end of a sentence, and within it at the words that the languages tell."""

    sentence: re.Pattern[str]
    within: re.Pattern[str]

    @classmethod
    def of(cls, heard: Heard) -> Clauses:
        goes_on, further = any_of(heard.goes_on_with), any_of(heard.further_matter)
        return cls(
            re.compile(rf"(?<=[.;?!])\s+(?:(?:{further})\s+)?", re.IGNORECASE),
            re.compile(rf",?\s+(?:{further})\s+|,\s+(?=(?:{goes_on})\s)", re.IGNORECASE),
        )

    def cut(self, text: str) -> ClausedText:
        """The text and its clauses. A long story is cut into sentences only; the last are looked at."""
        plain = cleaned(_shortened(text, _LONGEST // 2, _LONGEST // 2))
        sentences = _cut(plain, 0, len(plain), self.sentence)
        found = [clause for begins, ends in sentences for clause in _cut(plain, begins, ends, self.within)]
        most = _CLAUSES if len(plain) > _BEGINNING + _END else _CLAUSES_OF_A_SHORT_TEXT
        if len(found) > most:
            found = (sentences if len(sentences) > 1 else found)[-most:]
        return ClausedText(plain, tuple(found) if len(found) > 1 else ())


def _cut(text: str, begins: int, ends: int, at: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between the cuts, each of some words."""
    stretches: list[tuple[int, int]] = []
    for cut in at.finditer(text, begins, ends):
        stretches.append((begins, cut.start()))
        begins = cut.end()
    stretches.append((begins, ends))
    joined: list[tuple[int, int]] = []
    for stretch in stretches:
        if joined and (_is_short(text, joined[-1]) or _is_short(text, stretch)):
            joined[-1] = (joined[-1][0], stretch[1])
        else:
            joined.append(stretch)
    return joined


def _is_short(text: str, stretch: tuple[int, int]) -> bool:
    return len(text[slice(*stretch)].split()) < _FEWEST_WORDS


def _shortened(text: str, beginning: int, end: int) -> str:
    if len(text) <= beginning + end:
        return text
    return f"{text[:beginning].rsplit(' ', 1)[0]} {text[-end:].split(' ', 1)[-1]}"
