"""What was in force is never rewritten: the pack's lock file holds the fingerprint of every entry.

The lock has one line for each dated entry of rules and lines: address, first day, SHA-256. An entry that is
not yet in force may still change; from its first day on it may not, and a correction is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openline.policy.errors import PackError
from openline.policy.findings import Finding
from openline.policy.pack import AgencyPack

LOCK = "entries.lock"
HEAD = "# Fingerprints of all dated entries. Written by `openline check --lock`; never edited by hand.\n"
Key = tuple[str, date]


@dataclass(frozen=True)
class Standing:
    """An entry as it stands in the pack."""

    file: str
    line: int | None
    sha256: str
    corrects: date | None


def check_history(pack: AgencyPack, today: date) -> list[Finding]:
    """What of the pack's past was changed since it was locked, and what is not locked yet."""
    locked = read_lock(pack.path)
    present = dict(standing_entries(pack))
    findings = [*_rewritten(locked, present, today), *_not_locked(locked, present, today)]
    return sorted(findings, key=lambda finding: (finding.file, finding.line or 0))


def _rewritten(locked: Mapping[Key, str], present: Mapping[Key, Standing], today: date) -> Iterator[Finding]:
    for (address, day), sha256 in locked.items():
        entry = present.get((address, day))
        if day > today:
            continue
        if entry is None:
            file = f"{LOCK}: {address}"
            yield Finding("history", file, None, f"the entry of {day} was in force and is gone: put it back as it was")
        elif entry.sha256 != sha256:
            what = (
                f"{address}: the entry of {day} is in force and was changed. Put it back as it was, and write the "
                f'correction as a new entry with `corrects: "{day}"`'
            )
            yield Finding("history", entry.file, entry.line, what)


def _not_locked(locked: Mapping[Key, str], present: Mapping[Key, Standing], today: date) -> Iterator[Finding]:
    known_addresses = {address for address, _ in locked}
    for (address, day), entry in present.items():
        if (address, day) not in locked and address in known_addresses and day < today and not entry.corrects:
            what = (
                f"{address}: the new entry of {day} would change what was in force. Let it begin today or later, or, "
                "where it sets right an entry, name that entry with `corrects:`"
            )
            yield Finding("history", entry.file, entry.line, what)
        elif locked.get((address, day)) != entry.sha256 and ((address, day) not in locked or day > today):
            what = f"{address}: the entry of {day} is not in {LOCK} as it stands: run `openline check --lock`"
            yield Finding("history", entry.file, entry.line, what)


def lock_entries(pack: AgencyPack, today: date) -> list[str]:
    """Write into the lock what is new or not yet in force, and return the lines added or changed.

    Entries that are locked and in force stay as they are locked, whatever the pack now says.
    """
    locked = read_lock(pack.path)
    present = dict(standing_entries(pack))
    kept = {key: sha256 for key, sha256 in locked.items() if key in present or key[1] <= today}
    fresh = {key: entry.sha256 for key, entry in present.items() if key not in kept or key[1] > today}
    lines = {_line(key, sha256) for key, sha256 in {**kept, **fresh}.items()}
    before = {_line(key, sha256) for key, sha256 in locked.items()}
    (pack.path / LOCK).write_text(HEAD + "".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    return sorted(lines - before)


def read_lock(path: Path) -> dict[Key, str]:
    """The locked fingerprints by address and first day; empty where nothing was locked yet."""
    file = path / LOCK
    locked: dict[Key, str] = {}
    if not file.exists():
        return locked
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not text or text.startswith("#"):
            continue
        try:
            address, day, sha256 = text.split()
            locked[address, date.fromisoformat(day)] = sha256
        except ValueError:
            raise PackError(file, number, "must be an address, a date and a SHA-256: take the committed line") from None
    return locked


def standing_entries(pack: AgencyPack) -> Iterator[tuple[Key, Standing]]:
    """Every dated entry of the pack's rules and lines."""
    for rule in pack.rules.values():
        for entry in rule.entries:
            known = Standing(rule.file, entry.line, entry.ref.sha256, entry.corrects)
            yield (rule.address, entry.in_force_from), known
    for line in pack.lines.values():
        for entry in line.entries:
            yield (entry.ref.address, entry.in_force_from), Standing(line.file, None, entry.ref.sha256, None)


def _line(key: Key, sha256: str) -> str:
    return f"{key[0]} {key[1].isoformat()} {sha256}"
