"""Making the promise to call: for a matter that Tier 1 escalates, and for one that is reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from openline.actions import events, house, ledger, notices, queues
from openline.actions.callbacks import planning, words
from openline.domain.callback_due import CallbackDue, promise_callback
from openline.domain.callback_numbers import NumberAccepted
from openline.domain.callback_planning import ZoneChoice, announce_at
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.queues import rank
from openline.domain.rules import RuleRef
from openline.records import models


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a callback is made of, once everything in it has been accepted."""

    queue: str
    urgency: str
    reason: str
    note: str
    numbers: tuple[NumberAccepted, ...]
    email: str
    zone: ZoneChoice
    zone_because: tuple[RuleRef, ...]
    earlier_is_fine: bool = False
    accepted_hour: time | None = None


def promise_call(
    matter: models.Matter,
    wanted: Wanted,
    now: datetime,
    *,
    contact: models.Contact | None = None,
    seat: models.Seat | None = None,
    because: tuple[RuleRef, ...] = (),
    announced_as: str = "callback_promised",
) -> models.Callback:
    """Promise, work, planned window, timers and notices of one callback, in the caller's transaction.

    Raises planning.HourNeeded when the person must first say which hour they accept; nothing is kept then.
    """
    rules = house.rules_at(CallbacksRules, now)
    due = promise_callback(wanted.urgency, now, rules, house.pack().calendar)
    plan = planning.plan(due.outcome.promised_by, wanted.zone.zone, rules, now, accepted_hour=wanted.accepted_hour)
    promise = _write_promise(matter, wanted, due, rules, plan, now)
    callback = _write_callback(matter, promise, wanted, plan)
    _set_timers(matter, promise, callback, now)
    everything = (*because, *due.because, *plan.decision.because, *wanted.zone_because)
    decision = Decision(wanted.urgency, everything, {**due.facts, **plan.decision.facts, "reason": wanted.reason})
    ledger.record_decision(
        "callback_promised", decision, now, seat=seat, contact=contact, matter=matter, promise=promise
    )
    planning.alert_if_late(plan, promise, matter, now)
    ledger.hand_matter_to(matter, "call_the_person", queue=promise.owner_queue)
    _keep_addresses(matter.person, wanted)
    notices.tell(announced_as, callback, words.facts_of(callback, matter.language, now), everything, now, now=now)
    announce(callback, rules, now)
    events.changed(events.topic_of_queue(promise.owner_queue), "callbacks", now, callback=callback.id)
    return callback


def next_queue(tier: str) -> str:
    """The queue of the tier above from which people are called back: there goes what this tier escalates."""
    pack = house.pack()
    above = pack.tiers[tier].next_tier
    return next(key for key, queue in pack.queues.items() if queue.tier == above and "callback" in queue.channels)


def _write_promise(
    matter: models.Matter,
    wanted: Wanted,
    due: Decision[CallbackDue],
    rules: CallbacksRules,
    plan: planning.Plan,
    now: datetime,
) -> models.Promise:
    return ledger.make_promise(
        matter,
        kind="callback",
        promised_by=due.outcome.promised_by,
        inner_target=due.outcome.inner_target,
        ref=rules.return_within.ref,
        rule_value=f"{wanted.urgency}: {rules.return_within.value[wanted.urgency]}",
        calendar=house.home_zone(),
        lane=queues.lane_for(wanted.queue, matter.language),
        rank=rank(plan.window.starts_at),
        owner_queue=wanted.queue,
        next_action="call_the_person",
        now=now,
    )


def _write_callback(
    matter: models.Matter, promise: models.Promise, wanted: Wanted, plan: planning.Plan
) -> models.Callback:
    callback = models.Callback.objects.create(
        promise=promise,
        matter=matter,
        urgency=wanted.urgency,
        reason=wanted.reason,
        note=wanted.note,
        zone=wanted.zone.zone,
        zone_taken_from=wanted.zone.taken_from.value,
        half=plan.window.half.value,
        planned_from=plan.window.starts_at,
        planned_until=plan.window.ends_at,
        accepted_hour=wanted.accepted_hour,
        earlier_is_fine=wanted.earlier_is_fine,
    )
    for position, number in enumerate(wanted.numbers, start=1):
        models.CallbackNumber.objects.create(
            callback=callback,
            position=position,
            number=number.e164,
            shown_as=number.national,
            mobile=number.mobile,
        )
    return callback


def _set_timers(matter: models.Matter, promise: models.Promise, callback: models.Callback, now: datetime) -> None:
    # Those that watch over a contact stay: an agent may vanish after the escalation as well as before it.
    ledger.cancel_timers(now, matter=matter, kinds=ledger.WAITS_FOR)
    ledger.set_timer(matter, "callback_window_over", callback.planned_until, promise=promise)
    ledger.set_timer(matter, "promise_due", promise.promised_by, promise=promise)


def announce(callback: models.Callback, rules: CallbacksRules, now: datetime) -> None:
    """Writes the notice that goes out ahead of the planned window, for the moment that the rule gives."""
    goes_out = announce_at(planning.window_of(callback), now, rules, house.pack().calendar)
    facts = words.facts_of(callback, callback.matter.language, now)
    notices.tell("callback_ahead", callback, facts, goes_out.because, goes_out.outcome, now=now)


def _keep_addresses(person: models.Person, wanted: Wanted) -> None:
    """The addresses given last come first; the ones before them stay as further ways to reach the person."""
    given = [("text", number.e164) for number in wanted.numbers]
    given += [("email", wanted.email)] if wanted.email else []
    for form in ("text", "email"):
        values = [value for kind, value in given if kind == form]
        others = person.addresses.filter(form=form).exclude(value__in=values)
        for position, address in enumerate(others, start=len(values) + 1):
            models.Address.objects.filter(id=address.id).update(position=position)
        for position, value in enumerate(values, start=1):
            models.Address.objects.update_or_create(
                person=person, form=form, value=value, defaults={"position": position}
            )
