"""Which processes of a cluster are alive, whatever its pid file claims."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil

POLL_SECONDS = 0.02


def postmaster_of(cluster: Path) -> psutil.Process | None:
    """The living server of this cluster; None when the pid file is absent, stale or names a stranger."""
    try:
        pid = int((cluster / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        process = psutil.Process(pid)
        return process if is_alive(process) and _works_in(process, cluster) else None
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def left_behind(cluster: Path) -> list[psutil.Process]:
    """Processes that still work in the cluster; after a hard kill they live on for a moment."""
    return [each for each in psutil.process_iter(["name"]) if _is_postgres(each) and _works_in(each, cluster)]


def is_alive(process: psutil.Process) -> bool:
    """Whether the process runs; one that ended and waits to be collected does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Look until `true()` or until the time is up; says which."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _is_postgres(process: psutil.Process) -> bool:
    return (process.info.get("name") or "").startswith("postgres")


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    try:
        return Path(process.cwd()) == cluster.resolve()
    except (psutil.Error, OSError):
        return False
