"""Each thing that the doctor looks for, broken once: where the database refuses the break, it must say so first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import IntegrityError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from tests.conftest import Clock
from tests.integration import center

from openline.actions import house
from openline.gateways.clock import told_by
from openline.jobs import moving
from openline.project.settings.database import database_from
from openline.records import doctor

CHECK = "open_matter_has_one_owner_an_action_and_a_timer"
WORK, NEXT_TIMER = "open_promise_has_its_work", "next_timer_is_still_to_come"
OPEN, CLOSED = "(SELECT id FROM promise WHERE state = 'open')", "(SELECT id FROM promise WHERE state <> 'open')"
ONE_SEAT = "owner_id = (SELECT owner_id FROM work_item WHERE state = 'claimed' AND kind = 'contact')"
AN_ANSWERED_QUESTION = "how do I find a doctor for the medical exam?"
CLOSED_MATTER = "(SELECT id FROM matter WHERE state = 'closed' LIMIT 1)"


@dataclass(frozen=True)
class Break:
    """What is found, the statement that breaks it, and the constraint by which the database refuses that."""

    finding: str
    sql: str
    refused_by: str = ""


BREAKS = (
    Break("open_matter_has_one_owner", "UPDATE matter SET owner_queue = '' WHERE state = 'open'", CHECK),
    Break("open_matter_has_a_next_action", "UPDATE matter SET next_action = '' WHERE state = 'open'", CHECK),
    Break(
        "open_matter_has_a_timer_to_come",
        "UPDATE matter SET next_timer_id = (SELECT id FROM timer WHERE fired_at IS NOT NULL LIMIT 1)"
        " WHERE state = 'open'",
        NEXT_TIMER,
    ),
    Break("closed_matter_waits_for_nothing", "UPDATE matter SET owner_queue = 'x' WHERE state = 'closed'", CHECK),
    Break(
        "seat_that_owns_a_matter_holds_its_work",
        "UPDATE matter SET owner_queue = '', owner_seat_id = (SELECT id FROM seat LIMIT 1)"
        " WHERE next_action = 'call_the_person'",
    ),
    Break(
        "matter_that_waits_to_be_answered_has_a_contact",
        "UPDATE work_item SET state = 'done', done_at = enqueued_at WHERE state = 'waiting' AND kind = 'contact'",
    ),
    Break(
        "due_timer_has_fired",
        "UPDATE timer SET due = due - interval '400 days' WHERE fired_at IS NULL AND cancelled_at IS NULL",
    ),
    Break("timer_fires_when_it_is_due", "UPDATE timer SET due = due + interval '1 day' WHERE fired_at IS NOT NULL"),
    Break(
        "timer_wakes_something_that_waits",
        f"UPDATE timer SET fired_at = NULL, cancelled_at = NULL WHERE matter_id = {CLOSED_MATTER}",
    ),
    Break(
        "open_promise_has_one_open_work_item",
        f"UPDATE work_item SET state = 'done', done_at = enqueued_at WHERE promise_id IN {OPEN}",
        WORK,
    ),
    Break(
        "closed_promise_has_no_open_work_item",
        "UPDATE work_item SET state = 'waiting', done_at = NULL, owner_id = NULL, claimed_at = NULL"
        f" WHERE promise_id IN {CLOSED}",
        WORK,
    ),
    Break("open_promise_has_a_timer", f"UPDATE timer SET promise_id = NULL WHERE promise_id IN {OPEN}"),
    Break(
        "open_promise_belongs_to_an_open_matter",
        f"UPDATE promise SET matter_id = {CLOSED_MATTER} WHERE state = 'open'",
    ),
    Break(
        "matter_has_one_open_promise_of_a_kind",
        "UPDATE promise SET state = 'open', outcome = '', closed_at = NULL, proof_id = NULL,"
        " matter_id = (SELECT matter_id FROM promise WHERE state = 'open') WHERE state <> 'open'",
        WORK,
    ),
    Break(
        "promise_ends_after_it_is_made",
        "UPDATE promise SET promised_by = made_at - interval '1 day' WHERE state = 'open'",
        "promise_is_due_after_it_was_made",
    ),
    Break("promise_rests_on_a_known_rule_entry", "UPDATE promise SET rule_sha256 = repeat('0', 64)"),
    Break("callback_promise_has_a_callback", "DELETE FROM callback_number"),
    Break(
        "callback_is_planned_in_time_or_alerted",
        "UPDATE callback SET planned_until = planned_until + interval '60 days'",
    ),
    Break("closed_promise_has_proof", "UPDATE promise SET proof_id = gen_random_uuid() WHERE state <> 'open'"),
    Break(
        "outcome_agrees_with_time",
        "UPDATE promise SET outcome = 'kept_late' WHERE outcome = 'kept'",
        "kept_promise_was_closed_in_time_and_a_late_one_after",
    ),
    Break("kept_promise_was_kept_by_its_proof", "UPDATE call_attempt SET answer = 'none' WHERE answer = 'spoken'"),
    Break(
        "superseded_promise_names_another",
        "UPDATE promise SET outcome = 'superseded' WHERE state <> 'open'",
        "superseded_promise_names_the_one_that_took_its_place",
    ),
    Break("met_by_all_attempts", "DELETE FROM call_attempt WHERE ordinal = 1"),
    Break("no_more_attempts_than_owed", "UPDATE call_attempt SET ordinal = 3 WHERE ordinal = 2"),
    Break(
        "second_attempt_keeps_its_distance",
        "UPDATE call_attempt SET made_at = made_at - interval '50 minutes' WHERE ordinal = 2",
    ),
    Break(
        "nobody_is_called_after_the_promise_ended",
        "UPDATE call_attempt SET made_at = made_at + interval '2 days'",
    ),
    Break(
        "claimed_work_item_has_an_owner",
        "UPDATE work_item SET owner_id = NULL WHERE state = 'claimed'",
        "claimed_work_has_an_owner_and_no_other_has",
    ),
    Break(
        "one_open_work_item_for_a_contact",
        "INSERT INTO work_item (id, kind, contact_id, matter_id, lane_id, rank, state, enqueued_at)"
        " SELECT gen_random_uuid(), kind, contact_id, matter_id, lane_id, rank, state, enqueued_at"
        " FROM work_item WHERE state = 'waiting' AND kind = 'contact'",
        "one_open_work_item_for_a_contact",
    ),
    Break("seat_claims_only_what_it_serves", "DELETE FROM seat_lane"),
    Break(
        "seat_holds_no_more_contacts_than_the_rule_allows",
        f"UPDATE work_item SET state = 'claimed', claimed_at = enqueued_at, done_at = NULL, {ONE_SEAT}"
        " WHERE kind = 'contact'",
    ),
    Break(
        "seat_holds_one_call_and_nothing_else",
        "WITH by_phone AS (UPDATE contact SET channel = 'typed_voice' RETURNING id)"
        f" UPDATE work_item SET state = 'claimed', claimed_at = enqueued_at, {ONE_SEAT}"
        " WHERE state = 'waiting' AND kind = 'contact'",
    ),
    Break(
        "away_contact_has_its_place_kept",
        "UPDATE work_item SET state = 'away' WHERE state = 'waiting' AND kind = 'contact'",
    ),
    Break("live_contact_that_ended_is_wrapped_up_or_owed", "DELETE FROM wrap_up"),
    Break(
        "work_belongs_to_the_matter_of_its_subject",
        f"UPDATE work_item SET matter_id = {CLOSED_MATTER} WHERE state = 'waiting'",
    ),
    Break("waiting_contact_is_looked_after", "UPDATE timer SET kind = 'x' WHERE kind = 'contact_still_waiting'"),
    Break(
        "conversation_stands_where_its_work_stands",
        "UPDATE conversation SET status = 'self_service' WHERE status = 'waiting'",
    ),
    Break("ended_conversation_ends_its_contact", "UPDATE contact SET ended_at = NULL"),
    Break("messages_are_numbered_without_a_gap", "DELETE FROM message WHERE position = 2"),
    Break(
        "message_key_is_used_once",
        "UPDATE message SET message_key = 'same' WHERE sender = 'person'",
        "message_key_once",
    ),
    Break(
        "matter_and_contact_have_one_person",
        "UPDATE contact SET person_id = (SELECT person_id FROM contact ORDER BY started_at DESC LIMIT 1)",
    ),
    Break(
        "waiting_notice_has_a_next_try",
        "UPDATE notice SET next_try_at = NULL WHERE state = 'waiting'",
        "waiting_notice_has_a_next_try",
    ),
    Break(
        "due_notice_is_tried",
        "UPDATE notice SET next_try_at = next_try_at - interval '400 days' WHERE state = 'waiting'",
    ),
    Break(
        "handed_over_notice_says_when",
        "UPDATE notice SET handed_over_at = NULL WHERE state = 'handed_over'",
        "handed_over_notice_says_when",
    ),
    Break(
        "notice_goes_once_to_an_address",
        "UPDATE notice SET form = 'text', address = 'x', key = 'same:' || id WHERE state = 'handed_over'",
    ),
    Break(
        "notice_that_failed_is_known_to_somebody",
        "UPDATE notice SET state = 'failed', next_try_at = NULL WHERE state = 'waiting'",
    ),
    Break("shown_answer_has_its_version", "DELETE FROM article_version WHERE NOT internal"),
    Break("shown_answer_stands_in_its_message", "UPDATE answer_shown SET text = 'something else'"),
    Break("row_security_is_in_force", "ALTER TABLE notice NO FORCE ROW LEVEL SECURITY"),
    Break("ledger_triggers_stand", "ALTER TABLE promise DISABLE TRIGGER open_promise_has_its_work"),
    Break("ledger_constraints_stand", f"ALTER TABLE matter DROP CONSTRAINT {CHECK}"),
    Break("app_does_not_own_its_tables", "SELECT 1"),
)


@pytest.fixture(scope="module")
def played_until(django_db_setup: None, django_db_blocker: object) -> Iterator[datetime]:
    """A center with something in every state, played once for all of these tests."""
    held = Clock()
    with django_db_blocker.unblock(), told_by(lambda: held.machine):  # type: ignore[attr-defined]
        officer = center.new_seat("tier_2")
        kept, missed = center.a_promised_call(), center.a_promised_call()
        moving.advance_to(max(center.in_the_middle(kept), center.in_the_middle(missed)))
        center.calls(officer, kept, "spoken")
        center.calls(officer, missed, "none")
        moving.advance_to(center.now() + timedelta(minutes=75))
        center.calls(officer, missed, "none")
        center.waits_for_a_person()
        moving.advance_to(center.now() + timedelta(minutes=20))
        center.takes_next(center.new_seat())
        center.a_promised_call("regular")
        center.says(center.waits_for_a_person(), "is anybody there?")
        center.says(center.arrives(), AN_ANSWERED_QUESTION)
        yield center.now()
        tables = ", ".join(connections["default"].introspection.table_names())
        with connections["default"].cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables} CASCADE")


@pytest.fixture
def as_owner(played_until: datetime) -> Iterator[BaseDatabaseWrapper]:
    """The owner of the tables in a transaction that is undone."""
    yield from _transaction(os.environ["OPENLINE_OWNER_URL"])


def _transaction(url: str) -> Iterator[BaseDatabaseWrapper]:
    through = connections["default"].copy("other")
    through.settings_dict.update(database_from(url), OPTIONS={}, AUTOCOMMIT=False)
    through.inc_thread_sharing()
    try:
        with through.cursor() as cursor:
            cursor.execute("SELECT set_config('openline.actor', 'system', true)")
        yield through
    finally:
        through.rollback()
        through.close()


def _found(through: BaseDatabaseWrapper, now: datetime) -> set[str]:
    return {finding.name for finding in doctor.examine(house.pack(), now, through=through)}


def test_the_played_center_is_healthy_but_for_whom_the_owner_is(
    as_owner: BaseDatabaseWrapper, played_until: datetime
) -> None:
    assert _found(as_owner, played_until) == {"app_does_not_own_its_tables"}


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.finding)
def test_the_doctor_finds(broken: Break, as_owner: BaseDatabaseWrapper, played_until: datetime) -> None:
    with as_owner.cursor() as cursor:
        if broken.refused_by:
            mark = as_owner.savepoint()
            with pytest.raises(IntegrityError, match=broken.refused_by):
                cursor.execute(broken.sql)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            as_owner.savepoint_rollback(mark)
            _take_away(cursor, broken.refused_by)
        cursor.execute(broken.sql)
        assert cursor.rowcount != 0
    assert broken.finding in _found(as_owner, played_until)


def _take_away(cursor: object, name: str) -> None:
    """Drops what refuses, as a hand in the database could, for this transaction only."""
    execute = cursor.execute  # type: ignore[attr-defined]
    execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s AND contype = 'c'", [name])
    for (table,) in cursor.fetchall():  # type: ignore[attr-defined]
        execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [name])
    for (table,) in cursor.fetchall():  # type: ignore[attr-defined]
        execute(f"DROP TRIGGER {name} ON {table}")
    execute(f"DROP INDEX IF EXISTS {name}")


def test_the_doctor_finds_an_app_that_is_superuser(played_until: datetime) -> None:
    parts = psycopg.conninfo.conninfo_to_dict(os.environ["OPENLINE_ADMIN_URL"])
    app = psycopg.conninfo.conninfo_to_dict(os.environ["OPENLINE_DATABASE_URL"])
    url = psycopg.conninfo.make_conninfo(**{**parts, "dbname": app["dbname"]})
    for through in _transaction(url):
        assert "app_is_no_superuser" in _found(through, played_until)


def test_each_check_of_the_doctor_is_provoked_here() -> None:
    provoked = {broken.finding for broken in BREAKS} | {"app_is_no_superuser"}
    assert provoked == {check.name for check in doctor.CHECKS}
