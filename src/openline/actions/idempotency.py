"""The same command again changes nothing and gets the same answer, however often a client repeats it.

A key is one actor's, for one route and one body. Its row is written and committed before the command runs,
so that of two calls at once the second one knows. Times are real time, whatever the demo clock says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from openline.actions.acting import SYSTEM, acting_as
from openline.gateways.clock import machine_now
from openline.records import models

KEPT_FOR = timedelta(hours=24)
# After this long without an answer, the process that took the command is taken for dead.
LONGEST_COMMAND = timedelta(minutes=2)


class OtherBody(Exception):
    """The key was used for a command with another body; a new command needs a new key."""


class StillRunning(Exception):
    """The same command is being carried out at this moment; ask again for its answer."""


@dataclass(frozen=True, slots=True)
class Command:
    """What makes two calls the same command."""

    actor: str
    route: str
    key: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered the first time."""

    status: int
    answer: Any


def take(command: Command) -> Answered | None:
    """None when the command is to be carried out now, else its first answer; raises OtherBody or StillRunning.

    Whoever gets None owes a `settle`, or a `release` when the command came to nothing.
    """
    now = machine_now()
    with acting_as(SYSTEM):
        row, fresh = models.IdempotencyKey.objects.get_or_create(
            actor=command.actor,
            route=command.route,
            key=command.key,
            defaults={"body_hash": command.body_hash, "taken_at": now},
        )
        if fresh or _taken_over(row, command, now):
            return None
    if row.body_hash != command.body_hash:
        raise OtherBody
    if row.status is None:
        raise StillRunning
    return Answered(row.status, row.answer)


def _taken_over(row: models.IdempotencyKey, command: Command, now: datetime) -> bool:
    """Whether the key was too old to count, or its process died without an answer, and is ours now."""
    forgotten = row.taken_at < now - KEPT_FOR
    died = row.status is None and row.body_hash == command.body_hash and row.taken_at < now - LONGEST_COMMAND
    if not (forgotten or died):
        return False
    same = models.IdempotencyKey.objects.filter(id=row.id, taken_at=row.taken_at)
    return bool(same.update(taken_at=now, body_hash=command.body_hash, status=None, answer=None))


def settle(command: Command, answered: Answered) -> None:
    """Keeps the answer for the next time."""
    with acting_as(SYSTEM):
        _row(command).update(status=answered.status, answer=answered.answer)


def release(command: Command) -> None:
    """The command came to nothing: the same key may carry it out after all."""
    with acting_as(SYSTEM):
        _row(command).filter(status=None).delete()


def forget_old() -> int:
    """Deletes the keys that no longer count; how many."""
    with acting_as(SYSTEM):
        return models.IdempotencyKey.objects.filter(taken_at__lt=machine_now() - KEPT_FOR).delete()[0]


def _row(command: Command) -> Any:
    return models.IdempotencyKey.objects.filter(actor=command.actor, route=command.route, key=command.key)
