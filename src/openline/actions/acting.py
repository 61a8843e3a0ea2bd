"""Who acts. Every request and every job does its work in one transaction that says so to the database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom the database lets see what. Made by `person`, `seat`, `SYSTEM` or `NOBODY`, not by hand."""

    kind: str
    person_id: uuid.UUID | None = None
    seat_id: uuid.UUID | None = None
    sees_sealed: bool = False

    @classmethod
    def person(cls, person_id: uuid.UUID) -> Actor:
        """A member of the public: sees what is theirs."""
        return cls(kind="person", person_id=person_id)

    @classmethod
    def seat(cls, seat_id: uuid.UUID, *, sees_sealed: bool) -> Actor:
        """A staff member: sees all but what is sealed to a tier above theirs. `access` narrows it further."""
        return cls(kind="seat", seat_id=seat_id, sees_sealed=sees_sealed)

    def __str__(self) -> str:
        return f"{self.kind}:{self.person_id or self.seat_id or ''}"


SYSTEM = Actor(kind="system")
NOBODY = Actor(kind="nobody")


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """One transaction in which row security shows what `actor` may see, and nothing to nobody.

    It never nests: a look-up at an outside system belongs between two of these, not inside one.
    """
    with transaction.atomic(durable=True):
        _set(*_variables(actor))
        yield actor


def _variables(actor: Actor) -> tuple[str, str, str, str]:
    seen = "yes" if actor.sees_sealed else "no"
    return actor.kind, str(actor.person_id or ""), str(actor.seat_id or ""), seen


def _set(kind: str, person_id: str, seat_id: str, sees_sealed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('openline.actor', %s, true), set_config('openline.person_id', %s, true),"
            " set_config('openline.seat_id', %s, true), set_config('openline.sees_sealed', %s, true)",
            [kind, person_id, seat_id, sees_sealed],
        )


@contextmanager
def within(actor: Actor) -> Iterator[None]:
    """For a few statements of a transaction that is under way, acts as somebody else; then as before.

    Only for what was proven just before: a matter found by its number and the code sent to its address.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('openline.actor', true), current_setting('openline.person_id', true),"
            " current_setting('openline.seat_id', true), current_setting('openline.sees_sealed', true)"
        )
        before = cursor.fetchone()
    _set(*_variables(actor))
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set(*(value or "" for value in before or ("", "", "", "")))
