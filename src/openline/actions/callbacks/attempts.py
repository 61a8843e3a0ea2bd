"""What an officer records of a call, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from openline.actions import conversations, events, house, ledger, notices
from openline.actions.callbacks import planning, promising, waiting_for_person, words
from openline.domain.callback_attempts import (
    Answer,
    AttemptWord,
    MayAttempt,
    NextStep,
    NextWord,
    after_attempt,
    may_attempt,
)
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.promises import late_or_kept
from openline.records import models

LONGEST_ANSWER = 8000


class NotNow(Exception):
    """An attempt that may not be made now; `decision` says why and from when it may."""

    def __init__(self, decision: Decision[MayAttempt]) -> None:
        self.decision = decision
        super().__init__(decision.outcome.word.value)


@dataclass(frozen=True, slots=True)
class Attempted:
    """The attempt as it was recorded, and what follows."""

    attempt: models.CallAttempt
    next_step: Decision[NextStep]


def may_call_now(callback: models.Callback, now: datetime) -> Decision[MayAttempt]:
    """Whether an attempt may be made now, by the rules under which the call was promised."""
    rules = house.rules_at(CallbacksRules, callback.promise.made_at)
    return may_attempt(
        now,
        planning.window_of(callback),
        callback.zone,
        callback.earlier_is_fine,
        callback.attempts.count(),
        _last_attempt_followed(callback),
        rules,
        house.pack().calendar,
    )


def _last_attempt_followed(callback: models.Callback) -> datetime | None:
    """The attempt that the next one follows within minutes; None once the window was planned again."""
    if callback.second_from is None:
        return None
    last = callback.attempts.order_by("-ordinal").first()
    return last.made_at if last else None


def record_attempt(callback: models.Callback, seat: models.Seat, answer: Answer, now: datetime) -> Attempted:
    """Keeps one attempt on all of the person's numbers and does what follows from its answer (CB-7, CB-8).

    Raises NotNow when no attempt may be made at this moment.
    """
    if not _still_open(callback):
        raise NotNow(Decision(MayAttempt(AttemptWord.NO_ATTEMPT_LEFT), (), {"promise": "closed"}))
    may = may_call_now(callback, now)
    if may.outcome.word is not AttemptWord.NOW:
        raise NotNow(may)
    rules = house.rules_at(CallbacksRules, callback.promise.made_at)
    made = callback.attempts.count() + 1
    step = after_attempt(answer, made, now, rules, house.pack().calendar)
    attempt = models.CallAttempt.objects.create(
        callback=callback,
        ordinal=made,
        seat=seat,
        made_at=now,
        answer=answer.value,
        numbers_tried=[number.number for number in callback.numbers.all()],
        message_left=answer is Answer.VOICEMAIL,
        outcome=step.outcome.word.value,
    )
    _keep_contact(callback, seat, answer, now)
    _record(callback, seat, attempt, step, now)
    FOLLOWS[step.outcome.word](callback, attempt, step, now)
    events.changed(events.topic_of_queue(callback.promise.owner_queue), "callbacks", now, callback=callback.id)
    events.changed(events.topic_of_person(callback.promise.person_id), "promise", now, promise=callback.promise_id)
    return Attempted(attempt, step)


def _still_open(callback: models.Callback) -> bool:
    """Whether the promise still waits, read under a lock: two officers never both end it."""
    # The matter first, as everyone locks them: who waits for the other way round waits for ever.
    matter = models.Matter.objects.select_for_update().get(id=callback.matter_id)
    promise = models.Promise.objects.select_for_update().get(id=callback.promise_id)
    callback.refresh_from_db()
    callback.promise, callback.matter = promise, matter
    return promise.state == "open"


def _keep_contact(callback: models.Callback, seat: models.Seat, answer: Answer, now: datetime) -> None:
    models.Contact.objects.create(
        person_id=callback.promise.person_id,
        matter=callback.matter,
        channel="phone",
        direction="out",
        language=callback.matter.language,
        callback_number=", ".join(number.shown_as for number in callback.numbers.all()),
        seat=seat,
        outcome=f"call_{answer.value}",
        sealed_to=callback.matter.sealed_to,
        started_at=now,
        ended_at=now,
    )


def _record(
    callback: models.Callback,
    seat: models.Seat,
    attempt: models.CallAttempt,
    step: Decision[NextStep],
    now: datetime,
) -> None:
    ledger.record_decision(
        "call_attempt",
        step,
        now,
        seat=seat,
        outcome=step.outcome.word.value,
        matter=callback.matter,
        promise=callback.promise,
    )


def _kept(callback: models.Callback, attempt: models.CallAttempt, step: Decision[NextStep], now: datetime) -> None:
    outcome = late_or_kept(callback.promise.promised_by, now)
    notices.withdraw_waiting(now, kinds=("callback_ahead",), promise=callback.promise)
    ledger.close_promise(callback.promise, outcome, proof_kind="call_attempt", proof_id=attempt.id, now=now)
    ledger.settle_matter(callback.matter, now)


def _second_attempt(
    callback: models.Callback, attempt: models.CallAttempt, step: Decision[NextStep], now: datetime
) -> None:
    between = step.outcome.between
    assert between is not None
    opens, closes = between
    callback.second_from, callback.second_until = opens, closes
    callback.save(update_fields=["second_from", "second_until"])
    ledger.cancel_timers(now, promise=callback.promise, kinds=("callback_window_over",))
    # The moment itself still counts as in time; the timer looks just after it.
    just_after = closes + timedelta(seconds=1)
    ledger.set_timer(callback.matter, "callback_window_over", just_after, promise=callback.promise)
    _wait_again(callback, "call_the_person_again")
    facts = words.facts_of(callback, callback.matter.language, now)
    notices.tell("callback_missed_once", callback, facts, step.because, now, now=now, forms=("text",))


def _plan_again(
    callback: models.Callback, attempt: models.CallAttempt, step: Decision[NextStep], now: datetime
) -> None:
    replan(callback, now, because=step)


def _met_by_attempts(
    callback: models.Callback, attempt: models.CallAttempt, step: Decision[NextStep], now: datetime
) -> None:
    waiting_for_person.keep_their_place(callback, attempt, step, now)


FOLLOWS = {
    NextWord.KEPT: _kept,
    NextWord.SECOND_ATTEMPT: _second_attempt,
    NextWord.PLAN_AGAIN: _plan_again,
    NextWord.MET_BY_ATTEMPTS: _met_by_attempts,
}


def _wait_again(callback: models.Callback, next_action: str) -> None:
    """The work goes back among what the officers see; whoever is free makes the next attempt."""
    models.WorkItem.objects.filter(promise=callback.promise, state="claimed").update(
        state="waiting", owner=None, claimed_at=None
    )
    models.Promise.objects.filter(id=callback.promise_id).update(next_action=next_action)
    ledger.hand_matter_to(callback.matter, next_action, queue=callback.promise.owner_queue)


def replan(callback: models.Callback, now: datetime, *, because: Decision | None = None) -> None:
    """Chooses a new window, tells the person, and leaves the promised moment as it was."""
    rules = house.rules_at(CallbacksRules, callback.promise.made_at)
    try:
        plan = planning.plan(
            callback.promise.promised_by, callback.zone, rules, now, accepted_hour=callback.accepted_hour
        )
    except planning.HourNeeded:
        _cannot_plan(callback, now)
        return
    old_window = words.facts_of(callback, callback.matter.language, now)["planned_window"]
    callback.planned_from, callback.planned_until = plan.window.starts_at, plan.window.ends_at
    callback.half = plan.window.half.value
    callback.second_from = callback.second_until = None
    callback.times_planned += 1
    callback.save()
    notices.withdraw_waiting(now, kinds=("callback_ahead",), promise=callback.promise)
    ledger.cancel_timers(now, promise=callback.promise, kinds=("callback_window_over",))
    ledger.set_timer(callback.matter, "callback_window_over", callback.planned_until, promise=callback.promise)
    _wait_again(callback, "call_the_person")
    planning.alert_if_late(plan, callback.promise, callback.matter, now)
    ledger.record_decision(
        "callback_planned_again", plan.decision, now, matter=callback.matter, promise=callback.promise
    )
    refs = (*(because.because if because else ()), *plan.decision.because)
    facts = {**words.facts_of(callback, callback.matter.language, now), "old_window": old_window}
    notices.tell("callback_replanned", callback, facts, refs, now, now=now)
    promising.announce(callback, rules, now)


def _cannot_plan(callback: models.Callback, now: datetime) -> None:
    key = f"callback_cannot_be_planned:{callback.promise_id}:{callback.times_planned}:{now.isoformat()}"
    ledger.raise_alert(
        "callback_cannot_be_planned",
        key,
        now,
        for_queue=house.alert_queue(),
        matter=callback.matter,
        promise=callback.promise,
    )
    ledger.point_to_next_timer(callback.matter)
    callback.matter.save(update_fields=["next_timer"])


def answer_by_email(callback: models.Callback, seat: models.Seat, text: str, now: datetime) -> models.Notice | None:
    """The officer's answer goes out as a message, which is the proof that the promise was kept (CB-11).

    None when the person left no e-mail address that can be written to, or was answered already; nothing is
    done then.
    """
    if not _still_open(callback):
        return None
    rules = house.rules_at(CallbacksRules, callback.promise.made_at)
    facts = words.facts_of(callback, callback.matter.language, now)
    facts["answered_by"] = str(seat)
    facts["answer"] = conversations.readable(text)[:LONGEST_ANSWER]
    written = notices.tell(
        "callback_answered_by_email", callback, facts, [rules.answered_by.ref], now, now=now, forms=("email",)
    )
    if not written:
        return None
    models.Contact.objects.create(
        person_id=callback.promise.person_id,
        matter=callback.matter,
        channel="email",
        direction="out",
        language=callback.matter.language,
        seat=seat,
        outcome="answered_by_email",
        sealed_to=callback.matter.sealed_to,
        started_at=now,
        ended_at=now,
    )
    decision = Decision("answered_by_email", (rules.answered_by.ref,), {})
    ledger.record_decision(
        "callback_answered",
        decision,
        now,
        seat=seat,
        matter=callback.matter,
        promise=callback.promise,
    )
    notices.withdraw_waiting(now, kinds=("callback_ahead",), promise=callback.promise)
    outcome = late_or_kept(callback.promise.promised_by, now)
    ledger.close_promise(callback.promise, outcome, proof_kind="notice", proof_id=written[0].id, now=now)
    ledger.settle_matter(callback.matter, now)
    return written[0]
