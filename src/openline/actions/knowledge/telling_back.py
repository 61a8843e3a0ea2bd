"""What people were told on a day: the versions in force, and how often each was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from openline.actions.knowledge import serving
from openline.actions.knowledge.serving import Audience, Served
from openline.records.models import AnswerShown


@dataclass(frozen=True, slots=True)
class ToldOn:
    """One version that was told on a day: `texts` are its words as people read them then, `times` how often."""

    served: Served
    times: int
    texts: tuple[str, ...]


def told_on(day: date, now: datetime) -> list[ToldOn]:
    """Every answer that the public could read on a day, with what was shown of it; in a transaction of staff.

    A version that was replaced in the course of the day is there beside the one that followed.
    """
    begins, ends = serving.beginning_of(day), serving.end_of(day)
    shown = _shown(begins, ends)
    moments = [begins, *sorted({one.starts_at for one in _beginning_between(begins, ends, now)}), ends]
    told: dict[tuple[str, str, str], Served] = {}
    for moment in moments:
        for one in serving.as_told_at(Audience.PUBLIC, moment, now):
            told.setdefault((one.article.key, one.language, one.sha256), one)
    return [
        ToldOn(one, len(shown.get(key, ())), tuple(dict.fromkeys(shown.get(key, ()))))
        for key, one in sorted(told.items())
    ]


def _beginning_between(begins: datetime, ends: datetime, now: datetime) -> list[Served]:
    told = serving.as_told_at(Audience.PUBLIC, ends, now)
    return [one for one in told if begins < one.starts_at <= ends]


def _shown(begins: datetime, ends: datetime) -> Mapping[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in AnswerShown.objects.filter(shown_at__gte=begins, shown_at__lte=ends):
        found.setdefault((row.article, row.language, row.sha256), []).append(row.text)
    return found


def times_shown(since: datetime) -> dict[str, int]:
    """How often each article was shown since a moment."""
    rows = AnswerShown.objects.filter(shown_at__gte=since).values_list("article").annotate(Count("id")).order_by()
    return dict(rows)
