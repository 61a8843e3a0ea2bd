"""Invented cases: the same every time, complete, and silent about protected people."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zipcodes

from openline.gateways.case_status import CaseNotFound
from openline.gateways.synthetic_agency import SyntheticAgency, SyntheticDataError, read_agency_data, synthetic_agency
from openline.policy import load_pack

USCIS = Path(__file__).parents[3] / "agency/uscis"
RECEIPT = re.compile(r"(EAC|VSC|WAC|CSC|LIN|NSC|SRC|TSC|MSC|NBC|YSC|IOE)\d{10}")


@pytest.fixture(scope="module")
def agency() -> SyntheticAgency:
    return synthetic_agency(USCIS)


def records(agency: SyntheticAgency):
    return [agency.record_of(number) for number in agency.receipt_numbers()]


def test_the_same_pack_gives_the_same_people_and_cases_every_time(agency: SyntheticAgency):
    again = SyntheticAgency(read_agency_data(USCIS))
    assert again.receipt_numbers() == agency.receipt_numbers()
    for number in agency.receipt_numbers()[::400]:
        assert again.record_of(number) == agency.record_of(number)


def test_every_status_and_every_form_of_the_agency_is_met(agency: SyntheticAgency):
    data = read_agency_data(USCIS)
    open_cases = [record for record in records(agency) if not record.protected]
    titles = {agency.status_of(record.receipt_number).title_in("en") for record in open_cases}
    assert titles == {status.title["en"] for status in data.statuses.values()}
    assert {record.form_type for record in records(agency)} == set(data.forms)


def test_a_status_reads_whole_in_english_and_in_spanish(agency: SyntheticAgency):
    for record in records(agency)[::40]:
        if record.protected:
            continue
        status = agency.status_of(record.receipt_number)
        for language in ("en", "es"):
            assert "{" not in status.text_in(language)
            assert status.receipt_number in status.text_in(language)
        assert status.title_in("en") != status.title_in("es")


def test_every_receipt_number_has_the_agency_s_layout_and_is_given_once(agency: SyntheticAgency):
    numbers = agency.receipt_numbers()
    assert len(set(numbers)) == len(numbers) > 4000
    assert all(RECEIPT.fullmatch(number) for number in (*numbers, *agency.never_found()))


def test_every_filing_place_has_the_time_zone_of_its_zip_code():
    for place in (entry.place for entry in read_agency_data(USCIS).places):
        assert zipcodes.matching(place.zip)[0]["state"] == place.state
        assert ZoneInfo(zipcodes.matching(place.zip)[0]["timezone"]).key == place.zone


def test_nothing_happens_before_the_filing_or_after_the_newest_day(agency: SyntheticAgency):
    newest = read_agency_data(USCIS).as_of
    for record in records(agency)[::10]:
        if not record.protected:
            status = agency.status_of(record.receipt_number)
            assert record.filed_on == status.submitted_on <= status.last_action_on <= newest


def test_people_have_only_numbers_and_addresses_that_are_nobody_s(agency: SyntheticAgency):
    for record in records(agency)[::10]:
        for party in record.parties:
            assert re.fullmatch(r"\+1\d{3}55501\d\d", party.phone)
            assert party.email.endswith("@example.org")


def test_a_few_of_a_hundred_cases_are_protected_and_many_have_a_representative(agency: SyntheticAgency):
    cases = records(agency)
    assert 0.02 < sum(case.protected for case in cases) / len(cases) < 0.04
    assert 0.3 < sum(case.representation is not None for case in cases) / len(cases) < 0.4


def test_the_status_of_a_protected_case_is_not_found_in_the_words_of_an_unknown_one(agency: SyntheticAgency):
    protected = agency.cast()["protected"].receipt_number
    answers = set()
    for number in (protected, *agency.never_found(), "nonsense"):
        with pytest.raises(CaseNotFound) as refusal:
            agency.status_of(number)
        assert number not in str(refusal.value)
        answers.add(str(refusal.value))
    assert len(answers) == 1


class Watched(SyntheticAgency):
    """A synthetic agency that notes how often it makes a case and words its status."""

    def __init__(self) -> None:
        super().__init__(read_agency_data(USCIS))
        self.made: list[str] = []

    def _generate(self, index: int):
        self.made.append("case")
        return super()._generate(index)

    def _status(self, case):
        self.made.append("status")
        return super()._status(case)


def test_asking_for_a_protected_an_unknown_or_an_open_case_takes_the_same_work():
    agency = Watched()
    cast = agency.cast()
    for number in (cast["protected"].receipt_number, cast["applicant"].receipt_number, *agency.never_found(), ""):
        agency.made.clear()
        with suppress(CaseNotFound):
            agency.status_of(number)
        assert agency.made == ["case", "status"]


def test_the_record_behind_a_protected_number_is_there_for_those_who_may_see_it(agency: SyntheticAgency):
    assert agency.record_of(agency.cast()["protected"].receipt_number).protected


def test_the_cast_are_who_the_readme_says_they_are(agency: SyntheticAgency):
    cast = agency.cast()
    assert agency.record_of(cast["applicant"].receipt_number).filing_place.zone == "Pacific/Honolulu"
    assert cast["applicant"].phone.startswith("+1212")
    assert agency.record_of(cast["guam_filer"].receipt_number).filing_place.zone == "Pacific/Guam"
    represented = agency.record_of(cast["attorney_on_record"].receipt_number)
    assert represented.representation is not None
    assert represented.representation.name == cast["attorney_on_record"].name
    assert represented.parties[0].name == cast["client_of_attorney"].name
    parties = {party.name for party in agency.record_of(cast["without_standing"].receipt_number).parties}
    assert cast["without_standing"].name not in parties
    for key in ("applicant", "petitioner", "guam_filer", "protected"):
        assert cast[key].name in {party.name for party in agency.record_of(cast[key].receipt_number).parties}


def test_every_status_that_the_agency_names_is_met_by_some_case_and_every_office_is_the_agency_s():
    pack, data = load_pack(USCIS), read_agency_data(USCIS)
    assert set(data.statuses) == set(pack.statuses)
    for place in data.places:
        office = pack.offices[place.holding_office]
        assert office.kind != "field_office" or office.zone == place.place.zone


def test_a_pack_without_its_files_is_told_which_one_to_add(tmp_path: Path):
    with pytest.raises(SyntheticDataError, match=r"people\.yaml is missing"):
        read_agency_data(tmp_path)
