"""What `openline check` finds in a pack, each fault provoked once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.policy.packs import LIBRARY, RETURN_WITHIN, TODAY, USCIS, change, copy_of, found

from openline.policy.check import CODE, check_pack

HOURS = "policy/hours/live_help.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of(LIBRARY, tmp_path)


@pytest.mark.parametrize("path", [USCIS, LIBRARY], ids=lambda path: path.name)
def test_nothing_is_found_in_the_packs_of_this_repository(path: Path, tmp_path: Path) -> None:
    assert [str(finding) for finding in found(path, tmp_path, TODAY)] == []


def test_a_pack_that_cannot_be_read_is_a_finding_not_a_crash(pack: Path, tmp_path: Path) -> None:
    change(pack, RETURN_WITHIN, "urgent: 1 business_days", "urgent: soon")
    (finding,) = found(pack, tmp_path)
    assert finding.kind == "unreadable"
    assert str(finding).startswith(f"library/{RETURN_WITHIN}:")


def test_a_field_without_a_file(pack: Path, tmp_path: Path) -> None:
    (pack / HOURS).unlink()
    assert [finding.file for finding in found(pack, tmp_path)] == [f"library/{HOURS}"]


@pytest.mark.parametrize("name", ["policy/hours/lunch.yaml", "policy/hours/notes.txt", "policy/weather/rain.yaml"])
def test_a_file_without_a_field(pack: Path, tmp_path: Path, name: str) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text("title: unheard of\n", encoding="utf-8")
    (finding,) = found(pack, tmp_path)
    assert (finding.kind, finding.file) == ("no_field", f"library/{name}")


def test_a_rule_that_no_code_reads(pack: Path, tmp_path: Path) -> None:
    (finding,) = found(pack, tmp_path, but="place_kept")
    assert finding.kind == "unused"
    assert "callbacks.place_kept" in finding.what


@pytest.mark.parametrize(
    ("kind", "file", "old", "new"),
    [
        ("not_hit", RETURN_WITHIN, "given: {urgency: urgent, requested_at", "given: {urgency: regular, requested_at"),
        ("example", RETURN_WITHIN, 'due_on: "2026-11-28"', 'due_on: "2026-11-27"'),
        ("example", RETURN_WITHIN, "due_on", "dew_on"),
        ("example", RETURN_WITHIN, "2026-11-25T12:00-06:00", "2026-11-25T12:00"),
        ("example", RETURN_WITHIN, "2026-11-25T12:00-06:00", "2024-11-25T12:00-06:00"),
        ("example", "policy/callbacks/numbers_tried.yaml", "expect: {value: 1}", "expect: {value: 2}"),
        ("example", "policy/callbacks/numbers_tried.yaml", "expect: {value: 1}", "expect: {value: one}"),
        ("example", "policy/callbacks/numbers_tried.yaml", "expect: {value: 1}", "expect: {tries: 1}"),
        ("no_source", HOURS, "document: handbook", "document: hearsay"),
        ("no_source", HOURS, '    source: {document: handbook, part: "hours"}\n', ""),
        ("no_reading", HOURS, "standing: published", "standing: chosen"),
        ("corrects", HOURS, "    standing:", '    corrects: "2020-01-01"\n    standing:'),
        ("unknown_id", HOURS, "    standing:", "    rules: [the first]\n    standing:"),
        ("no_label", "policy/queues/urgencies.yaml", "[urgent, regular]", "[urgent, regular, whenever]"),
    ],
)
def test_a_fault_of_an_entry(pack: Path, tmp_path: Path, kind: str, file: str, old: str, new: str) -> None:
    change(pack, file, old, new)
    kinds = {finding.kind: finding for finding in found(pack, tmp_path)}
    assert kind in kinds
    assert kinds[kind].file == f"library/{file}"
    assert kinds[kind].line


def test_an_entry_without_examples(pack: Path, tmp_path: Path) -> None:
    path = pack / HOURS
    path.write_text(path.read_text(encoding="utf-8").split("    examples:")[0], encoding="utf-8")
    assert [finding.kind for finding in found(pack, tmp_path)] == ["not_hit"]


def test_entries_that_do_not_stand_oldest_first(pack: Path, tmp_path: Path) -> None:
    path = pack / HOURS
    heading, entry = path.read_text(encoding="utf-8").split("in_force_from:\n")
    later = entry.replace("2025-01-07", "2026-11-26").replace("T10:00", "T10:00")
    path.write_text(f"{heading}in_force_from:\n{later}{entry}", encoding="utf-8")
    assert "order" in {finding.kind for finding in found(pack, tmp_path)}


def test_an_id_that_the_catalogue_does_not_have(pack: Path, tmp_path: Path) -> None:
    clauses = tmp_path / "clauses.yaml"
    clauses.write_text("CB-1: [shown]\n", encoding="utf-8")
    change(pack, HOURS, "    standing:", "    rules: [CB-1, CB-99]\n    standing:")
    (finding,) = found(pack, tmp_path, clauses=clauses)
    assert finding.kind == "unknown_id"
    assert "CB-99" in finding.what


def test_an_intent_that_does_not_exist(pack: Path, tmp_path: Path) -> None:
    change(pack, "policy/contacts/emergencies.yaml", "value: []", "value: [complaint]")
    (finding,) = [finding for finding in found(pack, tmp_path) if finding.kind != "history"]
    assert finding.kind == "no_intent"
    assert "complaint" in finding.what


@pytest.mark.parametrize(("today", "enough"), [(date(2028, 12, 31), True), (date(2029, 1, 1), False)])
def test_holidays_entered_for_less_than_two_years_ahead(pack: Path, tmp_path: Path, today: date, enough: bool) -> None:
    kinds = [finding.kind for finding in found(pack, tmp_path, today)]
    # By then every article is long due for its review, which is another finding.
    assert [kind for kind in kinds if kind != "review_overdue"] == ([] if enough else ["holidays"])


def test_the_check_looks_at_this_repositorys_own_code() -> None:
    assert (CODE / "domain" / "rules.py").is_file()
    assert {finding.kind for finding in check_pack(LIBRARY, TODAY)} <= {"unused"}
