"""A rule's value as one line that people can read, and as plain JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from typing import Any, cast

from openline.domain.rules import ByKey, DailyHours, Span, SpanKind, SpanRange
from openline.policy.values import LOCAL, WEEKDAYS

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTED_IN: Mapping[SpanKind, tuple[str, str]] = {
    SpanKind.BUSINESS_DAY_HOURS: ("hour, business days only", "hours, business days only"),
    SpanKind.WEEKDAY_HOURS: ("hour, weekdays only, holidays counting", "hours, weekdays only, holidays counting"),
    SpanKind.BUSINESS_DAYS: ("business day", "business days"),
    SpanKind.CALENDAR_DAYS: ("calendar day", "calendar days"),
    SpanKind.HOURS: ("hour", "hours"),
    SpanKind.MINUTES: ("minute", "minutes"),
}


def in_words(value: Any) -> str:
    """One line for any value that a rule can have."""
    for kind, say in SAYINGS.items():
        if isinstance(value, kind):
            return say(value)
    if dataclasses.is_dataclass(value):
        fields = [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
        return "; ".join(f"{_spaced(name)}: {in_words(part)}" for name, part in fields)
    raise TypeError(f"policy/in_words.py cannot say {value!r}: teach it")


def as_json(value: Any) -> Any:
    """The value in the form in which rule files write it, made of what JSON can carry."""
    if isinstance(value, Span):
        return str(value)
    if isinstance(value, DailyHours):
        return {
            "weekdays": [WEEKDAYS[day - 1] for day in sorted(value.weekdays)],
            "opens": f"{value.opens:%H:%M}",
            "closes": f"{value.closes:%H:%M}",
            "zone": value.zone,
            "closed_on_holidays": value.closed_on_holidays,
        }
    if isinstance(value, ByKey):
        return {key: as_json(part) for key, part in sorted(cast("ByKey[Any]", value).values.items())}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(as_json(part) for part in cast("frozenset[Any]", value))
    if isinstance(value, tuple):
        return [as_json(part) for part in cast("tuple[Any, ...]", value)]
    if dataclasses.is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


def _span(span: Span) -> str:
    one, many = COUNTED_IN[span.kind]
    return f"{span.amount} {one if span.amount == 1 else many}"


def _range(span: SpanRange) -> str:
    if span.least.kind == span.most.kind:
        return f"{span.least.amount} to {_span(span.most)}"
    return f"{_span(span.least)} to {_span(span.most)}"


def _hours(hours: DailyHours) -> str:
    whole_day = hours.opens == hours.closes == time(0)
    at = "at any hour" if whole_day else f"{hours.opens:%H:%M} to {hours.closes:%H:%M}"
    where = "where the person is" if hours.zone == LOCAL else hours.zone
    closed = ", closed on holidays" if hours.closed_on_holidays else ""
    return f"{_days(sorted(hours.weekdays))}, {at}, {where}{closed}"


def _days(days: list[int]) -> str:
    if len(days) == 7:
        return "every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAY_NAMES[days[0] - 1]} to {DAY_NAMES[days[-1] - 1]}"
    return ", ".join(DAY_NAMES[day - 1] for day in days)


def _list(words: Collection[Any]) -> str:
    if not words:
        return "none"
    said = [in_words(word) for word in words]
    return ", ".join(sorted(said) if isinstance(words, frozenset) else said)


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def _text(text: str) -> str:
    return text if any(mark in text for mark in "@./") else _spaced(text)


def _by_key(by_key: ByKey[Any]) -> str:
    return "; ".join(f"{_spaced(key)}: {in_words(part)}" for key, part in by_key.values.items())


SAYINGS: Mapping[type, Callable[[Any], str]] = {
    Span: _span,
    SpanRange: _range,
    DailyHours: _hours,
    ByKey: _by_key,
    tuple: _list,
    frozenset: _list,
    bool: lambda value: "yes" if value else "no",
    int: str,
    str: _text,
    time: lambda value: f"{value:%H:%M}",
    date: lambda value: value.isoformat(),
}
