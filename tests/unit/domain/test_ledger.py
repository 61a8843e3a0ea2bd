"""What must hold over the whole ledger: a sound one, and each way in which it can be unsound."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.domain.calendars import at, eve_of_thanksgiving

from openline.domain.ledger import (
    CALLBACK,
    Invariant,
    LedgerFacts,
    MatterFacts,
    PromiseFacts,
    TimerFacts,
    Violation,
    WorkItemFacts,
    violations,
)
from openline.domain.promises import PromiseOutcome

promised_by = at("2026-12-01 16:40")
monday = (at("2026-11-30 09:00"), at("2026-11-30 13:00"))
waiting = PromiseFacts(
    "p1", "m1", CALLBACK, eve_of_thanksgiving, promised_by, "callbacks.return_within", planned=monday, attempts_owed=2
)
met = replace(
    waiting,
    outcome=PromiseOutcome.MET_BY_ATTEMPTS,
    proof="call_attempt",
    closed_at=at("2026-11-30 10:20"),
    attempts=(at("2026-11-30 09:10"), at("2026-11-30 10:20")),
)
matter = MatterFacts("m1", True, owner_queue="tier_2", next_action="call", next_timer="t1")
item = WorkItemFacts("w1", True, "p1", lane="tier_2", rank=1)
timer = TimerFacts("t1", "m1", monday[1])
sound = LedgerFacts((waiting,), (matter,), (item,), (timer,))


def found(**changed: Any) -> set[Invariant]:
    return {violation.invariant for violation in violations(replace(sound, **changed))}


def test_a_sound_ledger_has_no_violations() -> None:
    assert violations(sound) == []
    assert violations(LedgerFacts()) == []
    assert violations(replace(sound, promises=(met,), work_items=(replace(item, is_open=False),))) == []


def test_a_violation_names_its_row() -> None:
    assert violations(replace(sound, work_items=())) == [Violation(Invariant.OPEN_PROMISE_HAS_ONE_OPEN_WORK_ITEM, "p1")]


@pytest.mark.parametrize("items", [(), (item, replace(item, key="w2")), (replace(item, is_open=False),)])
def test_an_open_promise_has_exactly_one_open_piece_of_work(items: tuple[WorkItemFacts, ...]) -> None:
    assert found(work_items=items) == {Invariant.OPEN_PROMISE_HAS_ONE_OPEN_WORK_ITEM}


def test_a_closed_promise_leaves_no_work_open() -> None:
    assert found(promises=(met,)) == {Invariant.CLOSED_PROMISE_HAS_NO_OPEN_WORK_ITEM}


@pytest.mark.parametrize(
    ("changed", "invariant"),
    [
        ({"rests_on": None}, Invariant.PROMISE_RESTS_ON_A_RULE),
        ({"matter": "m2"}, Invariant.OPEN_PROMISE_BELONGS_TO_AN_OPEN_MATTER),
        ({"planned": None}, Invariant.CALLBACK_IS_PLANNED_IN_TIME_OR_ALERTED),
        ({"planned": (monday[0], promised_by + timedelta(1))}, Invariant.CALLBACK_IS_PLANNED_IN_TIME_OR_ALERTED),
        ({"attempts": (monday[0],) * 3}, Invariant.NO_MORE_ATTEMPTS_THAN_OWED),
    ],
)
def test_what_an_open_promise_lacks_is_named(changed: dict[str, Any], invariant: Invariant) -> None:
    assert found(promises=(replace(waiting, **changed),)) == {invariant}


def test_a_callback_without_a_window_is_sound_once_someone_was_alerted() -> None:
    assert found(promises=(replace(waiting, planned=None, alerted=True),)) == set()


def test_a_promise_ends_after_it_is_made() -> None:
    assert Invariant.PROMISE_ENDS_AFTER_IT_IS_MADE in found(
        promises=(replace(waiting, promised_by=eve_of_thanksgiving),)
    )


@pytest.mark.parametrize(
    ("changed", "invariant"),
    [
        ({"proof": None}, Invariant.CLOSED_PROMISE_HAS_PROOF),
        ({"outcome": PromiseOutcome.KEPT_LATE}, Invariant.OUTCOME_AGREES_WITH_TIME),
        ({"outcome": PromiseOutcome.KEPT, "closed_at": promised_by + timedelta(1)}, Invariant.OUTCOME_AGREES_WITH_TIME),
        ({"outcome": PromiseOutcome.SUPERSEDED}, Invariant.SUPERSEDED_PROMISE_NAMES_ANOTHER),
        (
            {"outcome": PromiseOutcome.SUPERSEDED, "superseded_by": "p1"},
            Invariant.SUPERSEDED_PROMISE_NAMES_ANOTHER,
        ),
        ({"attempts": (monday[0],)}, Invariant.MET_BY_ALL_ATTEMPTS),
        ({"attempts": (monday[0], promised_by + timedelta(1))}, Invariant.MET_BY_ALL_ATTEMPTS),
        ({"attempts": (), "attempts_owed": 0}, Invariant.MET_BY_ALL_ATTEMPTS),
    ],
)
def test_what_a_closed_promise_lacks_is_named(changed: dict[str, Any], invariant: Invariant) -> None:
    promises = (replace(met, **changed),)
    assert found(promises=promises, work_items=()) == {invariant}


@pytest.mark.parametrize(
    ("changed", "invariant"),
    [
        ({"owner_queue": None}, Invariant.OPEN_MATTER_HAS_ONE_OWNER),
        ({"owner_person": "s1"}, Invariant.OPEN_MATTER_HAS_ONE_OWNER),
        ({"next_action": ""}, Invariant.OPEN_MATTER_HAS_A_NEXT_ACTION),
        ({"next_timer": None}, Invariant.OPEN_MATTER_HAS_A_TIMER_TO_COME),
        ({"next_timer": "t9"}, Invariant.OPEN_MATTER_HAS_A_TIMER_TO_COME),
    ],
)
def test_what_an_open_matter_lacks_is_named(changed: dict[str, Any], invariant: Invariant) -> None:
    assert found(matters=(replace(matter, **changed),)) == {invariant}


def test_a_timer_that_fired_wakes_no_matter() -> None:
    fired = replace(timer, done_at=monday[1])
    assert found(timers=(fired,)) == {Invariant.OPEN_MATTER_HAS_A_TIMER_TO_COME}


def test_a_closed_matter_owes_nothing() -> None:
    assert found(matters=(MatterFacts("m1", False),), promises=(), work_items=(), timers=()) == set()


@pytest.mark.parametrize(
    ("changed", "invariant"),
    [
        ({"lane": None}, Invariant.OPEN_WORK_ITEM_HAS_A_PLACE),
        ({"rank": None}, Invariant.OPEN_WORK_ITEM_HAS_A_PLACE),
        ({"is_claimed": True}, Invariant.CLAIMED_WORK_ITEM_HAS_AN_OWNER),
        ({"owner_person": "s1"}, Invariant.CLAIMED_WORK_ITEM_HAS_AN_OWNER),
    ],
)
def test_what_a_piece_of_work_lacks_is_named(changed: dict[str, Any], invariant: Invariant) -> None:
    assert found(work_items=(replace(item, **changed),)) == {invariant}


def test_a_timer_left_behind_is_named_once_later_ones_have_fired() -> None:
    assert found(timers_fired_through=timer.due_at) == set()
    assert found(timers_fired_through=timer.due_at + timedelta(seconds=1)) == {Invariant.DUE_TIMER_HAS_FIRED}
