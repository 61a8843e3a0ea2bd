"""The ledger as plain facts, for the predicates of the domain: a second opinion beside the doctor's SQL."""

from __future__ import annotations

from openline.actions import house
from openline.domain.callbacks import CallbacksRules
from openline.domain.ledger import LedgerFacts, MatterFacts, PromiseFacts, TimerFacts, WorkItemFacts
from openline.domain.promises import PromiseOutcome
from openline.records import models


def all_facts() -> LedgerFacts:
    """Everything in the ledger. Call it as the system."""
    return LedgerFacts(
        promises=tuple(_promise(promise) for promise in models.Promise.objects.select_related("callback")),
        matters=tuple(_matter(matter) for matter in models.Matter.objects.all()),
        work_items=tuple(_work(item) for item in models.WorkItem.objects.all()),
        timers=tuple(_timer(timer) for timer in models.Timer.objects.all()),
    )


def _promise(promise: models.Promise) -> PromiseFacts:
    callback = promise.callback
    rules = house.rules_at(CallbacksRules, promise.made_at)
    return PromiseFacts(
        key=str(promise.id),
        matter=str(promise.matter_id),
        kind=promise.kind,
        made_at=promise.made_at,
        promised_by=promise.promised_by,
        rests_on=promise.rule_sha256,
        outcome=PromiseOutcome(promise.outcome) if promise.outcome else None,
        closed_at=promise.closed_at,
        proof=str(promise.proof_id) if promise.proof_id else None,
        superseded_by=str(promise.superseded_by_id) if promise.superseded_by_id else None,
        planned=(callback.planned_from, callback.planned_until),
        alerted=models.Alert.objects.filter(promise=promise).exists(),
        attempts=tuple(attempt.made_at for attempt in callback.attempts.all()),
        attempts_owed=rules.attempts.value.count,
    )


def _matter(matter: models.Matter) -> MatterFacts:
    return MatterFacts(
        key=str(matter.id),
        is_open=matter.state == "open",
        owner_queue=matter.owner_queue or None,
        owner_person=str(matter.owner_seat_id) if matter.owner_seat_id else None,
        next_action=matter.next_action or None,
        next_timer=str(matter.next_timer_id) if matter.next_timer_id else None,
    )


def _work(item: models.WorkItem) -> WorkItemFacts:
    return WorkItemFacts(
        key=str(item.id),
        is_open=item.state != "done",
        promise=str(item.promise_id) if item.promise_id else None,
        lane=str(item.lane_id),
        rank=item.rank,
        owner_person=str(item.owner_id) if item.owner_id else None,
        is_claimed=item.state == "claimed",
    )


def _timer(timer: models.Timer) -> TimerFacts:
    return TimerFacts(str(timer.id), str(timer.matter_id), timer.due, timer.fired_at or timer.cancelled_at)
