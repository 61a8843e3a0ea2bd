"""Processes that are kept running: one that ends is started again, each time a little later."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
SECONDS_TO_STOP = 10.0
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process that is kept running: its name in messages, its command, and how it fares."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    tell: Callable[[str], None]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    ended_in_a_row: int = 0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches it only through us."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def look_after(self) -> None:
        """Notice an end, say so, and start again when the pause is over. Call it often."""
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.process = None
            lived = time.monotonic() - self.started_at
            self.ended_in_a_row = 1 if lived > STEADY_AFTER else self.ended_in_a_row + 1
            pause = min(FIRST_PAUSE * 2 ** (self.ended_in_a_row - 1), LONGEST_PAUSE)
            self.start_again_at = time.monotonic() + pause
            self.tell(f"`{self.name}` ended ({_how(code)}); starting it again in {pause:.0f} s.")
        elif time.monotonic() >= self.start_again_at:
            self.start()


def stop_all(children: list[Child]) -> None:
    """Ask all to end, then insist; returns when none is left."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    until = time.monotonic() + SECONDS_TO_STOP
    for process in running:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def openline(*arguments: str) -> list[str]:
    """The command line that runs `openline` with the Python that runs this."""
    return [sys.executable, "-m", "openline.project", *arguments]


def _how(code: int) -> str:
    return f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"


def end_with_parent() -> None:
    """In the new process: end with the parent, however that ends (Linux; elsewhere nothing)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
