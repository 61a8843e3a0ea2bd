"""The Chromium that browser tests drive, and the line at the end that says when they were skipped for want of it.

Registered from `tests/conftest.py` by `pytest_plugins = ["tests.chromium"]`: tests marked `browser` are then
skipped where there is no Chromium; with CI set in the environment the run fails for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SKIPPED = pytest.StashKey[int]()


@cache
def find_chromium() -> str | None:
    """The path of a Chromium: the one CHROMIUM names, one on PATH, Playwright's, or one installed now."""
    return _present() or _installed_now()


def _present() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _installed_now() -> str | None:
    """Try to install one, with the system's packages as root, else Playwright's own; None where neither works."""
    if os.environ.get("CHROMIUM"):
        return None
    print("No Chromium found; trying to install one ...", file=sys.stderr)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return next((path for path in map(shutil.which, NAMES) if path), None) or _of_playwright()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium to hand to Playwright as `executable_path`."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium")
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for_browser = [item for item in items if item.get_closest_marker("browser")]
    missing = bool(for_browser) and find_chromium() is None
    config.stash[SKIPPED] = len(for_browser) if missing else 0
    if missing:
        for item in for_browser:
            item.add_marker(pytest.mark.skip(reason="no Chromium: install it or name it in CHROMIUM"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = config.stash.get(SKIPPED, 0)
    if skipped:
        terminalreporter.write_line(
            f"{skipped} browser tests were skipped: there is no Chromium. Install it or name it in CHROMIUM.",
            red=bool(os.environ.get("CI")),
            yellow=True,
        )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On CI a run that tried no page in a browser has not passed."""
    if os.environ.get("CI") and session.config.stash.get(SKIPPED, 0) and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
