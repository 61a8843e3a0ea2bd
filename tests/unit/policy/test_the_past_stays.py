"""An entry that was in force is never rewritten; its fingerprint shows whether it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.policy.packs import LIBRARY, RETURN_WITHIN, TODAY, change, copy_of

from openline.domain.callbacks import CallbacksRules
from openline.policy import PackError, read_pack
from openline.policy.history import LOCK, check_history, lock_entries, read_lock

NEXT_YEAR = """\
  "{day}":
    standing: published
    date_is: effective
    value: {{urgent: 2 business_days, regular: 5 business_days}}{more}
    source: {{document: handbook, part: callbacks}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of(LIBRARY, tmp_path)


def sha256(pack: Path, on: date = TODAY) -> str:
    return read_pack(pack).rules_on(CallbacksRules, on).return_within.ref.sha256


def add_entry(pack: Path, day: str, more: str = "") -> None:
    path = pack / RETURN_WITHIN
    path.write_text(path.read_text(encoding="utf-8") + NEXT_YEAR.format(day=day, more=more), encoding="utf-8")


def test_a_changed_value_changes_the_fingerprint(pack: Path) -> None:
    before = sha256(pack)
    change(pack, RETURN_WITHIN, "regular: 5 business_days", "regular: 6 business_days")
    assert sha256(pack) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: span", "kind: span   # how long"),
        ("{urgent: 1 business_days, regular: 5 business_days}", "{regular: 5 business_days, urgent: 1 business_days}"),
        ("title: How soon", "title: Until when"),
    ],
)
def test_comments_order_and_titles_leave_the_fingerprint(pack: Path, old: str, new: str) -> None:
    before = sha256(pack)
    change(pack, RETURN_WITHIN, old, new)
    assert sha256(pack) == before


def test_a_rewritten_entry_is_found_with_what_to_do(pack: Path) -> None:
    change(pack, RETURN_WITHIN, "regular: 5 business_days", "regular: 6 business_days")
    (finding,) = check_history(read_pack(pack), TODAY)
    assert finding.file == f"library/{RETURN_WITHIN}"
    assert 'corrects: "2025-01-07"' in finding.what


def test_locking_again_does_not_hide_a_rewritten_entry(pack: Path) -> None:
    change(pack, RETURN_WITHIN, "regular: 5 business_days", "regular: 6 business_days")
    assert lock_entries(read_pack(pack), TODAY) == []
    assert len(check_history(read_pack(pack), TODAY)) == 1


def test_a_vanished_entry_is_found(pack: Path) -> None:
    change(pack, RETURN_WITHIN, '"2025-01-07"', '"2027-01-07"')
    whats = [finding.what for finding in check_history(read_pack(pack), TODAY)]
    assert any("2025-01-07 was in force and is gone" in what for what in whats)


def test_a_coming_entry_is_locked_and_may_change_until_its_day(pack: Path) -> None:
    add_entry(pack, "2027-01-01")
    assert [finding.kind for finding in check_history(read_pack(pack), TODAY)] == ["history"]
    assert len(lock_entries(read_pack(pack), TODAY)) == 1
    assert check_history(read_pack(pack), TODAY) == []

    change(pack, RETURN_WITHIN, "urgent: 2 business_days", "urgent: 3 business_days")
    assert len(lock_entries(read_pack(pack), TODAY)) == 1
    assert check_history(read_pack(pack), date(2027, 1, 1)) == []

    change(pack, RETURN_WITHIN, "urgent: 3 business_days", "urgent: 4 business_days")
    assert lock_entries(read_pack(pack), date(2027, 1, 1)) == []
    assert len(check_history(read_pack(pack), date(2027, 1, 1))) == 1


def test_a_new_entry_may_not_reach_back_unless_it_corrects(pack: Path) -> None:
    add_entry(pack, "2026-01-01")
    (finding,) = check_history(read_pack(pack), TODAY)
    assert "would change what was in force" in finding.what


def test_a_correction_is_an_entry_of_its_own(pack: Path) -> None:
    add_entry(pack, "2026-01-01", more='\n    corrects: "2025-01-07"')
    lock_entries(read_pack(pack), TODAY)
    assert check_history(read_pack(pack), TODAY) == []


def test_a_damaged_lock_is_named_with_its_line(pack: Path) -> None:
    (pack / LOCK).write_text("# head\ncallbacks.return_within yesterday\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"entries\.lock:2: "):
        read_lock(pack)
