"""What a person named in passing, read out of their own words for whoever helps them next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers

from openline.domain.a_number import find_a_number
from openline.domain.day_said import DaySaid
from openline.domain.form_number import find_form_numbers
from openline.domain.heard import Heard
from openline.domain.plain_words import unaccented
from openline.domain.receipt_number import ReceiptFound, find_receipt_number

_FEWEST_SIGNS = 9


class NamedThing(StrEnum):
    RECEIPT_NUMBER = "receipt_number"
    A_NUMBER = "a_number"
    FORM = "form"
    PHONE = "phone"
    OFFICE = "office"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that was named. `value` is a number as it is written, an office's key, or a day; `or_else` is
    another day that the same words could mean. Nothing of it is proven: it is read back before it counts."""

    kind: NamedThing
    value: str | date
    or_else: date | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the agency's numbers look like, and its forms and offices: `offices` maps a key to the names, such as
    the city's, by which people know it. `region` is the country whose phone numbers are meant. `heard` are the words
    of its languages, `a_number` the names by which an A-number is called in them."""

    prefixes: Collection[str]
    digits: int
    forms: Collection[str]
    offices: Mapping[str, tuple[str, ...]]
    region: str
    heard: Heard
    a_number: Collection[str] = ()


def things_named(texts: Iterable[str], language: str, names: Names, today: date) -> tuple[Named, ...]:
    """Everything named in the texts, each once, in the order in which it was first named."""
    found: dict[tuple[NamedThing, str | date], Named] = {}
    for text in texts:
        for named in _in_one(text, language, names, today):
            found.setdefault((named.kind, named.value), named)
    return tuple(found.values())


def _in_one(text: str, language: str, names: Names, today: date) -> list[Named]:
    found: list[Named] = []
    receipt = find_receipt_number(text, names.prefixes, names.digits)
    if not isinstance(receipt, ReceiptFound):
        receipt = find_receipt_number(names.heard.signs.written(text), names.prefixes, names.digits)
    if isinstance(receipt, ReceiptFound):
        found.append(Named(NamedThing.RECEIPT_NUMBER, receipt.number))
    a_number = find_a_number(text, names.heard, names.a_number)
    if a_number:
        found.append(Named(NamedThing.A_NUMBER, a_number))
    numbers = "".join(str(named.value) for named in found)
    found += [Named(NamedThing.FORM, form) for form in find_form_numbers(text, names.forms, names.heard)]
    found += [Named(NamedThing.PHONE, phone) for phone in _phones(text, names.region, numbers)]
    found += [Named(NamedThing.OFFICE, office) for office in _offices(text, names.offices)]
    day = names.heard.days.find(text, language, today)
    if isinstance(day, DaySaid):
        found.append(Named(NamedThing.DAY, day.day, day.or_else))
    return found


def _phones(text: str, region: str, numbers: str) -> list[str]:
    """The phone numbers in `text`, but for digits that are part of the other `numbers` in it."""
    matches = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
    e164 = phonenumbers.PhoneNumberFormat.E164
    return [
        phonenumbers.format_number(match.number, e164)
        for match in matches
        if len(match.raw_string) > _FEWEST_SIGNS and str(match.number.national_number) not in numbers
    ]


def _offices(text: str, offices: Mapping[str, tuple[str, ...]]) -> list[str]:
    padded = f" {_plain(text)} "
    return [key for key, known_as in offices.items() if any(f" {_plain(name)} " in padded for name in known_as)]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in unaccented(text)).split())
