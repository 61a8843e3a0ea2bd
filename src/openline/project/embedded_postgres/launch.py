"""The server's process: launching it, waiting until a connection works, ending it."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import time
from dataclasses import dataclass
from typing import Any

import psycopg

from openline.project.embedded_postgres import cluster, roles
from openline.project.embedded_postgres.binaries import Binaries
from openline.project.embedded_postgres.errors import DidNotStart, DidNotStop
from openline.project.embedded_postgres.folders import Folders, make_socket_folder
from openline.project.embedded_postgres.processes import (
    POLL_SECONDS,
    is_alive,
    left_behind,
    postmaster_of,
    wait_until,
)

SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 30.0
SECONDS_FOR_ORPHANS = 30.0
LOG_KEPT_UP_TO = 10_000_000
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Launched:
    """A server that this process launched: its process, and where its part of the log begins."""

    process: subprocess.Popen[Any]
    log_from: int


def launch(folders: Folders, binaries: Binaries, *, durable: bool, ends_with_us: bool = False) -> Launched:
    """Start the server's process on a cluster that these programs can read; does not wait until it is ready.

    The caller holds the lock of the base folder, and no server of this cluster is alive.
    """
    _clear_what_is_left(folders)
    make_socket_folder(folders)
    cluster.write_configuration(folders, binaries, durable=durable)
    if folders.log.exists() and folders.log.stat().st_size > LOG_KEPT_UP_TO:
        folders.log.rename(folders.log.with_suffix(".log.before"))
    command = [binaries.program("postgres"), "-D", str(folders.cluster), "-c", f"config_file={folders.configuration}"]
    how: dict[str, Any] = folders.account.as_this_account()
    if ends_with_us:
        how["preexec_fn"] = _end_with_parent
    with folders.log.open("ab") as log:
        log_from = log.tell()
        process = subprocess.Popen(
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            text=False,
            start_new_session=True,
            **how,
        )
    return Launched(process, log_from)


def wait_until_ready(folders: Folders, secrets: dict[str, str], launched: Launched | None) -> None:
    """Return when a connection works. Raises DidNotStart with the end of the log."""
    address = roles.url(folders, "postgres", secrets["postgres"], "postgres")
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DidNotStart(
                    f"{folders.base / 'passwords.json'} does not open {folders.cluster}: put both back together."
                ) from error
            ended = launched is not None and launched.process.poll() is not None
            if ended or time.monotonic() > end:
                raise DidNotStart(
                    f"PostgreSQL did not start. The end of {folders.log}:\n{_tail(folders, launched)}"
                ) from error
            time.sleep(POLL_SECONDS)
        else:
            return


def end(folders: Folders, launched: Launched | None) -> None:
    """Ask the server for a fast shutdown (open transactions roll back), then insist. Raises DidNotStop."""
    process = postmaster_of(folders.cluster)
    if process is None:
        return
    for how, seconds in ((signal.SIGINT, SECONDS_TO_STOP), (signal.SIGQUIT, SECONDS_TO_STOP / 3)):
        process.send_signal(how)
        if wait_until(lambda: not is_alive(process), seconds):
            if launched is not None:
                launched.process.wait()
            return
    raise DidNotStop(f"PostgreSQL (process {process.pid}) does not stop: end it by hand.")


def _clear_what_is_left(folders: Folders) -> None:
    """After a hard kill the server's helpers hold its memory for a moment; then drop stale marks."""
    if not wait_until(lambda: not left_behind(folders.cluster), SECONDS_FOR_ORPHANS):
        left = ", ".join(str(each.pid) for each in left_behind(folders.cluster))
        raise DidNotStart(f"Processes of an earlier server still use {folders.cluster}: end {left} and try again.")
    # The lock is ours and no process works in the cluster: whatever these files name is not its server.
    for stale in (folders.cluster / "postmaster.pid", *folders.socket.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)


def _end_with_parent() -> None:
    """In the new process: ask the kernel to end it when its parent ends (Linux; elsewhere nothing)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _tail(folders: Folders, launched: Launched | None, lines: int = 20) -> str:
    with folders.log.open("rb") as log:
        log.seek(launched.log_from if launched else 0)
        said = log.read().decode("utf-8", errors="replace")
    return "\n".join(said.splitlines()[-lines:])
