"""A case system of invented people: both case gateways, generated from an agency pack by a seed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar
from zlib import crc32

from babel.dates import format_date

from openline.gateways.case_records import CaseRecord, Party, Representation
from openline.gateways.case_status import CaseStatus, PastStatus, case_not_found
from openline.gateways.synthetic_agency.agency_data import (
    AgencyData,
    CastMember,
    NumberSeries,
    Place,
    StatusWords,
    SyntheticDataError,
    WrittenCase,
    read_agency_data,
)
from openline.policy.telling import locale_of

T = TypeVar("T")
OLDEST_FILING = 900
NEWEST_FILING = 5


class SyntheticAgency:
    """A case system whose every person and case is invented; the same pack always gives the same cases.

    Only the receipt numbers are made at the start; a case is made anew whenever it is asked for, found or
    not, so that a protected, an unknown and a malformed number cost the same and say the same.
    """

    def __init__(self, data: AgencyData) -> None:
        self._data = data
        self._statuses = tuple(data.statuses.values())
        self._status_weights = tuple(accumulate(status.weight for status in self._statuses))
        self._form_weights = tuple(accumulate(form.weight for form in data.forms.values()))
        self._place_weights = tuple(accumulate(place.weight for place in data.places))
        self._series_weights = tuple(accumulate(series.weight for series in data.series))
        self._index = {self._receipt_number(index): index for index in range(data.size)}
        taken = set(self._index) & ({*data.written, *data.never_found})
        if taken or len(self._index) != data.size:
            raise SyntheticDataError(f"receipt numbers are given out twice: {', '.join(sorted(taken))}")

    def status_of(self, receipt_number: str) -> CaseStatus:
        """Where the case stands; raises CaseNotFound alike for unknown, malformed and protected numbers."""
        known, case = self._look_up(receipt_number)
        status = self._status(case)
        if not known or case.record.protected:
            raise case_not_found()
        return status

    def record_of(self, receipt_number: str) -> CaseRecord:
        """The record of the case, protected ones too; raises CaseNotFound for unknown and malformed numbers."""
        known, case = self._look_up(receipt_number)
        if not known:
            raise case_not_found()
        return case.record

    def cast(self) -> Mapping[str, CastMember]:
        """The demo people by their key, such as `applicant`; their cases never change."""
        return {member.key: member for member in self._data.cast}

    def receipt_numbers(self) -> tuple[str, ...]:
        """Every receipt number of this agency, the cast's first."""
        return (*self._data.written, *self._index)

    def never_found(self) -> tuple[str, ...]:
        """Well-formed receipt numbers that no case will ever have."""
        return self._data.never_found

    def _look_up(self, receipt_number: str) -> tuple[bool, WrittenCase]:
        index = self._index.get(receipt_number)
        stand_in = crc32(receipt_number.encode("utf-8", "replace")) % self._data.size
        generated = self._generate(stand_in if index is None else index)
        written = self._data.written.get(receipt_number)
        return (index is not None or written is not None), written or generated

    def _random(self, index: int, subject: str) -> Random:
        return Random(f"{self._data.seed}/{index}/{subject}")

    def _filed_on(self, index: int) -> date:
        days = self._random(index, "filing").randint(NEWEST_FILING, OLDEST_FILING)
        return self._data.as_of - timedelta(days=days)

    def _receipt_number(self, index: int) -> str:
        series: NumberSeries = _pick(self._random(index, "number"), self._data.series, self._series_weights)
        filed_on = self._filed_on(index)
        month, day = self._data.fiscal_year_starts
        begun = date(filed_on.year, month, day)
        if filed_on < begun:
            begun = date(filed_on.year - 1, month, day)
        ends_in = begun.year if (month, day) == (1, 1) else begun.year + 1
        return series.prefix + series.layout.format(
            fiscal_year=ends_in % 100,
            workday=(filed_on - begun).days * 5 // 7 + 1,
            serial=series.serial_from + index * series.serial_step,
        )

    def _generate(self, index: int) -> WrittenCase:
        data, chance = self._data, self._random(index, "case")
        status = self._statuses[index] if index < len(self._statuses) else None
        status = status or _pick(chance, self._statuses, self._status_weights)
        form = _pick(chance, tuple(data.forms.values()), self._form_weights)
        if status.forms and form.key not in status.forms:
            form = data.forms[chance.choice(sorted(status.forms))]
        where: Place = _pick(chance, data.places, self._place_weights)
        filed_on = self._filed_on(index)
        age = (data.as_of - filed_on).days
        acted_after = 0 if status is self._statuses[0] else chance.randint(1, age)
        record = CaseRecord(
            receipt_number=self._receipt_number(index),
            form_type=form.key,
            filed_on=filed_on,
            filing_place=where.place,
            holding_office=where.holding_office,
            parties=tuple(self._party(index, role, where, chance) for role in form.roles),
            representation=self._representation(index, filed_on, where, chance),
            protected=chance.randrange(100) < data.protected_percent,
        )
        return WrittenCase(record, status.key, filed_on + timedelta(days=acted_after))

    def _party(self, index: int, role: str, where: Place, chance: Random) -> Party:
        given, family = chance.choice(self._data.given_names), chance.choice(self._data.family_names)
        return Party(
            role=role,
            given_name=given,
            family_name=family,
            date_of_birth=date(1945, 1, 1) + timedelta(days=chance.randrange(22_000)),
            a_number=self._data.person_number.format(serial=chance.randrange(1_000_000)),
            email=_mail(given, family, index),
            phone=_phone(where.area_code, chance),
        )

    def _representation(self, index: int, filed_on: date, where: Place, chance: Random) -> Representation | None:
        represented = chance.randrange(100) < self._data.represented_percent
        given, family = chance.choice(self._data.given_names), chance.choice(self._data.family_names)
        email, phone, firm = (
            _mail(given, family, index),
            _phone(where.area_code, chance),
            chance.choice(self._data.firms),
        )
        return Representation(f"{given} {family}", firm, filed_on, email, phone) if represented else None

    def _status(self, case: WrittenCase) -> CaseStatus:
        record, status = case.record, self._data.statuses[case.status]
        form = self._data.forms[record.form_type]
        return CaseStatus(
            receipt_number=record.receipt_number,
            form_type=form.key,
            form_title=form.title,
            title=status.title,
            text={language: self._text(case, status, language) for language in status.text},
            submitted_on=record.filed_on,
            last_action_on=case.last_action_on,
            history=self._history(case),
        )

    def _history(self, case: WrittenCase) -> tuple[PastStatus, ...]:
        first = self._statuses[0]
        return () if case.status == first.key else (PastStatus(case.record.filed_on, first.title),)

    def _text(self, case: WrittenCase, status: StatusWords, language: str) -> str:
        contact_after = case.last_action_on + timedelta(days=status.contact_after_days)
        return status.text[language].format(
            last_action_on=_long_date(case.last_action_on, language),
            contact_after=_long_date(contact_after, language),
            form=case.record.form_type,
            form_title=self._data.forms[case.record.form_type].title[language],
            receipt_number=case.record.receipt_number,
            office_city=case.record.filing_place.city,
        )


@lru_cache(maxsize=4)
def synthetic_agency(pack: Path) -> SyntheticAgency:
    """The synthetic agency of a pack, made once for each process."""
    return SyntheticAgency(read_agency_data(pack))


def _pick(chance: Random, choices: tuple[T, ...], cumulative: tuple[int, ...]) -> T:
    return chance.choices(choices, cum_weights=cumulative)[0]


def _mail(given: str, family: str, index: int) -> str:
    return f"{given}.{family}.{index}@example.org".lower()


def _phone(area_code: str, chance: Random) -> str:
    return f"+1{area_code}555{chance.randint(100, 199):04d}"


def _long_date(day: date, language: str) -> str:
    return format_date(day, format="long", locale=locale_of(language))
