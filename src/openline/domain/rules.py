"""A rule as it is in force on a date, and the values that rules are written in.

The agency's rules are dated YAML files; `openline.policy` fills the rules classes that each topic of
this package declares. A rules class is a frozen dataclass whose fields are all `Rule[...]`, one for
each file of the topic's policy folder, under the file's own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Standing(StrEnum):
    """How firmly a dated entry is known."""

    PUBLISHED = "published"
    GATHERED = "gathered"
    RECONSTRUCTED = "reconstructed"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The one dated entry of one rule that a promise, a decision or a message rests on.

    `sha256` is the fingerprint of the entry, so that a stored reference shows whether the words that
    it was made under still stand.
    """

    topic: str
    rule: str
    in_force_from: date
    sha256: str
    standing: Standing
    catalogue: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The rule's one name at every layer, such as `callbacks.return_within`."""
        return f"{self.topic}.{self.rule}"

    def as_json(self) -> dict[str, object]:
        """The reference as it is stored beside a promise or a decision."""
        return {
            "topic": self.topic,
            "rule": self.rule,
            "in_force_from": self.in_force_from.isoformat(),
            "sha256": self.sha256,
            "standing": self.standing.value,
            "catalogue": list(self.catalogue),
        }


class NoRuleInForce(LookupError):
    """No dated entry of a rule covers the date asked for; the message names the file to extend."""


class Rule(Generic[T]):
    """One rule on one date: its value and the reference of the entry that gave it.

    Reading `value` or `ref` before the first entry raises `NoRuleInForce`: there is no default and no
    last known value.
    """

    __slots__ = ("_file", "_on", "_ref", "_value")

    def __init__(self, *, value: T | None, ref: RuleRef | None, file: str, on: date) -> None:
        self._value = value
        self._ref = ref
        self._file = file
        self._on = on

    @property
    def known(self) -> bool:
        return self._ref is not None

    @property
    def value(self) -> T:
        if self._ref is None:
            raise NoRuleInForce(f"{self._file} has no entry in force on {self._on}: add one with its source.")
        return self._value  # type: ignore[return-value]

    @property
    def ref(self) -> RuleRef:
        if self._ref is None:
            raise NoRuleInForce(f"{self._file} has no entry in force on {self._on}: add one with its source.")
        return self._ref


class SpanKind(StrEnum):
    """What a length of time is counted in."""

    BUSINESS_DAY_HOURS = "business_day_hours"  # 24 of each business day: weekends and holidays do not count
    WEEKDAY_HOURS = "weekday_hours"  # 24 of each day that is no weekend; holidays count like any day
    BUSINESS_DAYS = "business_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time together with what it is counted in, written `72 business_day_hours` in YAML."""

    amount: int
    kind: SpanKind

    @classmethod
    def parse(cls, text: str) -> Span:
        """Raises ValueError with the accepted form when `text` is not an amount and a kind."""
        amount, _, kind = text.strip().partition(" ")
        try:
            return cls(int(amount), SpanKind(kind.strip()))
        except ValueError:
            kinds = ", ".join(SpanKind)
            raise ValueError(f"{text!r} is not a span: write an amount and one of {kinds}") from None

    def __str__(self) -> str:
        return f"{self.amount} {self.kind.value}"


@dataclass(frozen=True, slots=True)
class SpanRange:
    """At least one span and at most another, written `{least: ..., most: ...}` in YAML."""

    least: Span
    most: Span


@dataclass(frozen=True, slots=True)
class DailyHours:
    """Hours that repeat by weekday: from `opens` up to, not including, `closes`, in the zone `zone`.

    `weekdays` holds ISO numbers, Monday is 1. `zone` is an IANA name, or `local` where the hours are
    meant in the zone of the person. `opens == closes == 00:00` means the whole day.
    """

    weekdays: frozenset[int]
    opens: time
    closes: time
    zone: str
    closed_on_holidays: bool


@dataclass(frozen=True, slots=True)
class ByKey(Generic[T]):
    """A value for each word of one deciding fact, such as an urgency."""

    by: str
    values: Mapping[str, T]

    def __getitem__(self, key: str) -> T:
        if key not in self.values:
            known = ", ".join(sorted(self.values))
            raise NoRuleInForce(f"no value for {self.by} {key!r}; the entry knows {known}")
        return self.values[key]
