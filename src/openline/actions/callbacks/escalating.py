"""Tier 1 hands a matter to an officer: with an urgency, a reason, and numbers that can be called."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openline.actions import access, conversations, house, ledger, notices
from openline.actions.callbacks import planning, promising, words
from openline.domain.callback_numbers import NumberAccepted, NumberRefused, number_to_call
from openline.domain.callback_planning import zone_for
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.queues import QueuesRules, escalate
from openline.domain.rules import RuleRef
from openline.records import models

LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the agent filled in."""

    urgency: str
    reason: str
    note: str = ""
    numbers: tuple[str, ...] = ()
    email: str = ""
    stated_zone: str = ""
    accepted_hour: time | None = None
    earlier_is_fine: bool = False


@dataclass(slots=True)
class Refused:
    """Why nothing was promised: a word for each field, and for a number the rule that refuses it."""

    fields: dict[str, str] = field(default_factory=dict[str, str])
    because: tuple[RuleRef, ...] = ()
    hour_needed: planning.HourNeeded | None = None


def escalate_contact(
    contact: models.Contact, seat: models.Seat, asked: Asked, filing_zone: str | None, now: datetime
) -> models.Callback | Refused:
    """Promises the callback, or says field by field what stands in the way; then nothing is written.

    `filing_zone` is what `access.filing_zone` found before the transaction began.
    """
    assert contact.matter is not None
    refused = Refused()
    if not access.may(seat, "escalate"):
        refused.fields["escalation"] = "not_for_your_tier"
        return refused
    matter = models.Matter.objects.select_for_update().get(id=contact.matter_id)
    if matter.promises.filter(state="open", kind="callback").exists():
        refused.fields["escalation"] = "already_promised"
        return refused
    if not access.standing_recorded(contact):
        refused.fields["identity"] = "identity_first"
    judged = escalate(asked.urgency or None, asked.reason or None, house.rules_at(QueuesRules, now))
    if judged.outcome.value != "escalated":
        refused.fields["escalation"] = judged.outcome.value
        refused.because += judged.because
    rules = house.rules_at(CallbacksRules, now)
    accepted = _numbers(asked, rules, refused)
    _email(asked, refused)
    if asked.stated_zone and asked.stated_zone not in available_timezones():
        refused.fields["stated_zone"] = "not_a_zone"
    if refused.fields:
        _tell_of_extension(contact, refused, now)
        return refused
    zone = zone_for(filing_zone, asked.stated_zone or None, rules, house.pack().calendar)
    wanted = promising.Wanted(
        queue=promising.next_queue(seat.tier),
        urgency=asked.urgency,
        reason=asked.reason,
        note=conversations.readable(asked.note)[:LONGEST_NOTE],
        numbers=accepted,
        email=asked.email.strip(),
        zone=zone.outcome,
        zone_because=zone.because,
        earlier_is_fine=asked.earlier_is_fine,
        accepted_hour=asked.accepted_hour,
    )
    return _promise(contact, seat, wanted, judged, now)


def _numbers(asked: Asked, rules: CallbacksRules, refused: Refused) -> tuple[NumberAccepted, ...]:
    accepted: list[NumberAccepted] = []
    for position, text in enumerate(asked.numbers, start=1):
        if not text.strip():
            continue
        decision = number_to_call(text, house.pack().agency.phone_region, rules)
        if isinstance(decision.outcome, NumberRefused):
            refused.fields[f"number_{position}"] = decision.outcome.reason
            refused.because += decision.because
        elif decision.outcome.e164 not in {number.e164 for number in accepted}:
            accepted.append(decision.outcome)
    if not accepted and not any(name.startswith("number_") for name in refused.fields):
        refused.fields["number_1"] = "number_needed"
    if len(accepted) > rules.numbers_tried.value:
        refused.fields[f"number_{len(asked.numbers)}"] = "too_many_numbers"
    return tuple(accepted)


def _tell_of_extension(contact: models.Contact, refused: Refused, now: datetime) -> None:
    """The person learns why an extension cannot be called, and what to give instead (CB-9)."""
    if "extension" not in refused.fields.values():
        return
    conversation = contact.conversation
    told = notices.wording("number_refused_extension", "chat", conversation.language, {})
    because = [ref.address for ref in refused.because]
    conversations.say(conversation, "center", told.body, now, words="number_refused_extension", because=because)


def _email(asked: Asked, refused: Refused) -> None:
    if not asked.email.strip():
        return
    try:
        validate_email(asked.email.strip())
    except ValidationError:
        refused.fields["email"] = "not_an_address"


def _promise(
    contact: models.Contact,
    seat: models.Seat,
    wanted: promising.Wanted,
    judged: Decision,
    now: datetime,
) -> models.Callback | Refused:
    matter = contact.matter
    assert matter is not None
    try:
        callback = promising.promise_call(matter, wanted, now, contact=contact, because=judged.because)
    except planning.HourNeeded as needed:
        return Refused(fields={"accepted_hour": "hour_needed"}, hour_needed=needed)
    ledger.record_decision(
        "escalation",
        Decision("escalated", judged.because, {"urgency": wanted.urgency, "reason": wanted.reason}),
        now,
        seat=seat,
        contact=contact,
        matter=matter,
        promise=callback.promise,
    )
    numbers = ", ".join(number.national for number in wanted.numbers)
    models.Contact.objects.filter(id=contact.id).update(callback_number=numbers, outcome="escalated")
    conversation = contact.conversation
    told = notices.wording(
        "callback_promised", "chat", conversation.language, words.facts_of(callback, conversation.language, now)
    )
    conversations.say(conversation, "center", told.body, now, words="callback_promised", because=list(told.because))
    return callback
