"""The same matter again, with its history: the call is promised anew, counted from the reopening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from openline.actions import house, ledger, matter_access
from openline.actions.acting import SYSTEM, within
from openline.actions.callbacks import planning, promising, words
from openline.conversation import Outcome
from openline.conversation.outcomes import CallbackStateOutcome, ReopenMatterOutcome
from openline.conversation.state import Pending
from openline.domain.callback_numbers import NumberAccepted
from openline.domain.callback_planning import ZoneChoice, ZoneSource
from openline.domain.callbacks import CallbacksRules
from openline.records import models


class Reopened(StrEnum):
    """What came of wanting the call again."""

    REOPENED = "reopened"
    STILL_OPEN = "still_open"
    NOTHING_TO_REOPEN = "nothing_to_reopen"


@dataclass(frozen=True, slots=True)
class Reopening:
    """The word, and the callback that is now promised."""

    word: Reopened
    callback: models.Callback | None = None


def latest_callback(matter: models.Matter) -> models.Callback | None:
    callbacks = models.Callback.objects.filter(matter=matter).select_related("promise", "matter", "matter__person")
    return callbacks.order_by("-promise__made_at").first()


def reopen(matter: models.Matter, now: datetime) -> Reopening:
    """Promises the call of a missed callback again, to the same numbers, without a new wait for Tier 1.

    A matter whose call is still to come stays as it is, and so does one that was never to be called.
    """
    matter = models.Matter.objects.select_for_update().get(id=matter.id)
    last = latest_callback(matter)
    if last is None or last.promise.outcome in ("kept", "kept_late", "withdrawn"):
        return Reopening(Reopened.NOTHING_TO_REOPEN)
    if last.promise.state == "open":
        return Reopening(Reopened.STILL_OPEN, last)
    rules = house.rules_at(CallbacksRules, now)
    if matter.state == "closed":
        ledger.open_again(matter, last.promise.owner_queue, "call_the_person", "person_has_not_come_back", due=now)
    matter.reopened_at = now
    matter.save(update_fields=["reopened_at"])
    callback = promising.promise_call(
        matter, _wanted_again(last, rules), now, because=(rules.place_kept.ref,), announced_as="matter_reopened"
    )
    return Reopening(Reopened.REOPENED, callback)


def _wanted_again(last: models.Callback, rules: CallbacksRules) -> promising.Wanted:
    email = last.matter.person.addresses.filter(form="email").order_by("position").first()
    return promising.Wanted(
        queue=last.promise.owner_queue,
        urgency=last.urgency,
        reason=last.reason,
        note=last.note,
        numbers=tuple(NumberAccepted(n.number, n.shown_as, n.mobile, in_use=True) for n in last.numbers.all()),
        email=email.value if email else "",
        zone=ZoneChoice(last.zone, ZoneSource(last.zone_taken_from)),
        zone_because=(rules.zone_from.ref,),
        earlier_is_fine=last.earlier_is_fine,
        accepted_hour=last.accepted_hour,
    )


def from_conversation(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    """The flow's deed: finds the matter through the gate, then reopens it, and words what came of it."""
    with within(SYSTEM):
        found = matter_access.find(conversation.person_id, pending.slots, conversation.channel)
        if found.word in ("code_sent", "wrong_code"):
            return Outcome(pending.action, found.word, {"where": found.where} if found.where else {})
        if found.matter is None:
            return Outcome(pending.action, ReopenMatterOutcome.NOT_KNOWN)
        try:
            reopening = reopen(found.matter, now)
        except planning.HourNeeded:
            return Outcome(pending.action, ReopenMatterOutcome.NOT_KNOWN)
        if reopening.callback is None:
            return Outcome(pending.action, ReopenMatterOutcome.NOT_KNOWN)
        if found.matter.person_id == conversation.person_id:
            models.Contact.objects.filter(id=conversation.contact_id, matter=None).update(matter=found.matter)
        facts = words.facts_of(reopening.callback, language, now)
    shown = {"promised_by": facts["promised_by"], "window": facts["planned_window"]}
    if reopening.word is Reopened.REOPENED:
        shown["item_number"] = facts["item_number"]
    return Outcome(pending.action, reopening.word.value, shown, (reopening.callback.promise.rule,))


def state_of(matter: models.Matter | None, action: str, language: str, now: datetime) -> Outcome:
    """The look-up's answer on a matter that the asker may see: waiting, missed, kept, or none."""
    last = latest_callback(matter) if matter else None
    if last is None:
        return Outcome(action, CallbackStateOutcome.NONE)
    facts = words.facts_of(last, language, now)
    because = (last.promise.rule,)
    if last.promise.state == "open":
        shown = {
            "promised_by": facts["promised_by"],
            "window": facts["planned_window"],
            "item_number": facts["item_number"],
        }
        return Outcome(action, CallbackStateOutcome.WAITING, shown, because)
    if last.promise.outcome in ("kept", "kept_late"):
        return Outcome(action, CallbackStateOutcome.KEPT, {}, because)
    return Outcome(action, CallbackStateOutcome.MISSED, {"item_number": facts["item_number"]}, because)
