"""Waits, and the hours in which they are shorter, in words that promise no more than is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from openline.domain.waits import BetterTime, WaitExpected
from openline.policy.languages import spoken
from openline.policy.telling import tell_day, tell_hour, tell_units

_MINUTE = 60


def tell_wait(wait: timedelta, language: str) -> str:
    """A wait in round words: minutes, from ten on in fives, from an hour on in quarters of an hour."""
    told = spoken(language).told
    minutes = wait.total_seconds() / _MINUTE
    if minutes < 1:
        return told.under_a_minute
    step = 1 if minutes < 10 else 5 if minutes < 60 else 15
    rounded = max(1, round(minutes / step) * step)
    hours, rest = divmod(rounded, 60)
    told_hours, told_minutes = (
        tell_units(amount, unit, language) for amount, unit in ((hours, "duration-hour"), (rest, "duration-minute"))
    )
    if hours and rest:
        return told.hours_and_minutes.format(hours=told_hours, minutes=told_minutes)
    return told_hours if hours else told_minutes


def tell_interval(wait: WaitExpected, language: str) -> str:
    """Between which waits four of five people lie; one wait where both ends are told alike."""
    shortest, longest = tell_wait(wait.shortest, language), tell_wait(wait.longest, language)
    between = spoken(language).told.between
    return shortest if shortest == longest else between.format(shortest=shortest, longest=longest)


def tell_better_times(times: Sequence[BetterTime], zone: str, language: str) -> str:
    """The hours with their day and their usual wait; empty where there are none."""
    return "; ".join(
        spoken(language).told.better_time.format(
            **{
                "day": tell_day(time.opens_at.date(), language),
                "from": tell_hour(time.opens_at, zone, language),
                "to": tell_hour(time.closes_at, zone, language),
                "wait": tell_wait(time.likely, language),
            }
        )
        for time in times
    )
