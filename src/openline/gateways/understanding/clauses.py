"""A text as the whole and as its clauses: in a long story the request stands in one of them, often the last."""

from __future__ import annotations

import re

from openline.conversation.closed_answers import cleaned, folded

_LONGEST = 4000  # characters that are looked at
_WHOLE = 240  # characters of the whole: so many from its beginning and end together
_CLAUSE = 120
_CLAUSES = 4
_FEWEST_WORDS = 3
_ENDS = re.compile(r"(?<=[.;?!])\s+|\s*\n+\s*|(?<=\w),\s+(?=(?:and|but|so|also|then|y|pero|así|asi|también|tambien)\s)")
_JOINTS = re.compile(
    r"\s+(?:and also|and i also|and i need|and i want|and can you|and how|also i|plus i|"
    r"y también|y tambien|y además|y ademas|y quiero|y necesito|y quisiera|además|ademas)\s+",
    re.IGNORECASE,
)


def parts_of(text: str) -> list[str]:
    """The whole first, then its clauses where there are several: the first ones and the last ones, none long."""
    plain = cleaned(text[:_LONGEST]) if len(text) <= _LONGEST else cleaned(text[: _LONGEST // 2] + " " + text[-_LONGEST // 2 :])
    if not folded(plain):
        return []
    clauses = [piece for end in _ENDS.split(plain) for piece in _JOINTS.split(end)]
    clauses = [clause for clause in clauses if len(clause.split()) >= _FEWEST_WORDS]
    if len(clauses) > _CLAUSES:
        clauses = [clauses[0], *clauses[-(_CLAUSES - 1) :]]
    whole = _shortened(plain, _WHOLE)
    return [whole, *(_shortened(clause, _CLAUSE) for clause in clauses)] if len(clauses) > 1 else [whole]


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half].rsplit(' ', 1)[0]} {text[-half:].split(' ', 1)[-1]}"
