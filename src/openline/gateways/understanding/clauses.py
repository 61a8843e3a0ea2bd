"""A text as the whole, which says what it is about, and as its clauses, which show that it is about two things.

The whole decides: clauses by themselves were weighed into its scores and made them worse on real questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from openline.conversation.closed_answers import cleaned, folded
from openline.domain.heard import Heard
from openline.domain.plain_words import any_of

_LONGEST = 4000  # characters that are looked at
_BEGINNING, _END = 80, 130  # characters of a long text that stand for the whole: what it is about, and what it asks
_CLAUSE = 64
_CLAUSES = 4  # of more, only the last is looked at: it is a story, and the request stands at its end
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Clauses:
    """Where a clause ends: at the end of a sentence, and at words such as "and also", which the languages tell."""

    ends: re.Pattern[str]
    joints: re.Pattern[str]

    @classmethod
    def of(cls, heard: Heard) -> Clauses:
        goes_on, further = any_of(heard.goes_on_with), any_of(heard.further_matter)
        return cls(
            re.compile(rf"(?<=[.;?!])\s+|\s*\n+\s*|(?<=\w),\s+(?=(?:{goes_on})\s)"),
            re.compile(rf"\s+(?:{further})\s+", re.IGNORECASE),
        )


def parts_of(text: str, clauses_of: Clauses) -> list[str]:
    """The whole first, then its clauses where there are several, of many the last; none of them long."""
    plain = cleaned(_shortened(text, _LONGEST // 2, _LONGEST // 2))
    if not folded(plain):
        return []
    clauses = [piece for end in clauses_of.ends.split(plain) for piece in clauses_of.joints.split(end)]
    clauses = [clause for clause in clauses if len(clause.split()) >= _FEWEST_WORDS]
    whole = _shortened(plain, _BEGINNING, _END)
    if len(clauses) < 2:
        return [whole]
    if len(clauses) > _CLAUSES:
        clauses = clauses[-1:]
    return [whole, *(_shortened(clause, _CLAUSE // 2, _CLAUSE // 2) for clause in clauses)]


def _shortened(text: str, beginning: int, end: int) -> str:
    if len(text) <= beginning + end:
        return text
    return f"{text[:beginning].rsplit(' ', 1)[0]} {text[-end:].split(' ', 1)[-1]}"
