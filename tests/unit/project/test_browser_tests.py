"""A run whose browser tests were skipped says so, and is no success on CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
A_BROWSER_TEST = "import pytest\n@pytest.mark.browser\ndef test_page(): pass\ndef test_other(): pass\n"
SETTINGS = "[pytest]\nmarkers = browser\n"


def run_without_chromium(folder: Path, *, on_ci: bool) -> subprocess.CompletedProcess[str]:
    (folder / "test_page.py").write_text(A_BROWSER_TEST, encoding="utf-8")
    (folder / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "DJANGO_SETTINGS_MODULE")}
    environment |= {"CHROMIUM": "no-such-browser", "PYTHONPATH": str(ROOT)} | ({"CI": "1"} if on_ci else {})
    command = [sys.executable, "-m", "pytest", "-p", "tests.chromium", "-p", "no:django", str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("on_ci", "code"), [(False, 0), (True, 1)])
def test_without_a_browser_the_run_says_what_it_skipped(tmp_path: Path, on_ci: bool, code: int) -> None:
    done = run_without_chromium(tmp_path, on_ci=on_ci)
    assert done.returncode == code
    assert "1 browser tests were skipped" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]
