"""The doctor: proves over the whole database what the promise ledger promises.

Each check is one statement over all rows; nothing is repaired and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from openline.domain.windows import duration
from openline.policy import AgencyPack
from openline.records.doctor import answers, database, matters, notices, promises, work
from openline.records.doctor.finding import Check, Finding

__all__ = ["CHECKS", "CannotSeeEverything", "Check", "Finding", "examine"]

CHECKS: tuple[Check, ...] = (
    *matters.CHECKS,
    *promises.CHECKS,
    *work.CHECKS,
    *notices.CHECKS,
    *answers.CHECKS,
    *database.CHECKS,
)
# A loop that is busy or was just started is not a fault: longer than the longest lease of a notice.
SOME_TIME = timedelta(minutes=5)


class CannotSeeEverything(Exception):
    """The doctor was not called as the system: row security would hide what is wrong. Call it in acting_as(SYSTEM)."""


def examine(pack: AgencyPack, now: datetime, *, through: BaseDatabaseWrapper | None = None) -> Iterator[Finding]:
    """Everything that does not hold, by the rules of `pack`, seen `through` a connection, or the usual one.

    Call it as the system, in a transaction.
    """
    with (through or connection).cursor() as cursor:
        cursor.execute("SELECT current_setting('openline.actor', true)")
        if cursor.fetchone() != ("system",):
            raise CannotSeeEverything(str(CannotSeeEverything.__doc__))
        facts = _facts(pack, now)
        for check in CHECKS:
            cursor.execute(check.sql, facts)
            for (row_id,) in cursor.fetchall():
                yield check.finding(row_id)


def _facts(pack: AgencyPack, now: datetime) -> dict[str, Any]:
    """What the statements compare with: the time, and every rule entry that the pack knows."""
    refs = [entry.ref for rule in pack.rules.values() for entry in rule.entries]
    attempts = [entry for entry in pack.rules["callbacks.attempts"].entries if not entry.ends]
    chats = [entry for entry in pack.rules["contacts.chats_at_once"].entries if not entry.ends]
    alone = [entry for entry in pack.rules["contacts.one_at_a_time"].entries if not entry.ends]
    return {
        "chats_from": [entry.in_force_from for entry in chats],
        "chats_at_once": [entry.value for entry in chats],
        "alone_from": [entry.in_force_from for entry in alone for _ in entry.value],
        "alone_on": [channel for entry in alone for channel in sorted(entry.value)],
        "some_time_ago": now - SOME_TIME,
        "home_zone": pack.agency.home_zone,
        "addresses": [ref.address for ref in refs],
        "in_force_from": [ref.in_force_from for ref in refs],
        "sha256": [ref.sha256 for ref in refs],
        "attempts_from": [entry.in_force_from for entry in attempts],
        "attempts_count": [entry.value.count for entry in attempts],
        "attempts_least": [duration(entry.value.next_after.least) for entry in attempts],
        "attempts_most": [duration(entry.value.next_after.most) for entry in attempts],
        "constraints": _constraints(),
    }


def _constraints() -> list[str]:
    models = apps.get_app_config("records").get_models()
    return sorted({constraint.name for model in models for constraint in model._meta.constraints})
