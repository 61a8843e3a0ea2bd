"""What became of a promise, with its proof, and what must hold for every promise, matter and piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openline.domain.decision import Decision
from openline.domain.rules import RuleRef


class PromiseOutcome(StrEnum):
    """How a promise ended. Late is a fact of time, not a state: an open promise has no outcome."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MET_BY_ATTEMPTS = "met_by_attempts"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    BROKEN = "broken"


class Fulfilment(StrEnum):
    """What happened to a promise, before it is judged."""

    SPOKEN = "spoken"
    ANSWERED_IN_WRITING = "answered_in_writing"
    ATTEMPTS_MADE = "attempts_made"
    WITHDRAWN_BY_PERSON = "withdrawn_by_person"
    REPLACED = "replaced"
    UNFULFILLED = "unfulfilled"


class Proof(StrEnum):
    """What proves an outcome: the kind of the record that the promise must name when it closes."""

    ATTEMPT_ANSWERED = "attempt_answered"
    MESSAGE_SENT = "message_sent"
    ATTEMPTS_IN_TIME = "attempts_in_time"
    ATTEMPTS_TOO_LATE = "attempts_too_late"
    PERSONS_WORD = "persons_word"
    PROMISE_NAMED = "promise_named"
    REASON_STATED = "reason_stated"


class StillOwed(StrEnum):
    """Why a promise cannot be closed so."""

    ATTEMPTS_MISSING = "attempts_missing"
    NO_PROMISE_NAMED = "no_promise_named"
    NO_REASON_STATED = "no_reason_stated"


@dataclass(frozen=True, slots=True)
class Closed:
    """The outcome and the proof that it needs."""

    outcome: PromiseOutcome
    proof: Proof


@dataclass(frozen=True, slots=True)
class CannotClose:
    """The promise stays open."""

    reason: StillOwed


def late_or_kept(promised_by: datetime, at: datetime) -> PromiseOutcome:
    """Whether what was done at `at` kept the promise: the promised moment itself is in time."""
    return PromiseOutcome.KEPT if at <= promised_by else PromiseOutcome.KEPT_LATE


def close_promise(
    fulfilment: Fulfilment,
    promised_by: datetime,
    at: datetime,
    *,
    attempts_made: int = 0,
    attempts_owed: int = 0,
    superseded_by: str | None = None,
    reason: str | None = None,
    because: tuple[RuleRef, ...] = (),
) -> Decision[Closed | CannotClose]:
    """How the promise ends after what happened at `at`, for attempts the moment of the last one.

    Attempts that are all made, but too late, leave the promise broken: the person was not reached in time.
    `superseded_by` names the promise in its place; `reason` is needed to close a promise unfulfilled.
    """
    facts: dict[str, object] = {
        "fulfilment": fulfilment.value,
        "promised_by": promised_by.isoformat(),
        "at": at.isoformat(),
        "attempts_made": attempts_made,
        "attempts_owed": attempts_owed,
    }
    return Decision(
        _close(fulfilment, promised_by, at, attempts_owed - attempts_made, superseded_by, reason), because, facts
    )


def _close(
    fulfilment: Fulfilment,
    promised_by: datetime,
    at: datetime,
    attempts_missing: int,
    superseded_by: str | None,
    reason: str | None,
) -> Closed | CannotClose:
    match fulfilment:
        case Fulfilment.SPOKEN:
            return Closed(late_or_kept(promised_by, at), Proof.ATTEMPT_ANSWERED)
        case Fulfilment.ANSWERED_IN_WRITING:
            return Closed(late_or_kept(promised_by, at), Proof.MESSAGE_SENT)
        case Fulfilment.ATTEMPTS_MADE:
            if attempts_missing > 0:
                return CannotClose(StillOwed.ATTEMPTS_MISSING)
            if at > promised_by:
                return Closed(PromiseOutcome.BROKEN, Proof.ATTEMPTS_TOO_LATE)
            return Closed(PromiseOutcome.MET_BY_ATTEMPTS, Proof.ATTEMPTS_IN_TIME)
        case Fulfilment.WITHDRAWN_BY_PERSON:
            return Closed(PromiseOutcome.WITHDRAWN, Proof.PERSONS_WORD)
        case Fulfilment.REPLACED:
            if not superseded_by:
                return CannotClose(StillOwed.NO_PROMISE_NAMED)
            return Closed(PromiseOutcome.SUPERSEDED, Proof.PROMISE_NAMED)
        case Fulfilment.UNFULFILLED:
            if not reason:
                return CannotClose(StillOwed.NO_REASON_STATED)
            return Closed(PromiseOutcome.BROKEN, Proof.REASON_STATED)
