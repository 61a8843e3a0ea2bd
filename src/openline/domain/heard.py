"""What is heard in the languages of an agency: the words for signs, days and numbers, however they are said."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.day_said import NO_DAYS, DayWords
from openline.domain.spoken_signs import NO_SIGNS, SpokenSigns


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of all the languages together, since people mix them; those of phrases are in lower case, as written.

    `counted`: what a number counts when it stands before it ("days"). `number`: what may stand between a letter and
    the digits that belong to it. `names_follow`: after it people name themselves or others. `goes_on_with`: begins
    a clause after a comma. `further_matter`: between two clauses, each perhaps about a matter of its own.
    """

    signs: SpokenSigns = NO_SIGNS
    days: DayWords = NO_DAYS
    counted: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    names_follow: frozenset[str] = frozenset()
    goes_on_with: frozenset[str] = frozenset()
    further_matter: frozenset[str] = frozenset()


NOTHING_HEARD = Heard()
