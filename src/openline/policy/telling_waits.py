"""Waits, and the hours in which they are shorter, in words that promise no more than is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from openline.domain.waits import BetterTime, WaitExpected
from openline.policy.telling import tell_day, tell_hour

_MINUTE = 60
_UNDER_A_MINUTE = {"en": "under a minute", "es": "menos de un minuto"}
_MINUTES = {"en": ("1 minute", "{} minutes"), "es": ("1 minuto", "{} minutos")}
_HOURS = {"en": ("1 hour", "{} hours"), "es": ("1 hora", "{} horas")}
_WITH = {"en": "{} {}", "es": "{} y {}"}
_BETWEEN = {"en": "between {} and {}", "es": "entre {} y {}"}
_BLOCK = {"en": "{}, {} to {} (about {})", "es": "{}, de {} a {} (unos {})"}


def tell_wait(wait: timedelta, language: str) -> str:
    """A wait in round words: minutes, from ten on in fives, from an hour on in quarters of an hour."""
    minutes = wait.total_seconds() / _MINUTE
    if minutes < 1:
        return _UNDER_A_MINUTE[language]
    step = 1 if minutes < 10 else 5 if minutes < 60 else 15
    rounded = max(1, round(minutes / step) * step)
    hours, rest = divmod(rounded, 60)
    parts = [_count(hours, _HOURS[language])] if hours else []
    if rest:
        parts.append(_count(rest, _MINUTES[language]))
    return _WITH[language].format(*parts) if len(parts) == 2 else parts[0]


def tell_interval(wait: WaitExpected, language: str) -> str:
    """Between which waits four of five people lie; one wait where both ends are told alike."""
    shortest, longest = tell_wait(wait.shortest, language), tell_wait(wait.longest, language)
    return shortest if shortest == longest else _BETWEEN[language].format(shortest, longest)


def tell_better_times(times: Sequence[BetterTime], zone: str, language: str) -> str:
    """The hours with their day and their usual wait; empty where there are none."""
    return "; ".join(
        _BLOCK[language].format(
            tell_day(time.opens_at.date(), language),
            tell_hour(time.opens_at, zone, language),
            tell_hour(time.closes_at, zone, language),
            tell_wait(time.likely, language),
        )
        for time in times
    )


def _count(number: int, words: tuple[str, str]) -> str:
    return words[0] if number == 1 else words[1].format(number)
