"""What the supervisor can count of live help. Called as a seat: what is sealed above it is not in any number.

Counts that are too small to be told are None, by the rule; a report never says one that could point at somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from openline.actions import house
from openline.domain.chats import told_count
from openline.domain.contacts import ContactsRules
from openline.records import models

MONTHS_TOLD = 12
SELF_SERVICE_FAILED = "self_service_failed"

BY_REASON = """
SELECT date_trunc('month', contact.started_at AT TIME ZONE %(zone)s)::date, reason, count(*)
FROM wrap_up JOIN contact ON contact.id = wrap_up.contact_id,
    LATERAL jsonb_array_elements_text(wrap_up.reasons) AS reason
WHERE wrap_up.state = 'done' GROUP BY 1, 2
"""
BY_MATTER = """
SELECT (contact.started_at AT TIME ZONE %(zone)s)::date, matter.about,
    coalesce(nullif(wrap_up.self_help, ''), contact.self_help_did_not_do) = %(failed)s, count(*)
FROM wrap_up JOIN contact ON contact.id = wrap_up.contact_id JOIN matter ON matter.id = contact.matter_id
GROUP BY 1, 2, 3
"""
BY_LANGUAGE = """
WITH wish AS (
    SELECT date_trunc('month', contact.started_at AT TIME ZONE %(zone)s)::date AS month,
        contact.language_wished AS word,
        coalesce((SELECT interpreter.present AND interpreter.consents FROM interpreter
            WHERE interpreter.contact_id = contact.id ORDER BY interpreter.recorded_at DESC LIMIT 1), false) AS helped
    FROM contact WHERE contact.language_wished <> '' AND NOT contact.language_wished = ANY(%(spoken)s)
)
SELECT month, word, count(*) FILTER (WHERE NOT helped), count(*) FILTER (WHERE helped) FROM wish GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many in one month of one kind; `count` and `part` are None where they are too small to be told."""

    month: date
    word: str
    count: int | None
    part: int | None = None


def by_reason(now: datetime) -> list[Count]:
    """Live contacts by what they were about, as their agents wrapped them up, the latest month first."""
    return _told(((month, word, many, 0) for month, word, many in _rows(BY_REASON)), now)


def could_have_been_self_help(now: datetime) -> list[Count]:
    """Live contacts for whose matter self-service exists (TIER-9); `part`: those in which it had been tried and failed.

    Whether it exists is told by the rules of each contact's own day.
    """
    found: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    for day, about, failed, many in _rows(BY_MATTER, failed=SELF_SERVICE_FAILED):
        rule = house.pack().rules_on(ContactsRules, day).self_service_only
        if rule.known and about in rule.value:
            counts = found[day.replace(day=1), about]
            counts[0] += many
            counts[1] += many if failed else 0
    return _told(((month, about, counts[0], counts[1]) for (month, about), counts in found.items()), now)


def unmet_language_wishes(now: datetime) -> list[Count]:
    """Contacts that wished for a language that is not served, by month (HRS-11).

    `count`: those in which nobody spoke it; `part`: those that went on with an interpreter whom the person brought and
    agreed to. Neither is served by the center, and both weigh when a further language is thought of.
    """
    spoken = list(house.pack().agency.languages)
    return _told(_rows(BY_LANGUAGE, spoken=spoken), now)


def wrap_ups_owed() -> int:
    """How many live contacts have ended and are not wrapped up yet."""
    return models.WrapUp.objects.filter(state="owed").count()


def _rows(sql: str, **facts: str | list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"zone": house.home_zone(), **facts})
        return cursor.fetchall()


def _told(counted: Iterable[tuple[Any, ...]], now: datetime) -> list[Count]:
    rules = house.rules_at(ContactsRules, now)
    rows = [
        Count(month, word, told_count(many, rules).outcome, told_count(part, rules).outcome)
        for month, word, many, part in counted
    ]
    newest = sorted({row.month for row in rows}, reverse=True)[:MONTHS_TOLD]
    return sorted(
        (row for row in rows if row.month in newest),
        key=lambda row: (-row.month.toordinal(), -(row.count or 0), row.word),
    )
