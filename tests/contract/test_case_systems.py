"""What every case system promises. A real client joins by one more entry in `SYSTEMS`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from openline.gateways.case_records import ask_open_record, ask_record
from openline.gateways.case_status import (
    CaseNotFound,
    CaseSystemNonsense,
    CaseSystemUnavailable,
    StatusNotInLanguage,
    ask_status,
    within,
)
from openline.gateways.case_status.deadline import CALLS_AT_ONCE
from openline.gateways.synthetic_agency import Faulty, synthetic_agency
from openline.gateways.synthetic_agency.faults import CaseSystem

ROOT = Path(__file__).parents[2]
SOON = 5.0
AT_ONCE = 0.02


@dataclass(frozen=True)
class Known:
    """A case system, with numbers of which it is known what they are."""

    system: CaseSystem
    languages: tuple[str, ...]
    open: str
    protected: str
    unknown: str


def synthetic(pack: Path, languages: tuple[str, ...], open_to: str) -> Known:
    agency = synthetic_agency(pack)
    cast = agency.cast()
    return Known(
        agency, languages, cast[open_to].receipt_number, cast["protected"].receipt_number, agency.never_found()[0]
    )


SYSTEMS: dict[str, Callable[[], Known]] = {
    "synthetic agency": lambda: synthetic(ROOT / "agency/uscis", ("en", "es"), "applicant"),
    "synthetic library": lambda: synthetic(ROOT / "tests/agency/library", ("en", "es"), "reader"),
}


@pytest.fixture(params=SYSTEMS)
def known(request) -> Known:
    return SYSTEMS[request.param]()


def test_the_latest_action_is_told_in_every_language_of_the_agency(known: Known):
    status = ask_status(known.system, known.open, SOON)
    assert status.receipt_number == known.open
    for language in known.languages:
        assert status.title_in(language)
        assert status.text_in(language)


def test_a_language_that_the_system_does_not_speak_is_named_and_not_replaced(known: Known):
    with pytest.raises(StatusNotInLanguage, match="'tlh'"):
        ask_status(known.system, known.open, SOON).text_in("tlh")


def test_a_record_tells_the_parties_and_the_clock_of_the_filing_place(known: Known):
    record = ask_record(known.system, known.open, SOON)
    assert record.receipt_number == known.open
    assert record.parties
    assert ZoneInfo(record.filing_place.zone)


@pytest.mark.parametrize("ask", [ask_status, ask_record, ask_open_record])
@pytest.mark.parametrize("number", ["unknown", "", "'; --", "9" * 5000])
def test_an_unknown_number_is_not_found_and_not_repeated(known: Known, ask, number: str):
    with pytest.raises(CaseNotFound) as refusal:
        ask(known.system, known.unknown if number == "unknown" else number, SOON)
    assert known.unknown not in str(refusal.value)


@pytest.mark.parametrize("ask", [ask_status, ask_open_record])
def test_a_protected_case_is_not_found_in_the_very_words_of_an_unknown_one(known: Known, ask):
    said: list[tuple[type, str]] = []
    for number in (known.protected, known.unknown):
        with pytest.raises(CaseNotFound) as refusal:
            ask(known.system, number, SOON)
        said.append((refusal.type, str(refusal.value)))
    assert said[0] == said[1]


@pytest.mark.parametrize("ask", [ask_status, ask_record, ask_open_record])
def test_a_system_that_is_down_is_said_to_be_unavailable_whatever_the_number(known: Known, ask):
    for number in (known.open, known.protected, known.unknown):
        with pytest.raises(CaseSystemUnavailable):
            ask(Faulty(known.system, "down"), number, SOON)


@pytest.mark.parametrize("ask", [ask_status, ask_record, ask_open_record])
def test_a_person_never_waits_for_a_slow_system_beyond_the_limit(known: Known, ask):
    slow = Faulty(known.system, "slow")
    with pytest.raises(CaseSystemUnavailable):
        ask(slow, known.open, AT_ONCE)
    slow.mode = "well"
    assert ask(slow, known.open, SOON).receipt_number == known.open


@pytest.mark.parametrize("ask", [ask_status, ask_record, ask_open_record])
def test_a_system_that_answers_nonsense_is_not_believed(known: Known, ask):
    with pytest.raises(CaseSystemNonsense):
        ask(Faulty(known.system, "lying"), known.open, SOON)


def test_a_hanging_system_can_hold_only_so_many_calls_and_all_come_back_when_it_does(known: Known):
    slow = Faulty(known.system, "slow")
    for _ in range(CALLS_AT_ONCE + 3):
        with pytest.raises(CaseSystemUnavailable):
            ask_status(slow, known.open, 0.001)
    with pytest.raises(CaseSystemUnavailable, match="as many calls"):
        within(SOON, lambda: "no slot is left for me")
    slow.mode = "well"
    for thread in threading.enumerate():
        if thread.name == "case-system-call":
            thread.join(SOON)
    assert within(SOON, lambda: "back") == "back"


def test_what_a_call_raises_reaches_the_caller_as_it_is():
    def broken() -> None:
        raise TimeoutError("of the call's own")

    with pytest.raises(TimeoutError, match="own"):
        within(SOON, broken)
