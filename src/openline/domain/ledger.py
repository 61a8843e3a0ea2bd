"""What must hold over the whole ledger at every moment, as predicates over plain facts.

The doctor reads the facts from the database, a property test from its own interleavings; both ask `violations`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openline.domain.promises import PromiseOutcome

CALLBACK = "callback"


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """One promise. `planned` and `attempts` are a callback's; `alerted`: its owner's supervisor was told."""

    key: str
    matter: str
    kind: str
    made_at: datetime
    promised_by: datetime
    rests_on: str | None
    outcome: PromiseOutcome | None = None
    closed_at: datetime | None = None
    fulfilled_at: datetime | None = None
    proof: str | None = None
    superseded_by: str | None = None
    planned: tuple[datetime, datetime] | None = None
    alerted: bool = False
    attempts: tuple[datetime, ...] = ()
    attempts_owed: int | None = None

    @property
    def is_open(self) -> bool:
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """One matter. `next_timer` is the key of the timer that wakes it."""

    key: str
    is_open: bool
    owner_queue: str | None = None
    owner_person: str | None = None
    next_action: str | None = None
    next_timer: str | None = None


@dataclass(frozen=True, slots=True)
class WorkItemFacts:
    """One piece of work. A waiting contact's has no promise."""

    key: str
    is_open: bool
    promise: str | None
    lane: str | None
    rank: int | None
    owner_person: str | None = None
    is_claimed: bool = False


@dataclass(frozen=True, slots=True)
class TimerFacts:
    """One timer: what it belongs to, when it is due, when it fired or was called off."""

    key: str
    matter: str | None
    due_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """All facts of one moment, read together. `timers_fired_through`: every timer due before it has fired."""

    promises: tuple[PromiseFacts, ...] = ()
    matters: tuple[MatterFacts, ...] = ()
    work_items: tuple[WorkItemFacts, ...] = ()
    timers: tuple[TimerFacts, ...] = ()
    timers_fired_through: datetime | None = None


class Invariant(StrEnum):
    """The name of what must hold, as it is reported when it does not."""

    OPEN_PROMISE_HAS_ONE_OPEN_WORK_ITEM = "open_promise_has_one_open_work_item"
    CLOSED_PROMISE_HAS_NO_OPEN_WORK_ITEM = "closed_promise_has_no_open_work_item"
    PROMISE_RESTS_ON_A_RULE = "promise_rests_on_a_rule"
    PROMISE_ENDS_AFTER_IT_IS_MADE = "promise_ends_after_it_is_made"
    OPEN_PROMISE_BELONGS_TO_AN_OPEN_MATTER = "open_promise_belongs_to_an_open_matter"
    CLOSED_PROMISE_HAS_PROOF = "closed_promise_has_proof"
    OUTCOME_AGREES_WITH_TIME = "outcome_agrees_with_time"
    SUPERSEDED_PROMISE_NAMES_ANOTHER = "superseded_promise_names_another"
    CALLBACK_IS_PLANNED_IN_TIME_OR_ALERTED = "callback_is_planned_in_time_or_alerted"
    NO_MORE_ATTEMPTS_THAN_OWED = "no_more_attempts_than_owed"
    MET_BY_ALL_ATTEMPTS = "met_by_all_attempts"
    OPEN_MATTER_HAS_ONE_OWNER = "open_matter_has_one_owner"
    OPEN_MATTER_HAS_A_NEXT_ACTION = "open_matter_has_a_next_action"
    OPEN_MATTER_HAS_A_TIMER_TO_COME = "open_matter_has_a_timer_to_come"
    OPEN_WORK_ITEM_HAS_A_PLACE = "open_work_item_has_a_place"
    CLAIMED_WORK_ITEM_HAS_AN_OWNER = "claimed_work_item_has_an_owner"
    DUE_TIMER_HAS_FIRED = "due_timer_has_fired"


@dataclass(frozen=True, slots=True)
class Violation:
    """What does not hold, and of which row."""

    invariant: Invariant
    about: str


def violations(ledger: LedgerFacts) -> list[Violation]:
    """Every invariant that does not hold, with the row that it is about; empty when all is well."""
    return [Violation(invariant, about) for check in _CHECKS for invariant, about in check(ledger)]


_Found = Iterator[tuple[Invariant, str]]


def _promises_and_their_work(ledger: LedgerFacts) -> _Found:
    open_work: dict[str, int] = {}
    for item in ledger.work_items:
        if item.is_open and item.promise is not None:
            open_work[item.promise] = open_work.get(item.promise, 0) + 1
    for promise in ledger.promises:
        count = open_work.get(promise.key, 0)
        if promise.is_open and count != 1:
            yield Invariant.OPEN_PROMISE_HAS_ONE_OPEN_WORK_ITEM, promise.key
        if not promise.is_open and count:
            yield Invariant.CLOSED_PROMISE_HAS_NO_OPEN_WORK_ITEM, promise.key


def _every_promise(ledger: LedgerFacts) -> _Found:
    open_matters = {matter.key for matter in ledger.matters if matter.is_open}
    for promise in ledger.promises:
        if not promise.rests_on:
            yield Invariant.PROMISE_RESTS_ON_A_RULE, promise.key
        if promise.promised_by <= promise.made_at:
            yield Invariant.PROMISE_ENDS_AFTER_IT_IS_MADE, promise.key
        if promise.is_open and promise.matter not in open_matters:
            yield Invariant.OPEN_PROMISE_BELONGS_TO_AN_OPEN_MATTER, promise.key


def _closed_promises(ledger: LedgerFacts) -> _Found:
    keys = {promise.key for promise in ledger.promises}
    for promise in ledger.promises:
        if promise.is_open:
            continue
        if not promise.proof or promise.closed_at is None:
            yield Invariant.CLOSED_PROMISE_HAS_PROOF, promise.key
        done_at = promise.fulfilled_at or promise.closed_at
        in_time = done_at is not None and done_at <= promise.promised_by
        if promise.outcome in (PromiseOutcome.KEPT, PromiseOutcome.MET_BY_ATTEMPTS) and not in_time:
            yield Invariant.OUTCOME_AGREES_WITH_TIME, promise.key
        if promise.outcome is PromiseOutcome.KEPT_LATE and in_time:
            yield Invariant.OUTCOME_AGREES_WITH_TIME, promise.key
        superseded = promise.outcome is PromiseOutcome.SUPERSEDED
        names_another = promise.superseded_by in keys - {promise.key}
        if superseded and not names_another:
            yield Invariant.SUPERSEDED_PROMISE_NAMES_ANOTHER, promise.key


def _callbacks(ledger: LedgerFacts) -> _Found:
    for promise in ledger.promises:
        if promise.kind != CALLBACK:
            continue
        if promise.is_open and not promise.alerted and not _planned_in_time(promise):
            yield Invariant.CALLBACK_IS_PLANNED_IN_TIME_OR_ALERTED, promise.key
        owed = promise.attempts_owed
        if owed is not None and len(promise.attempts) > owed:
            yield Invariant.NO_MORE_ATTEMPTS_THAN_OWED, promise.key
        met = promise.outcome is PromiseOutcome.MET_BY_ATTEMPTS
        in_time = [at for at in promise.attempts if at <= promise.promised_by]
        if met and (not owed or len(in_time) < owed):
            yield Invariant.MET_BY_ALL_ATTEMPTS, promise.key


def _planned_in_time(promise: PromiseFacts) -> bool:
    if promise.planned is None:
        return False
    starts, ends = promise.planned
    return promise.made_at <= starts < ends <= promise.promised_by


def _open_matters(ledger: LedgerFacts) -> _Found:
    to_come = {timer.key for timer in ledger.timers if timer.done_at is None}
    for matter in ledger.matters:
        if not matter.is_open:
            continue
        if (matter.owner_queue is None) == (matter.owner_person is None):
            yield Invariant.OPEN_MATTER_HAS_ONE_OWNER, matter.key
        if not matter.next_action:
            yield Invariant.OPEN_MATTER_HAS_A_NEXT_ACTION, matter.key
        if matter.next_timer not in to_come:
            yield Invariant.OPEN_MATTER_HAS_A_TIMER_TO_COME, matter.key


def _open_work(ledger: LedgerFacts) -> _Found:
    for item in ledger.work_items:
        if not item.is_open:
            continue
        if item.lane is None or item.rank is None:
            yield Invariant.OPEN_WORK_ITEM_HAS_A_PLACE, item.key
        if item.is_claimed != (item.owner_person is not None):
            yield Invariant.CLAIMED_WORK_ITEM_HAS_AN_OWNER, item.key


def _timers(ledger: LedgerFacts) -> _Found:
    for timer in ledger.timers:
        late = ledger.timers_fired_through is not None and timer.due_at < ledger.timers_fired_through
        if late and timer.done_at is None:
            yield Invariant.DUE_TIMER_HAS_FIRED, timer.key


_CHECKS: tuple[Callable[[LedgerFacts], _Found], ...] = (
    _promises_and_their_work,
    _every_promise,
    _closed_promises,
    _callbacks,
    _open_matters,
    _open_work,
    _timers,
)
