"""`openline demo`: everything on this machine, from nothing to a page that answers, until Ctrl-C."""

from __future__ import annotations

import argparse
import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from openline.project.children import Child, openline, stop_all
from openline.project.commands import CommandError
from openline.project.commands.serve import DEFAULT_PORT, LOOPBACK, default_port
from openline.project.embedded_postgres import PostgresError
from openline.project.places import DEFAULT_SETTINGS, Database, agency_folder, data_folder, database

POLL_SECONDS = 0.25
SECONDS_TO_ANSWER = 90.0
ENDS_BEFORE_GIVING_UP = 3


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=default_port(), help=f"default: PORT, or {DEFAULT_PORT}")


def run(args: argparse.Namespace) -> int:
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, lambda number, frame: stop.set())
    os.environ["DJANGO_SETTINGS_MODULE"] = DEFAULT_SETTINGS
    data = data_folder()
    data.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with _only_one(data / "demo.lock", args.port):
        _make_sure_the_port_is_free(args.port)
        _tell(f"Openline, agency {agency_folder().name}, data in {data}")
        try:
            with database(tell=_tell, ends_with_us=True) as reached:
                _tell("The database answers.")
                _once("migrate", "Bringing the database up to date ...", stop)
                _once("seed", "Looking after the synthetic agency's people and cases ...", stop)
                return _keep_running(args.port, reached, stop, began)
        except PostgresError as error:
            raise CommandError(str(error)) from error
        finally:
            _tell("Everything is stopped; the data stay where they are.")


def _keep_running(port: int, reached: Database, stop: threading.Event, began: float) -> int:
    """Run pages and clocks until asked to stop; 1 when the pages do not come up."""
    address = f"http://{LOOPBACK}:{port}/"
    environment = {"OPENLINE_ADDRESS": address.rstrip("/"), **os.environ}
    children = [
        Child("serve", openline("serve", "--port", str(port)), environment, _tell),
        Child("work", openline("work"), environment, _tell),
    ]
    announced = False
    try:
        while not stop.is_set():
            reached.look_after(_tell)
            for child in children:
                child.look_after()
            if not announced and _answers(address):
                announced = True
                _tell(f"Ready after {time.monotonic() - began:.0f} s. Open {address}   (Ctrl-C stops everything)")
            if not announced and _is_hopeless(children, began):
                _tell("The pages do not come up: the lines above say why.")
                return 1
            stop.wait(POLL_SECONDS)
    finally:
        _tell("Stopping ...")
        stop_all(children)
    return 0


def _is_hopeless(children: list[Child], began: float) -> bool:
    gave_up = any(child.ended_in_a_row >= ENDS_BEFORE_GIVING_UP for child in children)
    return gave_up or time.monotonic() - began > SECONDS_TO_ANSWER


def _once(command: str, line: str, stop: threading.Event) -> None:
    """Run one command to its end. Raises CommandError with what it said when it fails."""
    if stop.is_set():
        return
    _tell(line)
    process = subprocess.Popen(
        openline(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    said, _ = process.communicate()
    if process.returncode != 0:
        raise CommandError(f"`openline {command}` failed:\n{said}")


@contextmanager
def _only_one(path: Path, port: int) -> Iterator[None]:
    """Hold the data folder for one demo. Raises CommandError where another runs, naming it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(_who_runs(path)) from None
        os.truncate(handle, 0)
        os.write(handle, json.dumps({"process": os.getpid(), "port": port}).encode())
        yield
    finally:
        os.close(handle)


def _who_runs(path: Path) -> str:
    try:
        other = json.loads(path.read_text(encoding="utf-8"))
        where = f" at http://{LOOPBACK}:{other['port']}/ (process {other['process']})"
    except ValueError:
        where = ""
    return (
        f"Openline already runs on {path.parent}{where}: use that one, stop it, "
        "or give this one a folder of its own with OPENLINE_DATA=/another/folder."
    )


def _make_sure_the_port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CommandError(f"port {port} needs more rights than we have: choose one over 1023.") from error
            raise CommandError(
                f"port {port} is taken by another program: stop that, or choose another port, "
                f"such as PORT={port + 1} make run. Nothing was started."
            ) from error


def _answers(address: str) -> bool:
    """Whether the pages answer at all; a page that says no is an answer too."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _tell(line: str) -> None:
    """Say it to whoever still listens: a terminal that is gone must not keep us from stopping in order."""
    with suppress(OSError):
        print(line, flush=True)
