"""Who gets a person, when live help is open, who may be told, and what a hand-over must name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.domain.calendars import at, eve_of_thanksgiving, federal_calendar, sunday_at_three, thanksgiving_noon
from tests.unit.domain.rules_in_force import (
    contacts_in_force,
    hours_in_force,
    identity_in_force,
    not_known,
    queues_in_force,
    with_rules,
)

from openline.domain.contacts import PersonFor, person_for
from openline.domain.hours import ClosedUntil, OpenNow, live_chat_now, live_help_now, open_now
from openline.domain.identity import NotTold, Telling, what_may_be_told
from openline.domain.queues import Escalation, Presence, escalate, is_absent, presence, rank
from openline.domain.rules import NoRuleInForce

# Hours


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at("2026-11-25 07:59"), ClosedUntil(at("2026-11-25 08:00"))),
        (at("2026-11-25 08:00"), OpenNow(at("2026-11-25 20:00"))),
        (at("2026-11-25 19:59"), OpenNow(at("2026-11-25 20:00"))),
        (at("2026-11-25 20:00"), ClosedUntil(at("2026-11-27 08:00"))),
        (thanksgiving_noon, ClosedUntil(at("2026-11-27 08:00"))),
        (sunday_at_three, ClosedUntil(at("2026-11-30 08:00"))),
    ],
)
def test_live_help_says_when_it_closes_or_opens_next(now, expected) -> None:  # type: ignore[no-untyped-def]
    decision = live_help_now(now, hours_in_force, federal_calendar)
    assert decision.outcome == expected
    assert [ref.address for ref in decision.because] == ["hours.live_help"]


def test_chat_follows_its_own_rule() -> None:
    early = at("2026-11-25 08:30")
    assert isinstance(live_help_now(early, hours_in_force, federal_calendar).outcome, OpenNow)
    assert live_chat_now(early, hours_in_force, federal_calendar).outcome == ClosedUntil(at("2026-11-25 09:00"))


def test_self_help_never_closes() -> None:
    assert open_now(sunday_at_three, hours_in_force.self_help, federal_calendar).outcome == OpenNow(None)


def test_hours_before_their_first_rule_name_the_file() -> None:
    with pytest.raises(NoRuleInForce, match="live_help"):
        live_help_now(
            eve_of_thanksgiving, with_rules(hours_in_force, live_help=not_known("hours", "live_help")), federal_calendar
        )


# Contacts


@pytest.mark.parametrize(
    ("intent", "asked", "failed", "word"),
    [
        ("live_agent", False, False, PersonFor.ASK_THE_MATTER),
        ("live_agent", True, False, PersonFor.QUEUE),
        ("case_status", False, False, PersonFor.NO_PERSON_OFFERED),
        ("case_status", True, False, PersonFor.SELF_SERVICE_FIRST),
        ("case_status", False, True, PersonFor.QUEUE),
        ("case_status", True, True, PersonFor.QUEUE),
        ("field_office_appointment", False, False, PersonFor.QUEUE),
        ("emergency_advance_parole", False, False, PersonFor.QUEUE_AS_EMERGENCY),
        ("complaint", False, False, PersonFor.QUEUE),
    ],
)
def test_a_matter_earns_a_person_only_as_the_rules_say(intent: str, asked: bool, failed: bool, word: PersonFor) -> None:
    decision = person_for(intent, asked, failed, contacts_in_force)
    assert decision.outcome is word
    assert decision.because


# Identity

name_and_birth = {"name", "date_of_birth"}


def test_a_case_opens_to_an_applicant_on_record_whose_facts_agree() -> None:
    told = what_may_be_told("applicant", name_and_birth, True, identity_in_force).outcome
    assert (told.telling, told.refusal, told.case_opens) == (Telling.CASE_OPENS, None, True)


@pytest.mark.parametrize(
    ("standing", "agreed", "on_record", "refusal"),
    [
        (None, name_and_birth, True, NotTold.STANDING_NOT_TOLD),
        ("neighbor", name_and_birth, True, NotTold.STANDING_NOT_TOLD),
        ("attorney_on_record", name_and_birth, False, NotTold.NOT_ON_RECORD),
        ("applicant", {"name"}, True, NotTold.IDENTITY_NOT_ESTABLISHED),
        ("applicant", set(), True, NotTold.IDENTITY_NOT_ESTABLISHED),
    ],
)
def test_anyone_else_leaves_this_conversation_only(
    standing: str | None, agreed: set[str], on_record: bool, refusal: NotTold
) -> None:
    decision = what_may_be_told(standing, agreed, on_record, identity_in_force)
    assert (decision.outcome.telling, decision.outcome.refusal) == (Telling.THIS_CONVERSATION_ONLY, refusal)
    assert not decision.outcome.case_opens
    assert len(decision.because) == 2


# Queues


@pytest.mark.parametrize(
    ("urgency", "reason", "word"),
    [
        ("urgent", "emergency_travel", Escalation.ESCALATED),
        ("regular", "beyond_tier_1", Escalation.ESCALATED),
        (None, "emergency_travel", Escalation.URGENCY_MISSING),
        ("someday", "emergency_travel", Escalation.URGENCY_UNKNOWN),
        ("urgent", "", Escalation.REASON_MISSING),
        ("urgent", "because", Escalation.REASON_UNKNOWN),
    ],
)
def test_no_hand_over_without_an_urgency_and_a_reason(
    urgency: str | None, reason: str | None, word: Escalation
) -> None:
    assert escalate(urgency, reason, queues_in_force).outcome is word


def test_a_hand_over_carries_only_what_the_rule_asks_for() -> None:
    lenient = with_rules(queues_in_force, escalation_carries=frozenset({"reason"}))
    assert escalate(None, "emergency_travel", lenient).outcome is Escalation.ESCALATED


def test_who_came_first_is_next_unless_an_emergency_is_put_ahead() -> None:
    first, a_minute_later = rank(eve_of_thanksgiving), rank(eve_of_thanksgiving + timedelta(minutes=1))
    assert a_minute_later - first == 60_000
    assert rank(eve_of_thanksgiving + timedelta(minutes=1), ahead_ms=60_001) < first


def test_an_agent_is_absent_from_the_moment_that_the_rule_names() -> None:
    just_seen_enough = eve_of_thanksgiving + timedelta(minutes=2, milliseconds=-1)
    just_too_long = eve_of_thanksgiving + timedelta(minutes=2)
    assert presence(eve_of_thanksgiving, just_seen_enough, queues_in_force).outcome is Presence.PRESENT
    assert presence(eve_of_thanksgiving, just_too_long, queues_in_force).outcome is Presence.ABSENT
    assert is_absent(eve_of_thanksgiving, just_too_long, queues_in_force)
    assert not is_absent(eve_of_thanksgiving, just_seen_enough, queues_in_force)
