"""Two locks that the kernel frees when a process dies: one while starting, one while using."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold `path` alone; a second process (or a second holder in this one) waits here."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class InUse:
    """A mark that the server is in use, shared by all who use it; the last one can tell that it is the last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def begin(self) -> None:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def end(self) -> bool:
        """Give the mark back; True when nobody else uses the server any more."""
        handle = self._handle if self._handle is not None else os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        self._handle = None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(handle)
