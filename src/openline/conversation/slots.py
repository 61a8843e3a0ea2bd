"""Readers: what a person's words or keys give for a slot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from openline.conversation.book import SlotSettings
from openline.conversation.closed_answers import folded
from openline.domain.addresses import find_email, find_phone
from openline.domain.item_number import ItemNumber, parse_item_number
from openline.domain.receipt_number import ReceiptFound, find_receipt_number

_BETWEEN = r"[\s\-.*#:]*"
_SHORT_WORD, _SHORT_SENTENCE = 3, 3  # letters, words
_KEYPAD = {
    letter: digit
    for digit, letters in {
        "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ",
    }.items()
    for letter in letters
}  # fmt: skip


def receipt_number(text: str, slot: SlotSettings) -> str | None:
    """A receipt number as people type it or spell it out, anywhere in the text."""
    for form in (text, slot.signs.written(text)):
        found = find_receipt_number(form, slot.prefixes, slot.length)
        if isinstance(found, ReceiptFound):
            return found.number
    return None


def receipt_number_by_keys(keys: str, slot: SlotSettings) -> str | None:
    """The prefix by the keys that carry its letters, then the digits; of two alike the pack's first wins."""
    digits = re.sub(r"[^0-9]", "", keys)
    for prefix in slot.prefixes:
        on_keys = "".join(_KEYPAD[letter] for letter in prefix)
        if digits.startswith(on_keys) and len(digits) == len(on_keys) + slot.length:
            return prefix + digits[len(on_keys) :]
    return None


def item_number(text: str, slot: SlotSettings) -> str | None:
    """The number of a matter, alone or within a sentence, with any separators."""
    pieces = re.findall(r"[A-Za-z0-9]+", text)
    for first in range(len(pieces)):
        joined = ""
        for piece in pieces[first:]:
            joined += piece
            if len(joined) > slot.length:
                break
            number = parse_item_number(joined)
            if isinstance(number, ItemNumber):
                return number.text
    return None


def code(text: str, slot: SlotSettings) -> str | None:
    """A one-time code of so many digits, spaces and dashes aside."""
    digit = rf"[0-9]{_BETWEEN}"
    found = re.search(rf"(?<![0-9])(?:{digit}){{{slot.length}}}(?![0-9])", text + " ")
    return re.sub(r"[^0-9]", "", found.group(0)) if found else None


def digits_said(text: str, slot: SlotSettings) -> str | None:
    """A code of digits, typed or spelled out."""
    return code(text, slot) or code(slot.signs.written(text), slot)


def words(text: str, slot: SlotSettings) -> str | None:
    """The person's own words, once there are enough of them to tell something."""
    return text if len(folded(text).split()) >= slot.least_words else None


def choice(text: str, slot: SlotSettings) -> str | None:
    """The one choice whose words stand in the text; a few other words as they are, where the slot takes them.

    Words as short as "me" or "no" count in short sentences only: in longer ones they stand for nothing.
    """
    padded = f" {folded(text)} "
    few = len(padded.split()) <= _SHORT_SENTENCE
    short = slot.other_words or few
    found = {
        phrase: key
        for key, words in slot.choices.items()
        for phrases in words.values()
        for phrase in map(folded, phrases)
        if f" {phrase} " in padded and (short or len(phrase) > _SHORT_WORD)
    }
    longest = [p for p in found if not any(p != other and f" {p} " in f" {other} " for other in found)]
    chosen = {found[phrase] for phrase in longest}
    if len(chosen) == 1:
        return chosen.pop()
    in_words = folded(text) and not any(sign.isdigit() for sign in text)
    return text[: slot.length] if slot.other_words and few and not chosen and in_words else None


def address(text: str, slot: SlotSettings) -> str | None:
    """An e-mail address or a phone number anywhere in the text, as it is stored."""
    mail = find_email(text)
    return mail or find_phone(text, slot.region)


READERS: Mapping[str, Callable[[str, SlotSettings], str | None]] = {
    "receipt_number": receipt_number,
    "item_number": item_number,
    "code": digits_said,
    "words": words,
    "choice": choice,
    "address": address,
}
KEY_READERS: Mapping[str, Callable[[str, SlotSettings], str | None]] = {
    "receipt_number": receipt_number_by_keys,
    "item_number": item_number,
    "code": code,
    "address": address,
}


def read(text: str, slot: SlotSettings) -> str | None:
    return READERS[slot.reader](text, slot)


def read_keys(keys: str, slot: SlotSettings) -> str | None:
    reader = KEY_READERS.get(slot.reader)
    return reader(keys, slot) if reader else None


def spelled(value: str) -> str:
    """The value sign by sign, so that a voice reads it out slowly and right."""
    number = parse_item_number(value)
    if isinstance(number, ItemNumber):
        return "; ".join(number.spelled())
    return ", ".join(sign for sign in value if sign.isalnum())
