"""The one gate to a case. Each condition stands on its own line; each refusal is its own word inside.

Until identity and standing are recorded a desk sees this conversation and nothing else: no case fact, no
earlier contact, no matter. A protected case is, below the tier that it is sealed to, a case that is not there.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from openline.actions import case_files, house
from openline.actions.acting import Actor
from openline.gateways.case_records import CaseRecord
from openline.gateways.case_status import CaseNotFound, CaseStatus, CaseSystemUnavailable
from openline.records import models

CASE_OPENS = "case_opens"


class Seen(StrEnum):
    """How far the gate opens, and why no further."""

    NOTHING = "nothing"
    THIS_CONVERSATION = "this_conversation"
    MATTER_AND_CASE = "matter_and_case"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What the agency's systems say of a case, as far as this seat may know; `trouble` when they did not answer."""

    record: CaseRecord | None = None
    status: CaseStatus | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What one seat may see of one contact."""

    seen: Seen
    checks: list[models.IdentityCheck] = field(default_factory=list)


def actor_of(seat: models.Seat) -> Actor:
    """The seat as the database knows it."""
    return Actor.seat(seat.id, sees_sealed=may(seat, "see_protected"))


def may(seat: models.Seat, deed: str) -> bool:
    """Whether the seat's tier may do something, by the pack."""
    tier = house.pack().tiers.get(seat.tier)
    return tier is not None and deed in tier.may


def may_see_contact(seat: models.Seat, contact: models.Contact) -> Opened:
    """How much of a contact the seat sees now."""
    holds_it = models.WorkItem.objects.filter(contact=contact, owner=seat).exclude(state="waiting").exists()
    oversees = may(seat, "supervise") and watches(seat, contact)
    if contact.sealed_to and not may(seat, "see_protected"):
        return Opened(Seen.NOTHING)
    if not (holds_it or contact.seat_id == seat.id or oversees):
        return Opened(Seen.NOTHING)
    checks = list(contact.identity_checks.select_related("decision").order_by("ordinal"))
    if not standing_recorded(contact):
        return Opened(Seen.THIS_CONVERSATION, checks)
    return Opened(Seen.MATTER_AND_CASE, checks)


def watches(seat: models.Seat, contact: models.Contact) -> bool:
    """Whether the seat reads along in this contact: it said so, which is on the record, and has not stopped."""
    said = models.Decision.objects.filter(contact=contact, seat=seat, kind="watch").values_list("outcome", flat=True)
    words = list(said)
    return words.count("began") > words.count("ended")


def standing_recorded(contact: models.Contact) -> bool:
    """Whether the last check of this contact established identity and standing."""
    last = contact.identity_checks.order_by("-ordinal").first()
    return last is not None and last.outcome == CASE_OPENS


def may_see_callback(seat: models.Seat, callback: models.Callback) -> bool:
    """Whether the seat may open a promised call: its tier calls back, and the matter is not sealed above it."""
    if callback.matter.sealed_to and not may(seat, "see_protected"):
        return False
    return may(seat, "call_back") or may(seat, "supervise")


def checked_receipt(contact: models.Contact) -> str:
    """The receipt number of the case that the last check opened, or nothing."""
    last = contact.identity_checks.order_by("-ordinal").first()
    return last.receipt_number if last and last.outcome == CASE_OPENS else ""


def case_file(receipt_number: str, seat: models.Seat) -> CaseFile:
    """The case as this seat may know it. Asks outside systems: never call it inside a transaction."""
    if not receipt_number:
        return CaseFile()
    try:
        record = case_files.record_of(receipt_number, sees_protected=may(seat, "see_protected"))
        status = case_files.status_of(receipt_number) if record else None
    except CaseNotFound:
        return CaseFile(record=record)
    except CaseSystemUnavailable:
        return CaseFile(trouble="case_system_unavailable")
    return CaseFile(record, status)


def filing_zone(receipt_number: str) -> str | None:
    """The zone of the place where the case was filed, for planning a call; None where that cannot be learned.

    A protected case has none here, so that a planned hour never tells where it was filed.
    """
    if not receipt_number:
        return None
    try:
        record = case_files.record_of(receipt_number)
    except CaseSystemUnavailable:
        return None
    return record.filing_place.zone if record else None


def earlier_contacts(contact: models.Contact, receipt_number: str) -> list[models.Contact]:
    """Contacts on the same case, of everyone whose standing opened it, and the person's own; newest first."""
    same_case = models.Contact.objects.filter(
        identity_checks__receipt_number=receipt_number, identity_checks__outcome=CASE_OPENS
    )
    own = models.Contact.objects.filter(person_id=contact.person_id)
    on_its_matters = models.Contact.objects.filter(matter__contacts__in=same_case)
    found = (same_case | own | on_its_matters).exclude(id=contact.id).distinct()
    return list(found.select_related("seat", "matter").order_by("-started_at")[:50])


def opens_contact(contact_id: uuid.UUID, seat: models.Seat) -> bool:
    """Whether the gate lets this seat see anything of a contact."""
    contact = models.Contact.objects.filter(id=contact_id).first()
    return contact is not None and may_see_contact(seat, contact).seen is not Seen.NOTHING


def conversation_for_seat(conversation_id: uuid.UUID, seat: models.Seat, now: datetime) -> models.Conversation | None:
    """The conversation, if the gate lets this seat see it."""
    conversation = (
        models.Conversation.objects.filter(id=conversation_id).select_related("contact", "contact__matter").first()
    )
    if conversation is None or may_see_contact(seat, conversation.contact).seen is Seen.NOTHING:
        return None
    return conversation
