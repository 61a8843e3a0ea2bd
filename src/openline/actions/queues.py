"""Lanes, the claim of the next piece of work, who is here, and what goes back when they are not."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef

from openline.actions import events, house
from openline.domain.queues import QueuesRules, is_absent
from openline.domain.windows import duration
from openline.records import models

# For each lane of the seat its first eight, of all these the best two dozen, and of them the first that no
# other claim holds: few enough pages at any length of the queue, and in order between the lanes.
CLAIM_NEXT = """
WITH heads AS (
    SELECT head.id, head.rank
    FROM seat_lane, LATERAL (
        SELECT waiting.id, waiting.rank FROM work_item waiting
        WHERE waiting.lane_id = seat_lane.lane_id AND waiting.state = 'waiting'
        ORDER BY waiting.rank, waiting.id LIMIT 8
    ) head
    WHERE seat_lane.seat_id = %(seat)s
    ORDER BY head.rank, head.id LIMIT 24
), first_free AS (
    SELECT work_item.id FROM work_item JOIN heads ON heads.id = work_item.id
    WHERE work_item.state = 'waiting' AND work_item.kind = ANY(%(kinds)s)
    ORDER BY work_item.rank, work_item.id LIMIT 1
    FOR UPDATE OF work_item SKIP LOCKED
)
UPDATE work_item SET state = 'claimed', owner_id = %(seat)s, claimed_at = %(now)s
FROM first_free WHERE work_item.id = first_free.id AND NOT EXISTS (
    SELECT FROM contact WHERE contact.id = work_item.contact_id AND contact.channel = ANY(%(not_on)s)
)
RETURNING work_item.id
"""
TRIES_WHEN_OTHERS_HOLD_THE_HEADS = 5


def lane_for(queue: str, language: str) -> models.Lane:
    """The lane of a queue for work in one language."""
    lane, _ = models.Lane.objects.get_or_create(queue=queue, requires=_requires(language))
    return lane


def _requires(language: str) -> str:
    return f"language:{language}"


def serve_lanes(seat: models.Seat) -> None:
    """Works out anew which lanes a seat takes work from: its tier's queues, in the languages that it speaks."""
    models.SeatLane.objects.filter(seat=seat).delete()
    for key, queue in house.pack().queues.items():
        if queue.tier == seat.tier:
            for language in seat.languages:
                models.SeatLane.objects.create(seat=seat, lane=lane_for(key, language))


def served_now(queue: str, language: str, now: datetime, machine_now: datetime) -> bool:
    """Whether somebody who takes contacts of this queue in this language is at their desk. Presence is real time."""
    since = machine_now - duration(house.rules_at(QueuesRules, now).absent_after.value)
    lanes = models.SeatLane.objects.filter(lane__queue=queue, lane__requires=_requires(language))
    return lanes.filter(seat__presence__available=True, seat__presence__last_seen_at__gt=since).exists()


def enqueue(
    lane: models.Lane,
    *,
    kind: str,
    rank: int,
    now: datetime,
    contact: models.Contact | None = None,
    promise: models.Promise | None = None,
    matter: models.Matter | None = None,
) -> models.WorkItem:
    """Puts a piece of work into its lane at its rank: milliseconds of its moment, moved by its priority."""
    item = models.WorkItem.objects.create(
        kind=kind, lane=lane, rank=rank, enqueued_at=now, contact=contact, promise=promise, matter=matter
    )
    events.changed(events.topic_of_queue(lane.queue), "waiting", now, work_item=item.id)
    return item


def claim_next(
    seat: models.Seat, kinds: tuple[str, ...], now: datetime, *, not_on: Collection[str] = ()
) -> models.WorkItem | None:
    """The first piece of work that this seat may take, now its own; None when nothing waits for it.

    One statement, so that two seats never take the same and none waits for another. Where the first is a contact on
    one of the channels `not_on`, nothing is taken: it is passed over for nobody who came later.
    """
    for _ in range(TRIES_WHEN_OTHERS_HOLD_THE_HEADS):
        with connection.cursor() as cursor:
            cursor.execute(CLAIM_NEXT, {"seat": seat.id, "kinds": list(kinds), "now": now, "not_on": list(not_on)})
            row = cursor.fetchone()
        if row:
            item = models.WorkItem.objects.select_related("lane", "contact", "matter", "promise").get(id=row[0])
            events.changed(events.topic_of_queue(item.lane.queue), "claimed", now, work_item=item.id)
            return item
        head = waiting_for(seat).filter(kind__in=kinds).select_related("contact").order_by("rank", "id").first()
        if head is None or (head.contact is not None and head.contact.channel in not_on):
            return None
    return None


def claim_this(seat: models.Seat, item_id: uuid.UUID, now: datetime) -> models.WorkItem | None:
    """One piece of work that the seat chose, if it still waits in one of the seat's lanes; else None."""
    taken = waiting_for(seat).filter(id=item_id).update(state="claimed", owner=seat, claimed_at=now)
    if not taken:
        return None
    item = models.WorkItem.objects.select_related("lane", "matter", "promise").get(id=item_id)
    events.changed(events.topic_of_queue(item.lane.queue), "claimed", now, work_item=item.id)
    return item


def waiting_for(seat: models.Seat):  # a queryset of WorkItem
    """What waits in the lanes of one seat."""
    mine = models.SeatLane.objects.filter(seat=seat, lane=OuterRef("lane"))
    return models.WorkItem.objects.filter(Exists(mine), state="waiting")


def contacts_held(seat: models.Seat) -> list[models.WorkItem]:
    """The live contacts in the seat's hands, the one taken first at the head."""
    held = models.WorkItem.objects.filter(owner=seat, state="claimed", kind="contact")
    return list(held.select_related("contact", "matter", "lane").order_by("claimed_at", "id"))


def held_by(seat: models.Seat, contact: models.Contact) -> models.WorkItem | None:
    """The work of this contact, locked, if it is in the seat's hands."""
    held = models.WorkItem.objects.select_for_update(of=("self",)).filter(contact=contact, owner=seat, state="claimed")
    return held.select_related("lane").first()


def step_away(item: models.WorkItem, now: datetime) -> bool:
    """The person of a waiting contact is away: it is passed over and keeps its rank. False when it waits no longer."""
    gone = models.WorkItem.objects.filter(id=item.id, state="waiting", kind="contact").update(state="away")
    if gone:
        events.changed(events.topic_of_queue(item.lane.queue), "away", now, work_item=item.id)
    return bool(gone)


def come_back(contact_id: uuid.UUID, now: datetime) -> bool:
    """The person of a contact is there again, at the rank that they had. False when they were not away."""
    item = models.WorkItem.objects.filter(contact_id=contact_id, state="away").select_related("lane").first()
    if item is None or not models.WorkItem.objects.filter(id=item.id, state="away").update(state="waiting"):
        return False
    models.PersonPresence.objects.filter(conversation__contact=contact_id).update(left_at=None)
    events.changed(events.topic_of_queue(item.lane.queue), "waiting", now, work_item=item.id)
    return True


def put_back(item: models.WorkItem, now: datetime) -> None:
    """Work goes back to its lane with its place kept: neither rank nor clock starts again."""
    models.WorkItem.objects.filter(id=item.id, state="claimed").update(state="waiting", owner=None, claimed_at=None)
    events.changed(events.topic_of_queue(item.lane.queue), "waiting", now, work_item=item.id)


def hand_on(item: models.WorkItem, lane: models.Lane, now: datetime) -> None:
    """Work goes to another lane at the rank that it has: a transfer never starts the wait again."""
    models.WorkItem.objects.filter(id=item.id).update(state="waiting", owner=None, claimed_at=None, lane=lane)
    events.changed(events.topic_of_queue(lane.queue), "waiting", now, work_item=item.id)


def finish(item: models.WorkItem, now: datetime) -> None:
    models.WorkItem.objects.filter(id=item.id).exclude(state="done").update(state="done", done_at=now)


def heard_of(seat: models.Seat, machine_now: datetime) -> None:
    """Notes in real time that the seat's page is open."""
    models.Presence.objects.update_or_create(seat=seat, defaults={"last_seen_at": machine_now, "available": True})


def absent(seat: models.Seat, now: datetime, machine_now: datetime) -> bool:
    """Whether the seat has been unheard of for longer than the rule allows. Real time, whatever the demo clock."""
    presence = models.Presence.objects.filter(seat=seat).first()
    if presence is None:
        return True
    rules = house.rules_at(QueuesRules, now)
    return is_absent(presence.last_seen_at, machine_now, rules)
