"""What a browser makes of the pages: accessible, inside the strict policy, as wide as the phone, and live."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}

pytestmark = pytest.mark.browser


def played(chromium_path: str, module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=ENVIRONMENT | {"CHROMIUM": chromium_path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_page_is_accessible_and_lives_under_the_strict_policy(chromium_path: str, tmp_path: Path) -> None:
    assert " 0 problems" in played(chromium_path, "tests.pages.gallery", str(tmp_path), "--quick")


def test_a_message_that_was_lost_can_be_sent_again_and_counts_once(chromium_path: str) -> None:
    assert "all is well" in played(chromium_path, "tests.pages.gallery.talk")
