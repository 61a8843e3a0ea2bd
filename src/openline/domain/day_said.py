"""Days as people type and say them, in the languages whose words are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from openline.domain.plain_words import any_of, unaccented

_LONGEST_TEXT_READ = 2_000
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day, and another that the same words could mean: "03/04" is in March or in April. Read it back then."""

    day: date
    or_else: date | None = None


@dataclass(frozen=True, slots=True)
class DayWords:
    """How days are named in the languages that are heard; every word `unaccented`.

    `month_first`: the languages in which numbers are written month first. `months` and `weekdays` by name, 1 the
    first; `away`: how many days from today ("tomorrow" 1), no day at all right after a word of `not_after`.
    `before_back`, `before_ahead`: what stands before a weekday ("last", "next"); `after_back`, `after_ahead`: after it.
    """

    month_first: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict[str, int])
    weekdays: Mapping[str, int] = field(default_factory=dict[str, int])
    ordinals: Mapping[str, int] = field(default_factory=dict[str, int])
    ordinal_endings: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    away: Mapping[str, int] = field(default_factory=dict[str, int])
    not_after: frozenset[str] = frozenset()
    before_back: frozenset[str] = frozenset()
    before_ahead: frozenset[str] = frozenset()
    after_back: frozenset[str] = frozenset()
    after_ahead: frozenset[str] = frozenset()

    def find(self, text: str, language: str, today: date) -> DaySaid | None:
        """The first day named in `text`, or None.

        Without a year the day nearest to `today` is meant. Numbers are read in the order of the language, and as
        well in the other order, where both are days.
        """
        plain = unaccented(text[:_LONGEST_TEXT_READ])
        month_first = language in self.month_first
        found = [
            *_iso(plain),
            *_in_numbers(plain, month_first, today),
            *self._by_month(plain, today),
            *self._relative(plain, today),
            *self._by_weekday(plain, today),
        ]
        return min(found, key=lambda each: each[0])[1] if found else None

    def _by_month(self, text: str, today: date) -> Iterator[tuple[int, DaySaid]]:
        name = any_of(self.months)
        number = rf"(\d{{1,2}}|{any_of(self.ordinals)})(?:{any_of(self.ordinal_endings)})?"
        article, of = rf"(?:(?:{any_of(self.articles)})\s+)?", rf"(?:{any_of(self.of)})"
        year = rf"(?:[\s,]*(?:{of}\s+)?((?:19|20)\d{{2}}))?"
        for pattern, month_first in (
            (rf"\b({name})\.?\s+{article}{number}\b{year}", True),
            (rf"\b{article}{number}(?:\s+{of})?\s+({name})\b\.?{year}", False),
        ):
            for match in re.finditer(pattern, text):
                month, said = (match[1], match[2]) if month_first else (match[2], match[1])
                day = _with_year(self.months[month], self.ordinals.get(said) or int(said), match[3], today)
                if day:
                    yield match.start(), DaySaid(day)

    def _relative(self, text: str, today: date) -> Iterator[tuple[int, DaySaid]]:
        for match in re.finditer(rf"\b({any_of(self.away)})\b", text):
            if not re.search(rf"\b(?:{any_of(self.not_after)})\s+$", text[: match.start()]):
                yield match.start(), DaySaid(today + timedelta(days=self.away[match[1]]))

    def _by_weekday(self, text: str, today: date) -> Iterator[tuple[int, DaySaid]]:
        """A weekday that something before or after it makes one day: "last friday", "el martes", "mardi dernier"."""
        before = rf"(?:({any_of(self.before_back)})|({any_of(self.before_ahead)}))\s+"
        after = rf"\s+(?:({any_of(self.after_back)})|({any_of(self.after_ahead)}))\b"
        for match in re.finditer(rf"\b(?:{before})?\b({any_of(self.weekdays)})\b(?:{after})?", text):
            back = bool(match[1] or match[4])
            if not back and not match[2] and not match[5]:
                continue
            ahead = (self.weekdays[match[3]] - today.isoweekday()) % 7
            days = (ahead - 7 if ahead else -7) if back else (ahead or 7)
            yield match.start(), DaySaid(today + timedelta(days=days))


NO_DAYS = DayWords()


def _iso(text: str) -> Iterator[tuple[int, DaySaid]]:
    for match in re.finditer(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day:
            yield match.start(), DaySaid(day)


def _in_numbers(text: str, month_first: bool, today: date) -> Iterator[tuple[int, DaySaid]]:
    for match in re.finditer(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/\-])", text):
        if match[4] is None and match[2] != "/":
            continue  # 3.5 and 12-14 are seldom days
        first, second = int(match[1]), int(match[3])
        orders = [(first, second), (second, first)]
        days = [_with_year(month, day, match[4], today) for month, day in (orders if month_first else orders[::-1])]
        meant = [day for day in days if day is not None]
        if meant:
            other = meant[1] if len(meant) == 2 and meant[1] != meant[0] else None
            yield match.start(), DaySaid(meant[0], other)


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
