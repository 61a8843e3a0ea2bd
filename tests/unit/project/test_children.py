"""A process that ends is started again, and says so."""

from __future__ import annotations

import os
import sys

from openline.project.children import Child, stop_all
from openline.project.embedded_postgres.processes import wait_until

SECONDS = 20


def child(lines: list[str], program: str) -> Child:
    return Child("helper", [sys.executable, "-c", program], os.environ, lines.append)


def test_a_process_that_ends_is_started_again_after_a_pause_that_grows() -> None:
    lines: list[str] = []
    ends = child(lines, "raise SystemExit(3)")

    def ended(times: int) -> bool:
        ends.look_after()
        return len(lines) >= times

    assert wait_until(lambda: ended(2), SECONDS)
    stop_all([ends])
    assert "code 3" in lines[0]
    assert [line.rsplit(" in ", 1)[1] for line in lines] == ["1 s.", "2 s."]


def test_a_process_that_does_not_listen_is_ended_all_the_same(monkeypatch) -> None:
    monkeypatch.setattr("openline.project.children.SECONDS_TO_STOP", 0.2)
    deaf = child([], "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); input()")
    deaf.look_after()
    process = deaf.process
    assert process is not None
    stop_all([deaf])
    assert process.returncode is not None
