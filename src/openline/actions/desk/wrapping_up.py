"""The wrap-up of a live contact: what it was about, and why self-help did not do (TIER-9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from openline.actions import access, conversations, events, house, ledger
from openline.domain.chats import WrapUpGiven, WrapUpWord
from openline.domain.chats import wrap_up as judged
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.records import models

LONGEST_NOTE = 4000


def judge(given: WrapUpGiven, now: datetime) -> Decision[WrapUpWord]:
    """Whether the wrap-up is whole by the rules in force."""
    return judged(given, house.rules_at(ContactsRules, now))


def owe(contact: models.Contact, seat: models.Seat, now: datetime) -> models.WrapUp:
    """The seat owes the wrap-up of this contact from now on. Once for each contact."""
    owed, _ = models.WrapUp.objects.get_or_create(contact=contact, defaults={"seat": seat, "owed_since": now})
    return owed


def wrap_up(
    contact: models.Contact, seat: models.Seat, given: WrapUpGiven, now: datetime
) -> Decision[WrapUpWord] | None:
    """Keeps the wrap-up that the seat owes, or says what it lacks; None when the seat owes none of this contact."""
    owed = models.WrapUp.objects.select_for_update().filter(contact=contact, seat=seat, state="owed").first()
    return _keep(owed, seat, given, now) if owed else None


def wrap_up_in_place(
    contact: models.Contact, seat: models.Seat, given: WrapUpGiven, why: str, now: datetime
) -> Decision[WrapUpWord] | None:
    """A supervisor who read the conversation keeps the wrap-up that another seat owes; the record says who and why.

    None when nobody owes one of this contact, or when this seat may not do it.
    """
    owed = models.WrapUp.objects.select_for_update(of=("self",)).filter(contact=contact, state="owed").first()
    if owed is None or not may_wrap_up_in_place(contact, seat):
        return None
    why = conversations.readable(why).strip()[:LONGEST_NOTE]
    if not why:
        return Decision(WrapUpWord.WHY_IN_PLACE_MISSING, (), {})
    return _keep(owed, seat, given, now, {"owed_by": owed.seat.agent_id, "why_in_place": why})


def may_wrap_up_in_place(contact: models.Contact, seat: models.Seat) -> bool:
    """Whether this seat oversees others and reads this contact on the record."""
    return access.may(seat, "supervise") and access.watches(seat, contact)


def _keep(
    owed: models.WrapUp, seat: models.Seat, given: WrapUpGiven, now: datetime, facts: dict[str, object] | None = None
) -> Decision[WrapUpWord]:
    decision = judge(given, now)
    if decision.outcome is not WrapUpWord.WHOLE:
        return decision
    decision = replace(decision, facts={**decision.facts, **(facts or {})})
    contact = owed.contact
    owed.state, owed.done_at = "done", now
    owed.reasons, owed.self_help = list(given.reasons), given.self_help
    owed.note = conversations.readable(given.note)[:LONGEST_NOTE]
    owed.save()
    ledger.record_decision("wrapped_up", decision, now, seat=seat, contact=contact, matter=contact.matter)
    events.changed(events.topic_of_seat(owed.seat_id), "wrapped_up", now, contact=contact.id)
    return decision


def owed_by(seat: models.Seat) -> list[models.WrapUp]:
    """The wrap-ups that a seat still owes, the oldest first."""
    owed = models.WrapUp.objects.filter(seat=seat, state="owed")
    return list(owed.select_related("contact", "contact__matter", "contact__conversation").order_by("owed_since"))


def owed_by_all() -> list[models.WrapUp]:
    """Every wrap-up that is owed, as far as row security shows its contact; the oldest first."""
    owed = models.WrapUp.objects.filter(state="owed")
    return list(owed.select_related("seat", "contact", "contact__matter").order_by("owed_since"))


def could_have_been_self_help(contact: models.Contact, now: datetime) -> bool:
    """Whether self-service exists for what the contact was about, by the rules of its day."""
    rules = house.rules_at(ContactsRules, contact.started_at)
    about = contact.matter.about if contact.matter else ""
    return rules.self_service_only.known and about in rules.self_service_only.value
