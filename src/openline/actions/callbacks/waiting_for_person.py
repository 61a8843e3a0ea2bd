"""Two attempts missed: the promise is met, and the person's place is kept until they want the call again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing

from openline.actions import house, ledger, notices
from openline.actions.callbacks import words
from openline.domain.callback_attempts import NextStep
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.promises import Closed, Fulfilment, PromiseOutcome, close_promise
from openline.records import models

REOPEN_SALT = "openline.reopen"


def keep_their_place(
    callback: models.Callback, attempt: models.CallAttempt, step: Decision[NextStep], now: datetime
) -> None:
    """Closes the promise as met by attempts, or as broken when they came too late, and keeps the matter open.

    The e-mail says how the same matter opens again: with one click, or one sentence to the assistant.
    """
    promise, matter = callback.promise, callback.matter
    rules = house.rules_at(CallbacksRules, promise.made_at)
    closing = close_promise(
        Fulfilment.ATTEMPTS_MADE,
        promise.promised_by,
        now,
        attempts_made=attempt.ordinal,
        attempts_owed=rules.attempts.value.count,
        because=step.because,
    ).outcome
    assert isinstance(closing, Closed)
    outcome = closing.outcome
    ledger.close_promise(promise, outcome, proof_kind="call_attempt", proof_id=attempt.id, now=now)
    if outcome is PromiseOutcome.BROKEN:
        ledger.raise_alert(
            "promise_broken",
            f"promise_broken:{promise.id}",
            now,
            for_queue=house.alert_queue(),
            matter=matter,
            promise=promise,
        )
    remind_at = house.pack().calendar.add(now, rules.place_kept_for.value)
    ledger.set_timer(matter, "person_has_not_come_back", remind_at)
    ledger.settle_matter(matter, now)
    facts = words.facts_of(callback, matter.language, now)
    facts["reopen_page"] = reopen_page(matter)
    refs = (*step.because, rules.place_kept.ref)
    notices.tell("callback_missed_twice", callback, facts, refs, now, now=now, forms=("email",))
    if notices.reachable(matter.person, "email") is None:
        notices.tell("callback_missed_twice", callback, facts, refs, now, now=now, forms=("text",))


def reopen_page(matter: models.Matter) -> str:
    """The address of the page on which this matter can be reopened; the page acts on POST only."""
    return settings.OPENLINE_ADDRESS + reopen_path(matter)


def reopen_path(matter: models.Matter) -> str:
    """The same, within this installation."""
    return f"/reopen/{signing.dumps(str(matter.id), salt=REOPEN_SALT, compress=True)}/"


def matter_of_link(token: str) -> str | None:
    """The matter's id that a link was made for, or None when the link was never ours."""
    try:
        return str(signing.loads(token, salt=REOPEN_SALT))
    except signing.BadSignature:
        return None
