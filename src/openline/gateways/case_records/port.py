"""What a case record system promises: who the parties of a case are, where it was filed, who represents whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from openline.gateways.case_status import CaseSystemNonsense, case_not_found, within


@dataclass(frozen=True, slots=True)
class FilingPlace:
    """The place where a case was filed; `zone` is an IANA name."""

    city: str
    state: str
    zip: str
    zone: str


@dataclass(frozen=True, slots=True)
class Party:
    """A person whom a case concerns; `role` is a standing of the identity rules, such as `applicant`.

    `a_number` is the number that the agency gave this person for life, where it gave one.
    """

    role: str
    given_name: str
    family_name: str
    date_of_birth: date
    a_number: str | None = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Representation:
    """The representative whose signed form is on record for a case, and since when."""

    name: str
    firm: str
    on_record_since: date
    email: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What staff with standing and identity established may see of a case.

    `protected` marks a case that behaves as unknown to everyone but the tier to which it is reserved.
    """

    receipt_number: str
    form_type: str
    filed_on: date
    filing_place: FilingPlace
    holding_office: str
    parties: tuple[Party, ...]
    representation: Representation | None
    protected: bool


class CaseRecordsGateway(Protocol):
    """A case system that gives the record behind a receipt number."""

    def record_of(self, receipt_number: str) -> CaseRecord:
        """Raises CaseNotFound or CaseSystemUnavailable. Gives protected records too: see `ask_open_record`."""
        ...


def ask_record(gateway: CaseRecordsGateway, receipt_number: str, seconds: float) -> CaseRecord:
    """The record within `seconds`, protected or not: for the gate that decides who may see it, and no one else."""
    return sound_record(within(seconds, lambda: gateway.record_of(receipt_number)), receipt_number)


def ask_open_record(gateway: CaseRecordsGateway, receipt_number: str, seconds: float) -> CaseRecord:
    """The record within `seconds`; a protected one raises CaseNotFound in the very words of an unknown one.

    For everything automatic: time zone, office, greeting by name.
    """
    record = ask_record(gateway, receipt_number, seconds)
    if record.protected:
        raise case_not_found()
    return record


def sound_record(record: CaseRecord, asked_for: str) -> CaseRecord:
    """`record` itself when it can be worked with; raises CaseSystemNonsense naming the first flaw."""
    if not isinstance(record, CaseRecord):
        raise CaseSystemNonsense(f"the reply is no case record but {type(record).__name__}")
    if record.receipt_number != asked_for:
        raise CaseSystemNonsense("the reply speaks of another case than the one asked for")
    if not record.parties:
        raise CaseSystemNonsense("the reply names no party")
    if not record.filing_place.zone:
        raise CaseSystemNonsense("the reply has a filing place without a time zone")
    return record
