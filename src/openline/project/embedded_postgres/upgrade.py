"""Carrying the data over from one major version of PostgreSQL to a newer one, by dump and restore."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openline.project.embedded_postgres import binaries as programs
from openline.project.embedded_postgres import cluster, launch, roles
from openline.project.embedded_postgres.binaries import Binaries
from openline.project.embedded_postgres.errors import PostgresError, WrongMajor
from openline.project.embedded_postgres.folders import Folders


def carry_over(
    folders: Folders, secrets: dict[str, str], *, old_major: int, new: Binaries, tell: Callable[[str], None]
) -> None:
    """Replace the cluster by one of the newer major with the same data; the old one stays beside it.

    Raises WrongMajor, naming the command to use, where that cannot be done from here. Settings and
    roles other than ours are not carried over; when the data need such a role, nothing is changed.
    """
    old = _programs_for(folders, old_major, new)
    kept = folders.base / f"cluster-of-{old_major}"
    if kept.exists():
        raise WrongMajor(f"{kept} holds the data of an earlier change of version: move it away and start again.")
    tell(f"Carrying the data over from PostgreSQL {old_major} to {new.major} ...")
    dump = folders.base / f"openline-of-{old_major}.dump"
    with _running(folders, secrets, old):
        _dump(folders, secrets, new, dump)
    folders.cluster.rename(kept)
    try:
        cluster.create(folders, new, secrets["postgres"], durable=True)
        with _running(folders, secrets, new):
            _restore(folders, secrets, new, dump)
    except BaseException:
        shutil.rmtree(folders.cluster, ignore_errors=True)
        kept.rename(folders.cluster)
        raise
    dump.unlink()
    tell(f"The data are carried over; {kept} holds the old ones until you remove it.")


def _programs_for(folders: Folders, old_major: int, new: Binaries) -> Binaries:
    wrote = f"{folders.cluster} was written by PostgreSQL {old_major}; these programs are {new.major}"
    if old_major > new.major:
        raise WrongMajor(
            f"{wrote}, and an older PostgreSQL cannot read it. "
            f"Start with OPENLINE_POSTGRES_BIN=/usr/lib/postgresql/{old_major}/bin."
        )
    old = programs.of_major(old_major)
    if old is None:
        raise WrongMajor(
            f"{wrote}. Install the old ones (on Debian: apt-get install postgresql-{old_major}) and start again: "
            f"the data are then carried over. Or stay with OPENLINE_POSTGRES_BIN=/usr/lib/postgresql/{old_major}/bin."
        )
    return programs.readable_by(folders.account, old)


@contextmanager
def _running(folders: Folders, secrets: dict[str, str], binaries: Binaries) -> Iterator[None]:
    launched = launch.launch(folders, binaries, durable=True)
    try:
        launch.wait_until_ready(folders, secrets, launched)
        yield
    finally:
        launch.end(folders, launched)


def _dump(folders: Folders, secrets: dict[str, str], new: Binaries, dump: Path) -> None:
    dump.unlink(missing_ok=True)
    os.close(os.open(dump, os.O_CREAT | os.O_EXCL, 0o600))
    _run(folders, secrets, new.program("pg_dump"), "--format=custom", f"--file={dump}")


def _restore(folders: Folders, secrets: dict[str, str], new: Binaries, dump: Path) -> None:
    roles.prepare(folders, secrets, owner_creates_databases=False)
    _run(folders, secrets, new.program("pg_restore"), "--exit-on-error", "--single-transaction", str(dump))


def _run(folders: Folders, secrets: dict[str, str], *command: str) -> None:
    """Run a client program on our database; the password goes by the environment, not the command line."""
    reached = {
        "PGHOST": str(folders.socket),
        "PGUSER": "postgres",
        "PGPASSWORD": secrets["postgres"],
    }
    database = f"--dbname={roles.DATABASE}"
    done = subprocess.run(
        [*command[:1], database, *command[1:]],
        env=os.environ | reached,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise PostgresError(f"{Path(command[0]).name} failed, the data are as they were:\n{done.stderr}")
