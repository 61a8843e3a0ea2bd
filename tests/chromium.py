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
WITHOUT_CHROMIUM = "no Chromium: install it or name it in CHROMIUM"


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
        pytest.skip(WITHOUT_CHROMIUM)
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for_browser = [item for item in items if item.get_closest_marker("browser")]
    if for_browser and find_chromium() is None:
        for item in for_browser:
            item.add_marker(pytest.mark.skip(reason=WITHOUT_CHROMIUM))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = _skipped_for_want_of_it(terminalreporter)
    if skipped:
        line = f"{skipped} browser tests were skipped, {WITHOUT_CHROMIUM}"
        terminalreporter.write_line(line, red=_is_fault(), yellow=not _is_fault())


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On CI a run that tried no page in a browser has not passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and _is_fault() and exitstatus == pytest.ExitCode.OK and _skipped_for_want_of_it(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped_for_want_of_it(reporter: pytest.TerminalReporter) -> int:
    """Counted in the reports, so that it holds for tests run by several processes too."""
    return sum(WITHOUT_CHROMIUM in str(report.longrepr) for report in reporter.stats.get("skipped", []))


def _is_fault() -> bool:
    return bool(os.environ.get("CI"))
