"""What a browser makes of the pages: accessible, inside the strict policy, as wide as the phone, and live."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium"),
    pytest.mark.skipif(not (ROOT / "src/openline/ui/built").exists(), reason="`make assets` has not been run"),
]


def played(module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not (ROOT / "node_modules/axe-core/axe.min.js").exists(), reason="axe-core is not installed")
def test_every_page_is_accessible_and_lives_under_the_strict_policy(tmp_path: Path) -> None:
    assert " 0 problems" in played("tests.pages.gallery", str(tmp_path), "--quick")


def test_a_message_that_was_lost_can_be_sent_again_and_counts_once() -> None:
    assert "all is well" in played("tests.pages.gallery.talk")
