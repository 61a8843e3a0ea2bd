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
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('openline.actor', %s, true), set_config('openline.person_id', %s, true),"
                " set_config('openline.seat_id', %s, true), set_config('openline.sees_sealed', %s, true)",
                [
                    actor.kind,
                    str(actor.person_id or ""),
                    str(actor.seat_id or ""),
                    "yes" if actor.sees_sealed else "no",
                ],
            )
        yield actor
