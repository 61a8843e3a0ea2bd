"""Which numbers a person can be called back on."""

from __future__ import annotations

import pytest
from tests.unit.domain.rules_in_force import callbacks_of_2022, with_rules

from openline.domain.callback_numbers import NumberAccepted, NumberRefused, number_to_call


def told(text: str, region: str = "US", rules=callbacks_of_2022):  # type: ignore[no-untyped-def]
    return number_to_call(text, region, rules).outcome


@pytest.mark.parametrize(
    "text",
    [
        "202-555-0134 ext. 12",
        "202-555-0134 x12",
        "(202) 555-0134 #12",
        "+1 202 555 0134;ext=12",
        "202-555-0134 extension 12",
        "202-555-0134 extensión 12",
    ],
)
def test_a_number_with_an_extension_is_refused_however_it_is_written(text: str) -> None:
    assert told(text) == NumberRefused("extension")


@pytest.mark.parametrize(
    "text",
    ["202-555-0134", "(202) 555-0134", "+1 202 555 0134", "1-202-555-0134", " 2025550134 ", "202.555.0134"],
)
def test_an_ordinary_number_is_accepted_however_it_is_written(text: str) -> None:
    accepted = told(text)
    assert isinstance(accepted, NumberAccepted)
    assert (accepted.e164, accepted.national) == ("+12025550134", "(202) 555-0134")


def test_north_american_numbers_do_not_tell_whether_they_are_mobile_and_others_do() -> None:
    assert told("202-456-1111").mobile is None
    assert told("+34 612 345 678").mobile is True
    assert told("+34 912 345 678").mobile is False


def test_a_number_from_abroad_is_written_with_its_country() -> None:
    assert told("+34 612 345 678").national == "+34 612 34 56 78"


def test_a_number_not_known_to_be_assigned_is_accepted_and_marked_to_be_read_back() -> None:
    assert told("202-456-1111").in_use
    assert not told("055-555-0134").in_use


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not_a_number"),
        ("no phone", "not_a_number"),
        ("x" * 10_000, "too_long"),
        ("\x00\x1b", "not_a_number"),
        ("555-0134", "too_short"),
        ("911", "too_short"),
        ("202-555-01345678", "too_long"),
        ("+999 202 555 0134", "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused_with_the_word_for_why(text: str, reason: str) -> None:
    assert told(text) == NumberRefused(reason)


def test_the_rule_decides_which_kinds_are_refused() -> None:
    lenient = with_rules(callbacks_of_2022, refused_numbers=frozenset())
    strict = with_rules(callbacks_of_2022, refused_numbers=frozenset({"extension", "premium_rate"}))
    assert told("202-555-0134 x12", rules=lenient).e164 == "+12025550134"
    assert told("202-555-0134 x12", rules=lenient).national == "(202) 555-0134"
    assert told("900-234-5678", rules=strict) == NumberRefused("premium_rate")
    assert isinstance(told("900-234-5678"), NumberAccepted)


def test_the_decision_names_its_rule_and_keeps_the_number_to_itself() -> None:
    decision = number_to_call("202-555-0134", "US", callbacks_of_2022)
    assert [ref.address for ref in decision.because] == ["callbacks.refused_numbers"]
    assert "0134" not in str(decision.facts)
