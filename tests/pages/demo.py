"""The demo, started and stopped as `make run` does it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 120


@dataclass(frozen=True)
class Demo:
    address: str
    data: Path


@contextmanager
def demonstrated(data: Path) -> Iterator[Demo]:
    """The demo on a free port, with `data` as the folder of its own; stopped as Ctrl-C stops it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL")}
    environment |= {"OPENLINE_DATA": str(data), "PYTHONPATH": str(REPOSITORY / "src")}
    environment.pop("OPENLINE_OWNER_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = data / "demo.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "openline.project", "demo", "--port", str(port)],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=REPOSITORY,
        )
        try:
            deadline = time.monotonic() + SECONDS_TO_START
            while "Ready after" not in log.read_text(encoding="utf-8"):
                assert process.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
                process.poll()
                os.sched_yield()
            yield Demo(f"http://127.0.0.1:{port}", data)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
