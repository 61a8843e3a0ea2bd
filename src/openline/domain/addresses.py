"""Addresses as people write them within a sentence: where a message can be sent."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SPOKEN = ((" at ", "@"), (" arroba ", "@"), (" dot ", "."), (" punto ", "."))
LONGEST_EMAIL = 254


def find_email(text: str) -> str | None:
    """The e-mail address in the text, also said aloud ("ana at example dot org"); its domain in lower case."""
    found = _EMAIL.search(text) or _EMAIL.search(_as_spoken(text))
    if not found or len(found.group(0)) > LONGEST_EMAIL:
        return None
    name, _, domain = found.group(0).strip(".").rpartition("@")
    return f"{name}@{domain.casefold()}"


def find_phone(text: str, region: str) -> str | None:
    """The phone number in the text as it is dialed (E.164); `region` is the country that a bare number is of."""
    for match in PhoneNumberMatcher(text, region or None, leniency=phonenumbers.Leniency.POSSIBLE):
        return phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    return None


def _as_spoken(text: str) -> str:
    said = f" {text} "
    for word, sign in _SPOKEN:
        said = said.replace(word, sign)
    return said
