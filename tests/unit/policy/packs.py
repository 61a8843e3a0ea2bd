"""Packs that tests may change: copies of the two real ones, and small packages of code that reads rules."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from openline.policy import read_pack
from openline.policy.check import check_pack
from openline.policy.findings import Finding
from openline.policy.history import LOCK, lock_entries
from openline.policy.topics import RULES_CLASSES
from openline.policy.values import rule_fields

ROOT = Path(__file__).parents[3]
USCIS = ROOT / "agency" / "uscis"
LIBRARY = ROOT / "tests" / "agency" / "library"
TODAY = date(2026, 11, 22)
RETURN_WITHIN = "policy/callbacks/return_within.yaml"


def copy_of(pack: Path, folder: Path) -> Path:
    """A copy of a pack that a test may change, with a lock of its own."""
    copy = folder / pack.name
    shutil.copytree(pack, copy)
    (copy / LOCK).unlink(missing_ok=True)
    lock_entries(read_pack(copy), TODAY)
    return copy


def change(pack: Path, file: str, old: str, new: str) -> None:
    """Replace one passage of a pack's file; the passage must be there."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def code_that_reads_all(folder: Path, but: str = "") -> Path:
    """A package that reads every rule, except the one named `but`."""
    folder.mkdir(exist_ok=True)
    names = [name for rules_class in RULES_CLASSES.values() for name in rule_fields(rules_class) if name != but]
    text = "def follow(rules):\n" + "".join(f"    rules.{name}.value\n" for name in names)
    (folder / "follows.py").write_text(text, encoding="utf-8")
    return folder


def found(pack: Path, folder: Path, today: date = TODAY, but: str = "", clauses: Path | None = None) -> list[Finding]:
    """What a check of the pack finds when code reads every rule except `but`."""
    return check_pack(pack, today, code=code_that_reads_all(folder / "code", but), clauses=clauses)
