"""What a policy person asks on the command line is answered from the agency pack alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from openline.project.cli import main

AGENCY = str(Path(__file__).parents[3] / "agency" / "uscis")
EVE_OF_THANKSGIVING = "2026-11-25T16:40-05:00"
BEFORE_ANY_RULE = "1999-01-04T10:00-05:00"


def test_an_urgent_call_asked_for_on_the_eve_of_the_holiday_is_due_after_it(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["due", "callback", "--urgency", "urgent", "--from", EVE_OF_THANKSGIVING, "--agency", AGENCY]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "2026-12-01T16:40 America/New_York" in said
    assert "2026-11-26" not in said
    assert "callbacks.return_within" in said
    assert "2022-01-10 (published)" in said
    assert "policy/callbacks/return_within.yaml" in said


def test_an_urgency_that_the_rule_does_not_know_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["due", "callback", "--urgency", "whenever", "--from", EVE_OF_THANKSGIVING, "--agency", AGENCY]
    assert main(asked) == 1
    assert "whenever" in capsys.readouterr().err


def test_a_moment_before_the_first_rule_names_the_file_to_extend(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["due", "callback", "--urgency", "urgent", "--from", BEFORE_ANY_RULE, "--agency", AGENCY]
    assert main(asked) == 1
    assert "return_within.yaml" in capsys.readouterr().err


def test_the_rule_book_shows_a_day_with_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "--on", "2026-11-25", "--topic", "callbacks", "--agency", AGENCY]) == 0
    said = capsys.readouterr().out
    assert "return_within" in said
    assert "2022-01-10; source: AILA" in said


def test_the_rule_book_of_a_day_before_all_rules_says_that_none_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "--on", "1999-01-04", "--agency", AGENCY]) == 0
    assert "no rule known" in capsys.readouterr().out


def test_a_folder_without_an_agency_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["rulebook", "--on", "2026-11-25", "--agency", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err
