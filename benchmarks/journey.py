"""What is measured: an intake, a turn, a timer, a claim. Each plays our own verbs as a page or the loop does."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import psycopg

from benchmarks.cost import Cost, counted
from openline.actions import access, clock, conversations, queues
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.conversation import Utterance
from openline.jobs import timers
from openline.records import models

OPEN_HOURS = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TO_A_PERSON = "I need an InfoPass appointment"
WHERE_IS_IT, RECEIPT = "where is my case", "MSC2607091001"
LANES, LANES_OF_A_SEAT, SEATS = 200, 8, 10

FILL = """
WITH numbered AS (
    SELECT nth, gen_random_uuid() AS id, %(start)s + nth * interval '10 milliseconds' AS at
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS nth
), contacts AS (
    INSERT INTO contact (id, person_id, channel, direction, language, called_from, callback_number,
        self_help_did_not_do, outcome, sealed_to, started_at)
    SELECT id, %(person)s, 'assistant', 'in', 'en', '', '', '', '', '', at FROM numbered RETURNING id
)
INSERT INTO work_item (id, kind, contact_id, lane_id, rank, state, enqueued_at)
SELECT gen_random_uuid(), 'contact', numbered.id, lanes.ids[1 + nth %% array_length(lanes.ids, 1)],
    (extract(epoch FROM at) * 1000)::bigint, 'waiting', at
FROM numbered, (SELECT array_agg(id ORDER BY id) AS ids FROM lane WHERE queue LIKE 'bench-%%') lanes
"""


def arrives() -> models.Conversation:
    """A person opens a conversation."""
    with acting_as(SYSTEM):
        now = clock.now()
        person = conversations.arrive("en", now)
    with acting_as(Actor.person(person.id)):
        return conversations.start(person, "assistant", "en", now).conversation


def says(conversation: models.Conversation, text: str) -> models.Conversation:
    with acting_as(SYSTEM):
        now = clock.now()
    actor = Actor.person(conversation.person_id)
    return conversations.take_turn(
        conversation.id, Utterance(text), actor, now, message_key=uuid.uuid4().hex
    ).conversation


def intake() -> models.Conversation:
    """From the first look at the page until the person is in the line."""
    conversation = says(arrives(), TO_A_PERSON)
    for answer in (RECEIPT, "yes"):
        if conversation.status == "waiting":
            break
        conversation = says(conversation, answer)
    assert conversation.status == "waiting", conversation.awaits
    return conversation


def cost_of_intakes(count: int, postmaster: int) -> Cost:
    with counted("intake: start, turns, in the line", postmaster) as cost:
        for _ in range(count):
            intake()
        cost.count = count
    return cost


def cost_of_turns(count: int, postmaster: int) -> Cost:
    """Turns of the case status flow: the question, and the receipt number with its look-up."""
    waiting = [arrives() for _ in range(count // 2)]
    with counted("turn: case status", postmaster) as cost:
        for conversation in waiting:
            says(says(conversation, WHERE_IS_IT), RECEIPT)
        cost.count = 2 * len(waiting)
    return cost


def cost_of_timers(postmaster: int) -> Cost:
    """The timers of the intakes before: each looks at a waiting contact, alerts, and sets the next."""
    with acting_as(SYSTEM):
        clock.move_by(timedelta(minutes=16))
        now = clock.now()
    with counted("timer fired", postmaster) as cost:
        while fired := timers.fire_due(now):
            cost.count += fired
    return cost


def fill_lanes(admin_url: str, waiting_now: int, waiting_then: int) -> None:
    """Puts contacts into two hundred lanes by SQL, without the checks that the app's own inserts pay for."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("SET synchronous_commit = off")
        admin.execute(
            "INSERT INTO lane (queue, requires) SELECT 'bench-' || nth, '' FROM generate_series(1, %s) AS nth"
            " ON CONFLICT DO NOTHING",
            [LANES],
        )
        person = admin.execute("SELECT id FROM person LIMIT 1").fetchone()
        assert person is not None
        facts = {"first": waiting_now + 1, "last": waiting_then, "person": person[0], "start": OPEN_HOURS}
        admin.execute(FILL, facts)
        admin.execute("VACUUM ANALYZE work_item")
        admin.execute("CHECKPOINT")


def seats_of_the_lanes() -> list[models.Seat]:
    """Seats that serve eight of the lanes each."""
    seats = []
    with acting_as(SYSTEM):
        lanes = list(models.Lane.objects.filter(queue__startswith="bench-").order_by("id"))
        for nth in range(SEATS):
            login = models.Login.objects.create_user(f"bench-{nth}@example.org")
            seat = models.Seat.objects.create(login=login, name="Bench", agent_id=f"B-{nth}", tier="tier_1")
            mine = lanes[nth * LANES_OF_A_SEAT : (nth + 1) * LANES_OF_A_SEAT]
            models.SeatLane.objects.bulk_create(models.SeatLane(seat=seat, lane=lane) for lane in mine)
            seats.append(seat)
    return seats


def cost_of_claims(count: int, waiting: int, seats: list[models.Seat], postmaster: int) -> Cost:
    with counted(f"claim, {waiting:,} waiting in {LANES} lanes", postmaster) as cost:
        for nth in range(count):
            seat = seats[nth % len(seats)]
            with acting_as(access.actor_of(seat)):
                assert queues.claim_next(seat, ("contact",), OPEN_HOURS) is not None
        cost.count = count
    return cost
