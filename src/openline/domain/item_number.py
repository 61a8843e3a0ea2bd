"""The number that a person is given at first contact: it identifies their matter and never proves who they are.

Ten random characters and a check character. The alphabet has no two characters that look alike, and no vowels,
so that no word appears. Its size is prime: every single mistyped character and every swap of two is noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "23456789CDFHJKMNPRTVWXY"
RANDOM_LENGTH = 10
LENGTH = RANDOM_LENGTH + 1
_GROUPS = ((0, 4), (4, 8), (8, LENGTH))
_READ_AS = str.maketrans({"S": "5", "Z": "2", "B": "8", "G": "6"})
_LEFT_OUT = str.maketrans("", "", " \t\r\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014._/")
_SPELLED = {
    "C": "Charlie",
    "D": "Delta",
    "F": "Foxtrot",
    "H": "Hotel",
    "J": "Juliett",
    "K": "Kilo",
    "M": "Mike",
    "N": "November",
    "P": "Papa",
    "R": "Romeo",
    "T": "Tango",
    "V": "Victor",
    "W": "Whiskey",
    "X": "X-ray",
    "Y": "Yankee",
}


class NotAnItemNumber(StrEnum):
    """Why what was typed is no item number."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    STRANGE_CHARACTER = "strange_character"
    CHECK_DISAGREES = "check_disagrees"


@dataclass(frozen=True, slots=True)
class ItemNumber:
    """A well-formed item number; `text` is how it is stored, without separators."""

    text: str

    def __str__(self) -> str:
        """The number as it is shown, in groups."""
        return "-".join(self.text[start:end] for start, end in _GROUPS)

    def spelled(self) -> tuple[str, ...]:
        """The groups as they are read out in any language: the international spelling words, digits as digits."""
        return tuple(
            ", ".join(_SPELLED.get(character, character) for character in self.text[start:end])
            for start, end in _GROUPS
        )


def new_item_number(choose: Callable[[str], str]) -> ItemNumber:
    """A fresh number; `choose` picks one character at random, such as `secrets.choice`."""
    body = "".join(choose(ALPHABET) for _ in range(RANDOM_LENGTH))
    return ItemNumber(body + _check_character(body))


def parse_item_number(typed: str) -> ItemNumber | NotAnItemNumber:
    """The number that a person typed, in lower case and with any separators.

    A letter that is not in the alphabet is read as the digit that it can only have been meant for.
    """
    text = typed.translate(_LEFT_OUT).upper().translate(_READ_AS)
    if len(text) > LENGTH:
        return NotAnItemNumber.TOO_LONG
    if any(character not in ALPHABET for character in text):
        return NotAnItemNumber.STRANGE_CHARACTER
    if len(text) < LENGTH:
        return NotAnItemNumber.TOO_SHORT
    if _check_character(text[:-1]) != text[-1]:
        return NotAnItemNumber.CHECK_DISAGREES
    return ItemNumber(text)


def _check_character(body: str) -> str:
    """The last character, which makes the sum of all, each weighted by its place from the right, divisible."""
    weighted = sum(ALPHABET.index(character) * (LENGTH - place) for place, character in enumerate(body))
    return ALPHABET[-weighted % len(ALPHABET)]
