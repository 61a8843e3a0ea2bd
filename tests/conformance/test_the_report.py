"""The report on conformance says what a run showed, and lists every rule of the catalogue."""

from __future__ import annotations

import pytest
from tests.conformance.report import NoSuchClause, Report, Rule, Shown

ON_BOTH = [Shown("CB-7", "second attempt", channel) for channel in ("assistant", "typed_voice")]
HOW_MANY = {"HRS": 12, "IVR": 10, "CHAT": 4, "ACC": 14, "SR": 12, "TIER": 13, "CB": 12, "APT": 11, "EXP": 2, "KSK": 1}


@pytest.fixture
def report() -> Report:
    return Report([Rule("CB-7", ON_BOTH, ["second attempt"])])


def test_every_rule_of_the_catalogue_is_listed_with_its_clauses() -> None:
    listed = Report.from_clauses().rules
    expected = [f"{prefix}-{number}" for prefix, count in HOW_MANY.items() for number in range(1, count + 1)]
    assert list(listed) == expected
    assert all(rule.clauses for rule in listed.values())


def test_a_rule_of_which_nothing_was_shown_is_open(report: Report) -> None:
    assert report.rules["CB-7"].line().split() == ["CB-7", "open"]
    assert report.closing_line() == "0 kept, 0 partly, 1 open, 0 broken"


def test_a_rule_shown_on_one_channel_is_partly_kept_and_names_what_is_missing(report: Report) -> None:
    report.saw(ON_BOTH[:1], passed=True)
    assert report.rules["CB-7"].line().endswith("partly (missing: second attempt on typed_voice)")


def test_a_rule_shown_on_every_channel_is_kept(report: Report) -> None:
    report.saw(ON_BOTH, passed=True)
    assert report.rules["CB-7"].state == "kept"


def test_a_rule_with_one_failed_test_is_broken_whatever_else_passed(report: Report) -> None:
    report.saw(ON_BOTH, passed=True)
    report.saw(ON_BOTH[:1], passed=False)
    assert report.closing_line() == "0 kept, 0 partly, 0 open, 1 broken"


@pytest.mark.parametrize(
    "named",
    [
        ("CB-77", "second attempt", "assistant"),
        ("CB-7", "third attempt", "assistant"),
        ("CB-7", "second attempt", "fax"),
    ],
)
def test_a_rule_clause_or_channel_that_is_not_listed_is_refused(report: Report, named: tuple[str, str, str]) -> None:
    with pytest.raises(NoSuchClause):
        report.known(*named)
