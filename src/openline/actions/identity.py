"""A desk records who is asking and by what right; the system compares, and opens the case or does not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from openline.actions import access, case_files, events, house, ledger
from openline.domain.identity import IdentityRules, what_may_be_told
from openline.gateways.case_records import CaseRecord
from openline.records import models

REPRESENTATIVE = "attorney_on_record"


@dataclass(frozen=True, slots=True)
class Told:
    """What the person told of themselves, as the agent typed it."""

    standing: str
    receipt_number: str = ""
    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    representative_name: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Which of the facts told agree with the record, and whether the standing is on it. Never which do not exist."""

    facts_agreed: frozenset[str]
    is_on_record: bool


def compare(told: Told, seat: models.Seat) -> Compared:
    """Compares with the agency's record. Asks an outside system: never call it inside a transaction.

    A case that is not there and one that this seat may not know of compare alike. Raises CaseSystemUnavailable.
    """
    record = None
    if told.receipt_number:
        record = case_files.record_of(told.receipt_number, sees_protected=access.may(seat, "see_protected"))
    if record is None:
        return Compared(frozenset(), is_on_record=False)
    agreed = {"receipt_number"}
    on_record = _standing_on_record(told, record)
    for party in record.parties:
        names = same_name(told.given_name, party.given_name) and same_name(told.family_name, party.family_name)
        fits = told.standing == REPRESENTATIVE or party.role == told.standing
        if names and fits:
            agreed.add("name")
            if told.date_of_birth == party.date_of_birth:
                agreed.add("date_of_birth")
    return Compared(frozenset(agreed), on_record)


def _standing_on_record(told: Told, record: CaseRecord) -> bool:
    if told.standing == REPRESENTATIVE:
        return record.representation is not None and same_name(told.representative_name, record.representation.name)
    return any(
        party.role == told.standing
        and same_name(told.given_name, party.given_name)
        and same_name(told.family_name, party.family_name)
        for party in record.parties
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a person who hears them: accents, case, spaces and hyphens aside."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _plain(name: str) -> str:
    stripped = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^a-z0-9]", "", "".join(c for c in stripped if not unicodedata.combining(c)))


def record_check(
    contact: models.Contact, seat: models.Seat, told: Told, compared: Compared, now: datetime
) -> models.IdentityCheck:
    """Keeps the check, what agreed and what it opened; the first check that opens gives the matter its case."""
    rules = house.rules_at(IdentityRules, now)
    decision = what_may_be_told(told.standing, compared.facts_agreed, compared.is_on_record, rules)
    opens = decision.outcome.case_opens
    outcome = access.CASE_OPENS if opens else str(decision.outcome.refusal)
    kept = ledger.record_decision(
        "identity",
        decision,
        now,
        seat=seat,
        outcome=outcome,
        contact=contact,
        matter=contact.matter,
    )
    check = models.IdentityCheck.objects.create(
        contact=contact,
        seat=seat,
        ordinal=contact.identity_checks.count() + 1,
        standing=told.standing,
        facts_agreed=sorted(compared.facts_agreed),
        receipt_number=told.receipt_number if opens else "",
        outcome=outcome,
        decision=kept,
        checked_at=now,
    )
    if opens and contact.matter and not contact.matter.receipt_number:
        models.Matter.objects.filter(id=contact.matter_id).update(receipt_number=told.receipt_number)
    if opens:
        _keep_name(contact, told)
    events.changed(events.topic_of_seat(seat.id), "identity", now, contact=contact.id)
    return check


def _keep_name(contact: models.Contact, told: Told) -> None:
    """Whoever calls back asks for the person by the name that was checked; one known before stays."""
    name = told.representative_name if told.standing == REPRESENTATIVE else f"{told.given_name} {told.family_name}"
    models.Person.objects.filter(id=contact.person_id, name="").update(name=name.strip()[:120])
