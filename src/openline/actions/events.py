"""Telling live pages that something changed. An event holds ids only; the page asks again through the gate."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from openline.records.models import Event

CHANNEL = "openline_event"
WRITING = "writing"  # worth something only at its moment: it is not told again to a page that was away


def topic_of_conversation(conversation_id: object) -> str:
    return f"conversation:{conversation_id}"


def topic_of_seat(seat_id: object) -> str:
    return f"seat:{seat_id}"


def topic_of_queue(queue: str) -> str:
    return f"queue:{queue}"


def topic_of_person(person_id: object) -> str:
    return f"person:{person_id}"


def changed(topic: str, kind: str, now: datetime, **ids: object) -> None:
    """Writes the event with the rows that it tells of, and nudges the listeners once they are committed."""
    Event.objects.create(topic=topic, kind=kind, ids={name: str(value) for name, value in ids.items()}, at=now)
    if not any(hook[1] is _nudge for hook in connection.run_on_commit):
        transaction.on_commit(_nudge)


def _nudge() -> None:
    # A NOTIFY inside the transaction would make every commit of the server wait for the last one; here it
    # is a transaction of its own, and losing one costs a live page no more than its next poll.
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('synchronous_commit', 'off', false), pg_notify(%s, '')", [CHANNEL])
        cursor.execute("RESET synchronous_commit")
