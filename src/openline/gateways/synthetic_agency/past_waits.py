"""The waits of past weeks that the synthetic agency invents, so that a new demo has a history to speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class PastWaits:
    """`minutes_by_hour`: the median wait by the hour of day; `times_by_weekday` and `times_by_language` multiply it.

    The shortest and the longest are shares of the median: about one of ten waits less or more.
    """

    weeks: int
    minutes_by_hour: Mapping[int, float]
    times_by_weekday: Mapping[str, float]
    times_by_language: Mapping[str, float]
    contacts_an_hour: Mapping[str, int]
    shortest_share: float
    longest_share: float

    def likely_seconds(self, start: datetime, zone: str, language: str) -> float:
        local = start.astimezone(ZoneInfo(zone))
        weekday = self.times_by_weekday[WEEKDAYS[local.weekday()]]
        return 60 * self.minutes_by_hour[local.hour] * weekday * self.times_by_language[language]


def read_past_waits(pack: Path) -> PastWaits | None:
    """What `synthetic/waits.yaml` says, or None where the pack invents no waits."""
    path = pack / "synthetic" / "waits.yaml"
    if not path.is_file():
        return None
    return PastWaits(**YAML(typ="safe").load(path.read_text(encoding="utf-8")))
