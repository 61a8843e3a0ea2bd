"""`openline demo` brings everything up from nothing, keeps it up, and leaves nothing behind but the data."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import openline
from openline.project.embedded_postgres.for_tests import temporary_folder
from openline.project.embedded_postgres.processes import is_alive, postmaster_of, wait_until

SECONDS = 120
SOURCES = str(Path(openline.__file__).parents[1])
FROM_OUTSIDE = ("DATABASE_URL", "OPENLINE_DATABASE_URL", "OPENLINE_OWNER_URL", "DJANGO_SETTINGS_MODULE")


@pytest.fixture
def folder() -> Iterator[Path]:
    made = temporary_folder()
    yield made
    shutil.rmtree(made)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def demo(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
    return subprocess.Popen(
        [sys.executable, "-m", "openline.project", "demo", "--port", str(port)],
        env=environment | {"PYTHONPATH": SOURCES, "OPENLINE_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(line: str, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    said: list[str] = []
    for each in process.stdout:
        said.append(each)
        if line in each:
            return
    pytest.fail(f"the demo never said {line!r}, but:\n{''.join(said)}")


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def test_the_demo_comes_up_survives_the_death_of_a_part_and_stops_clean(folder: Path, free_port: int) -> None:
    data = folder / "data"
    running = demo(data, free_port)
    try:
        wait_for("Ready", running)
        assert answers(free_port)

        second = demo(data, free_port)
        said, _ = second.communicate(timeout=SECONDS)
        assert second.returncode == 1
        assert f"process {json.loads((data / 'demo.lock').read_text())['process']}" in said

        parts = psutil.Process(running.pid).children(recursive=True)
        the_pages = next(each for each in parts if "serve" in each.cmdline())
        the_pages.kill()
        wait_for("starting it again", running)
        assert wait_until(lambda: answers(free_port), SECONDS)
        parts = psutil.Process(running.pid).children(recursive=True)
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=SECONDS)
    assert running.returncode == 0
    assert not [each for each in parts if is_alive(each)]
    assert postmaster_of(data / "postgresql" / "cluster") is None


def test_a_taken_port_is_named_before_anything_is_started(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = demo(folder / "data", port)
        said, _ = refused.communicate(timeout=SECONDS)
    assert refused.returncode == 1
    assert f"port {port} is taken" in said
    assert not (folder / "data" / "postgresql").exists()
