"""The serving process of a run, `openline serve` as everyone starts it, and what it takes: CPU time and memory."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.browser import Browser, Cut
from openline.project.children import end_with_parent

SETTINGS = "openline.project.settings.demo"
REPOSITORY = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 120
SECONDS_TO_STOP = 60
PAUSE = 0.1


class NeverCameUp(RuntimeError):
    """The serving process ended or did not answer in time; the message is what it wrote."""


@dataclass
class Center:
    """One serving process over a database that outlives it."""

    folder: Path
    app_url: str
    owner_url: str
    settings: str = SETTINGS
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def in_folder_of_its_own(cls, app_url: str, owner_url: str) -> Center:
        """With a data folder that the caller removes."""
        return cls(Path(tempfile.mkdtemp(prefix="openline-bench-")), app_url, owner_url)

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        ours = {"OPENLINE_DATABASE_URL": self.app_url, "OPENLINE_OWNER_URL": self.owner_url}
        ours |= {"OPENLINE_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": self.settings}
        self.environment = {**os.environ, **ours, "PYTHONPATH": str(REPOSITORY / "src")}

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    def once(self, *command: str) -> None:
        """Runs one `openline` command to its end."""
        done = subprocess.run(
            self._openline(*command), env=self.environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"`openline {' '.join(command)}` failed:\n{done.stdout}\n{done.stderr}")

    async def start(self) -> float:
        """Serves; seconds until the pages answered."""
        began = time.monotonic()
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self._openline("serve", "--port", str(self.port)),
                env=self.environment,
                cwd=REPOSITORY,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        while not await self._answers():
            if self.process.poll() is not None or time.monotonic() - began > SECONDS_TO_START:
                raise NeverCameUp(self.log.read_text(encoding="utf-8"))
            await asyncio.sleep(PAUSE)
        return time.monotonic() - began

    async def _answers(self) -> bool:
        try:
            return (await Browser(self.port).get("/rules/")).status < 500
        except Cut:
            return False

    def kill(self) -> None:
        """The process is gone from one moment to the next, with all that it was doing."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(SECONDS_TO_STOP)

    async def stop(self) -> float:
        """Asks it to end, as a service manager does; seconds until it had."""
        assert self.process is not None
        began = time.monotonic()
        self.process.terminate()
        await asyncio.to_thread(self.process.wait, SECONDS_TO_STOP)
        return time.monotonic() - began

    def cpu_seconds(self) -> float:
        """What the process has used since it started."""
        its = self._measured().cpu_times()
        return its.user + its.system

    def memory_mb(self) -> float:
        return self._measured().memory_info().rss / 2**20

    def threads(self) -> int:
        return self._measured().num_threads()

    def _measured(self) -> psutil.Process:
        assert self.process is not None
        return psutil.Process(self.process.pid)

    def _openline(self, *command: str) -> list[str]:
        return [sys.executable, "-m", "openline.project", *command]
