"""How a promise ends, with the proof that it needs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.unit.domain.calendars import at

from openline.domain.promises import (
    CannotClose,
    Closed,
    Fulfilment,
    PromiseOutcome,
    Proof,
    StillOwed,
    close_promise,
    late_or_kept,
)

promised_by = at("2026-12-01 16:40")
just_after = promised_by + timedelta(microseconds=1)


def closed(fulfilment: Fulfilment, when: datetime = promised_by, **more):  # type: ignore[no-untyped-def]
    return close_promise(fulfilment, promised_by, when, **more).outcome


def test_the_promised_moment_itself_is_in_time() -> None:
    assert late_or_kept(promised_by, promised_by) is PromiseOutcome.KEPT
    assert late_or_kept(promised_by, just_after) is PromiseOutcome.KEPT_LATE


@pytest.mark.parametrize(
    ("fulfilment", "proof"),
    [
        (Fulfilment.SPOKEN, Proof.ATTEMPT_ANSWERED),
        (Fulfilment.ANSWERED_IN_WRITING, Proof.MESSAGE_SENT),
    ],
)
def test_an_answer_keeps_the_promise_in_time_or_late(fulfilment: Fulfilment, proof: Proof) -> None:
    assert closed(fulfilment) == Closed(PromiseOutcome.KEPT, proof)
    assert closed(fulfilment, just_after) == Closed(PromiseOutcome.KEPT_LATE, proof)


def test_all_attempts_made_in_time_meet_the_promise_and_too_late_break_it() -> None:
    made = {"attempts_made": 2, "attempts_owed": 2}
    assert closed(Fulfilment.ATTEMPTS_MADE, **made) == Closed(PromiseOutcome.MET_BY_ATTEMPTS, Proof.ATTEMPTS_IN_TIME)
    assert closed(Fulfilment.ATTEMPTS_MADE, just_after, **made) == Closed(
        PromiseOutcome.BROKEN, Proof.ATTEMPTS_TOO_LATE
    )


def test_an_attempt_still_owed_keeps_the_promise_open() -> None:
    assert closed(Fulfilment.ATTEMPTS_MADE, attempts_made=1, attempts_owed=2) == CannotClose(StillOwed.ATTEMPTS_MISSING)


def test_only_the_persons_word_withdraws_a_promise() -> None:
    assert closed(Fulfilment.WITHDRAWN_BY_PERSON) == Closed(PromiseOutcome.WITHDRAWN, Proof.PERSONS_WORD)


def test_a_promise_is_superseded_only_by_one_that_is_named() -> None:
    assert closed(Fulfilment.REPLACED) == CannotClose(StillOwed.NO_PROMISE_NAMED)
    assert closed(Fulfilment.REPLACED, superseded_by="p2") == Closed(PromiseOutcome.SUPERSEDED, Proof.PROMISE_NAMED)


def test_a_promise_is_closed_unfulfilled_only_with_a_reason() -> None:
    assert closed(Fulfilment.UNFULFILLED) == CannotClose(StillOwed.NO_REASON_STATED)
    assert closed(Fulfilment.UNFULFILLED, reason="wrong person") == Closed(PromiseOutcome.BROKEN, Proof.REASON_STATED)
