"""Who writes a pack file wrongly is told the file, the line, what is wrong and what to write."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from tests.unit.policy.packs import LIBRARY, RETURN_WITHIN, TODAY, change, copy_of

from openline.domain.callbacks import CallbacksRules
from openline.domain.rules import NoRuleInForce
from openline.policy import PackError, read_pack

HOURS = "policy/callbacks/calling_hours.yaml"
ATTEMPTS = "policy/callbacks/attempts.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of(LIBRARY, tmp_path)


def line_of(pack: Path, file: str, text: str) -> int:
    lines = (pack / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (RETURN_WITHIN, "urgent: 1 business_days", "urgent: soon", "write an amount and one of"),
        (RETURN_WITHIN, "urgent: 1 business_days", "urgent: 1", "a span is text"),
        (HOURS, 'opens: "10:00"', "opens: 10", 'write "18:30"'),
        (HOURS, 'opens: "10:00"', 'opens: "25:00"', 'write "18:30"'),
        (HOURS, 'opens: "10:00"', 'opens: "17:00"', "closes must be later than opens"),
        (HOURS, "[tue, wed", "[Tuesday, wed", "write one of mon"),
        (HOURS, "zone: America/Chicago", "zone: Chicago", "write an IANA name"),
        (HOURS, "closed_on_holidays: true", "closed_on_holidays: yes", "closed_on_holidays"),
        (ATTEMPTS, "count: 3", 'count: "3"', "count"),
        (ATTEMPTS, "count: 3, ", "", "count is missing: add it"),
        (ATTEMPTS, "count: 3", "count: 3, cuont: 3", "cuont is not known here"),
        (ATTEMPTS, "least: 20 minutes", "least: 50 minutes", "is more than most"),
        (RETURN_WITHIN, "standing: published", "standing: rumored", "'published', 'gathered'"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(pack: Path, file: str, old: str, new: str, told: str) -> None:
    line = line_of(pack, file, old)
    change(pack, file, old, new)
    with pytest.raises(PackError) as error:
        read_pack(pack)
    assert f"library/{file}:{line}: " in str(error.value)
    assert told in str(error.value)


def test_a_date_that_is_none_is_told_with_its_line(pack: Path) -> None:
    line = line_of(pack, RETURN_WITHIN, '"2025-01-07"')
    change(pack, RETURN_WITHIN, '"2025-01-07"', '"2025-13-07"')
    with pytest.raises(PackError, match=rf"return_within\.yaml:{line}: .*2026-11-25"):
        read_pack(pack)


def test_a_key_written_twice_is_refused(pack: Path) -> None:
    change(pack, RETURN_WITHIN, "kind: span", "kind: span\nkind: span")
    with pytest.raises(PackError, match=r'return_within\.yaml:4: .*duplicate key "kind"'):
        read_pack(pack)


def test_an_unquoted_time_stays_a_time(pack: Path) -> None:
    change(pack, HOURS, 'closes: "17:00"', "closes: 18:30")
    assert read_pack(pack).rules_on(CallbacksRules, TODAY).calling_hours.value.closes == time(18, 30)


def test_an_unquoted_date_is_read_as_that_day(pack: Path) -> None:
    change(pack, HOURS, '"2025-01-07"', "2025-01-07")
    assert read_pack(pack).rules["callbacks.calling_hours"].entries[0].in_force_from == date(2025, 1, 7)


def test_an_unquoted_moment_is_refused_since_its_zone_would_be_lost(pack: Path) -> None:
    change(pack, HOURS, '"2026-11-28T10:00-06:00"', "2026-11-28T10:00:00-06:00")
    with pytest.raises(PackError, match="put a moment in quotes"):
        read_pack(pack)


def test_all_mistakes_of_a_file_are_told_at_once(pack: Path) -> None:
    change(pack, RETURN_WITHIN, "urgent: 1 business_days, regular: 5 business_days", "urgent: soon, regular: later")
    with pytest.raises(PackError) as error:
        read_pack(pack)
    assert "urgent" in str(error.value)
    assert "regular" in str(error.value)


def test_a_rule_that_the_code_asks_for_and_nobody_wrote_stops_the_start(pack: Path) -> None:
    (pack / HOURS).unlink()
    with pytest.raises(PackError, match=rf"library/{HOURS}: is missing: the code asks for callbacks.calling_hours"):
        read_pack(pack)


def test_a_kind_that_is_not_the_fields_is_told_with_the_right_one(pack: Path) -> None:
    change(pack, RETURN_WITHIN, "kind: span", "kind: hours")
    with pytest.raises(PackError, match=r"return_within\.yaml:3: .*`kind: span`"):
        read_pack(pack)


def test_a_value_by_key_must_name_its_fact(pack: Path) -> None:
    change(pack, RETURN_WITHIN, "by: urgency\n", "")
    with pytest.raises(PackError, match="by is missing"):
        read_pack(pack)


def test_an_entry_needs_a_value_or_an_end(pack: Path) -> None:
    change(pack, HOURS, "    standing: published", "    ends: true\n    standing: published")
    with pytest.raises(PackError, match="either a `value` or"):
        read_pack(pack)


def test_an_ended_rule_is_no_longer_known(pack: Path) -> None:
    end = (
        '  "2027-01-01":\n    ends: true\n    standing: published\n    date_is: effective\n'
        "    source: {document: handbook, part: callbacks}\n"
    )
    path = pack / HOURS
    path.write_text(path.read_text(encoding="utf-8") + end, encoding="utf-8")
    ended = read_pack(pack)
    assert ended.rules_on(CallbacksRules, date(2026, 12, 31)).calling_hours.known
    with pytest.raises(NoRuleInForce, match="library/policy/callbacks/calling_hours"):
        _ = ended.rules_on(CallbacksRules, date(2027, 1, 1)).calling_hours.value


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("agency.yaml", ", es: Biblioteca Willow Bend}", "}", "short_name has no words in 'es'"),
        ("tiers/desk.yaml", ", es: Personal de mostrador}", "}", "title has no words in 'es'"),
        ("tiers/desk.yaml", "next_tier: librarian", "next_tier: wizard", "write one of desk, librarian"),
        ("queues/desk.yaml", "tier: desk", "tier: wizard", "write one of desk, librarian"),
        ("queues/desk.yaml", "hours: hours.live_help", "hours: hours.never", "'hours.never' is not known"),
        ("queues/desk.yaml", "emergency: 30 minutes", "emergency: 1 business_days", "write minutes or hours"),
        ("lines/main.yaml", "number: 312-555-0142", "ended: false", "exactly one of `number`"),
        ("statuses/loans.yaml", ", es: Devuelto}", "}", "statuses.returned has no words in 'es'"),
        ("calendars/closed_days.yaml", '05-12": founders', '05-12": fuonders', "add it under `names`"),
        ("calendars/closed_days.yaml", '  "2026":', '  "2036":', "years must follow one another"),
        ("labels.yaml", ", es: Otro motivo}", "}", "lists.escalation_reason.other has no words in 'es'"),
    ],
)
def test_parts_of_a_pack_must_agree(pack: Path, file: str, old: str, new: str, told: str) -> None:
    change(pack, file, old, new)
    with pytest.raises(PackError) as error:
        read_pack(pack)
    assert str(error.value).startswith(f"library/{file}:")
    assert told in str(error.value)


def test_a_folder_that_is_no_pack_is_named_with_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="OPENLINE_AGENCY"):
        read_pack(tmp_path / "nowhere")
