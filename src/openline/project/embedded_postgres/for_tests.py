"""A server for a test session: fast, forgetful, gone afterwards even when the session is killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openline.project.embedded_postgres.binaries import Binaries
from openline.project.embedded_postgres.server import Dsn, Server

PREFIX = "openline-tests-"


@contextmanager
def for_tests(binaries: Binaries | None = None) -> Iterator[Dsn]:
    """A new, empty database for the length of the block; its owner may create further databases.

    What the owner creates in any of them, the app may read and write; the app is no superuser.
    """
    _remove_what_killed_sessions_left()
    base = temporary_folder()
    try:
        with Server(base, binaries=binaries, durable=False, ends_with_us=True, owner_creates_databases=True) as reached:
            yield reached
    finally:
        shutil.rmtree(base, ignore_errors=True)


def temporary_folder() -> Path:
    """A new folder that others may pass through, as the account that root hands the server to must."""
    base = Path(tempfile.mkdtemp(prefix=PREFIX))
    base.chmod(0o711)
    return base


def _remove_what_killed_sessions_left() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # A session holds the one while it starts its server and the other as long as it uses it.
        marks = [folder / "lock", folder / "in-use"]
        ours = folder.stat().st_uid == os.geteuid()
        if ours and all(mark.exists() and _is_free(mark) for mark in marks):
            shutil.rmtree(folder, ignore_errors=True)


def _is_free(mark: Path) -> bool:
    with mark.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
