"""Readers: what a person's words or keys give for a slot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from openline.conversation.book import SlotSettings
from openline.conversation.closed_answers import folded

_BETWEEN = r"[\s\-.*#:]*"
_LIKE_DIGITS = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "i": "1"})
_KEYPAD = {
    letter: digit
    for digit, letters in {
        "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ",
    }.items()
    for letter in letters
}  # fmt: skip


def receipt_number(text: str, slot: SlotSettings) -> str | None:
    """A receipt number as people type it: any case, spaces, dashes, the letter O for a zero."""
    prefixes = "|".join(_BETWEEN.join(prefix) for prefix in slot.prefixes)
    digits = _BETWEEN.join(["[0-9oOlIi]"] * slot.length)
    found = re.search(rf"(?<![A-Za-z0-9])({prefixes}){_BETWEEN}({digits})(?![0-9])", text, re.IGNORECASE)
    if not found:
        return None
    letters = re.sub(r"[^A-Za-z]", "", found.group(1)).upper()
    return letters + re.sub(r"[^0-9]", "", found.group(2).translate(_LIKE_DIGITS))


def receipt_number_by_keys(keys: str, slot: SlotSettings) -> str | None:
    """The prefix by the keys that carry its letters, then the digits; of two alike the pack's first wins."""
    digits = re.sub(r"[^0-9]", "", keys)
    for prefix in slot.prefixes:
        on_keys = "".join(_KEYPAD[letter] for letter in prefix)
        if digits.startswith(on_keys) and len(digits) == len(on_keys) + slot.length:
            return prefix + digits[len(on_keys) :]
    return None


def item_number(text: str, slot: SlotSettings) -> str | None:
    """The number of a matter: so many letters and digits, perhaps in groups; at least one digit."""
    for found in re.finditer(r"[A-Za-z0-9]+(?:[\s\-][A-Za-z0-9]+)*", text):
        words = re.split(r"[\s\-]+", found.group(0))
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                number = "".join(words[first:last]).upper()
                short = all(len(word) <= 2 for word in words[first:last])
                grouped = all(any(c.isdigit() for c in word) or word.isupper() for word in words[first:last])
                if len(number) == slot.length and any(c.isdigit() for c in number) and (short or grouped):
                    return number
    return None


def code(text: str, slot: SlotSettings) -> str | None:
    """A one-time code of so many digits, spaces and dashes aside."""
    digit = rf"[0-9]{_BETWEEN}"
    found = re.search(rf"(?<![0-9])(?:{digit}){{{slot.length}}}(?![0-9])", text + " ")
    return re.sub(r"[^0-9]", "", found.group(0)) if found else None


def words(text: str, slot: SlotSettings) -> str | None:
    """The person's own words, once there are enough of them to tell something."""
    return text if len(folded(text).split()) >= slot.least_words else None


READERS: Mapping[str, Callable[[str, SlotSettings], str | None]] = {
    "receipt_number": receipt_number,
    "item_number": item_number,
    "code": code,
    "words": words,
}
KEY_READERS: Mapping[str, Callable[[str, SlotSettings], str | None]] = {
    "receipt_number": receipt_number_by_keys,
    "item_number": item_number,
    "code": code,
}


def read(text: str, slot: SlotSettings) -> str | None:
    return READERS[slot.reader](text, slot)


def read_keys(keys: str, slot: SlotSettings) -> str | None:
    reader = KEY_READERS.get(slot.reader)
    return reader(keys, slot) if reader else None


def spelled(value: str) -> str:
    """The value sign by sign, so that a voice reads it out slowly and right."""
    return ", ".join(value)
