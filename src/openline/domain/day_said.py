"""Days as people type and say them, in English and Spanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from babel.dates import get_day_names, get_month_names

_LONGEST_TEXT_READ = 2_000
_CENTURY = 100
_ORDINALS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "primero": 1,
}  # fmt: skip
_AWAY: Mapping[str, int] = {
    "today": 0, "hoy": 0, "tomorrow": 1, "manana": 1, "yesterday": -1, "ayer": -1, "anteayer": -2, "antier": -2,
    "pasado manana": 2, "day after tomorrow": 2, "day before yesterday": -2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day, and another that the same words could mean: "03/04" is in March or in April. Read it back then."""

    day: date
    or_else: date | None = None


def find_day(text: str, language: str, today: date) -> DaySaid | None:
    """The first day named in `text`, or None.

    Without a year the day nearest to `today` is meant. Numbers are read month first in English, as forms of
    the United States ask for them, and as well day first, where both are days; in Spanish the day comes first.
    """
    plain = _plain(text[:_LONGEST_TEXT_READ])
    found = [*_iso(plain), *_in_numbers(plain, language, today), *_by_month(plain, today), *_relative(plain, today)]
    return min(found, key=lambda each: each[0])[1] if found else None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def _iso(text: str) -> Iterator[tuple[int, DaySaid]]:
    for match in re.finditer(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day:
            yield match.start(), DaySaid(day)


def _in_numbers(text: str, language: str, today: date) -> Iterator[tuple[int, DaySaid]]:
    for match in re.finditer(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/\-])", text):
        if match[4] is None and match[2] != "/":
            continue  # 3.5 and 12-14 are seldom days
        first, second = int(match[1]), int(match[3])
        orders = [(first, second), (second, first)]
        days = [
            _with_year(month, day, match[4], today) for month, day in (orders if language == "en" else orders[::-1])
        ]
        meant = [day for day in days if day is not None]
        if meant:
            other = meant[1] if len(meant) == 2 and meant[1] != meant[0] else None
            yield match.start(), DaySaid(meant[0], other)


def _by_month(text: str, today: date) -> Iterator[tuple[int, DaySaid]]:
    name = "|".join(sorted(_months(), key=len, reverse=True))
    ordinal = "|".join(_ORDINALS)
    number = rf"(\d{{1,2}}|{ordinal})(?:st|nd|rd|th|o)?"
    year = r"(?:[\s,]*(?:del?\s+|of\s+)?((?:19|20)\d{2}))?"
    for pattern, month_first in (
        (rf"\b({name})\.?\s+(?:the\s+)?{number}\b{year}", True),
        (rf"\b(?:the\s+|el\s+)?{number}(?:\s+(?:of|de|del))?\s+({name})\b\.?{year}", False),
    ):
        for match in re.finditer(pattern, text):
            month, said = (match[1], match[2]) if month_first else (match[2], match[1])
            day = _with_year(_months()[month], _ORDINALS.get(said) or int(said), match[3], today)
            if day:
                yield match.start(), DaySaid(day)


def _relative(text: str, today: date) -> Iterator[tuple[int, DaySaid]]:
    for words, days in _AWAY.items():
        match = re.search(rf"\b{words}\b", text)
        in_the_morning = match and re.search(r"\b(?:la|de|por la)\s+$", text[: match.start()])
        if match and not in_the_morning and not (words == "manana" and "pasado manana" in text):
            yield match.start() - len(words), DaySaid(today + timedelta(days=days))
    weekdays = "|".join(_weekdays())
    last = r"(last|el pasado)\s+"
    for match in re.finditer(
        rf"\b(?:{last}|next\s+|this\s+|on\s+|el\s+proximo\s+|el\s+)({weekdays})\b(\s+pasado)?", text
    ):
        ahead = (_weekdays()[match[2]] - today.isoweekday()) % 7
        back = bool(match[1] or match[3])
        days = (ahead - 7 if ahead else -7) if back else (ahead or 7)
        yield match.start(), DaySaid(today + timedelta(days=days))


def _with_year(month: int, day: int, year: str | None, today: date) -> date | None:
    if year:
        written = int(year)
        return _day(written if written >= _CENTURY else _full_year(written, today), month, day)
    near = [found for found in (_day(today.year + away, month, day) for away in (-1, 0, 1)) if found]
    return min(near, key=lambda each: abs(each - today)) if near else None


def _full_year(short: int, today: date) -> int:
    """Two digits as the latest such year that is not more than ten years ahead: 88 is 1988, 31 is 2031."""
    latest = today.year + 10
    return latest - (latest - short) % _CENTURY


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    names = {
        _plain(name).strip("."): number
        for locale in ("en", "es")
        for width in ("wide", "abbreviated")
        for number, name in cast("Mapping[int, str]", get_month_names(width, locale=locale)).items()
    }
    return names | {"sept": 9, "setiembre": 9}


@lru_cache(maxsize=1)
def _weekdays() -> Mapping[str, int]:
    return {
        _plain(name): day + 1
        for locale in ("en", "es")
        for day, name in cast("Mapping[int, str]", get_day_names("wide", locale=locale)).items()
    }
