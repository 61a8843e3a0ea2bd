"""Every component renders its examples, in each language, and holds to what all pages promise."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "src/openline/ui/components"
PARTS = sorted(each.name for each in COMPONENTS.iterdir() if (each / "template.html").exists())


ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    """Each example by `part: name (language)`, rendered under the gallery's own settings."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.pages.gallery.examples"],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("part", PARTS)
def test_a_component_is_a_folder_with_parameters_and_examples(part: str) -> None:
    assert (COMPONENTS / part / "part.py").exists()
    assert (COMPONENTS / part / "examples.yaml").exists()


def test_every_component_shows_each_of_its_examples(rendered: dict[str, str]) -> None:
    assert {name.split(":")[0] for name in rendered} == set(PARTS)


def test_no_component_needs_a_looser_policy(rendered: dict[str, str]) -> None:
    loose = re.compile(r"\sstyle=|\son[a-z]+=|<script|<style|javascript:", re.IGNORECASE)
    assert [name for name, html in rendered.items() if loose.search(html)] == []


def test_every_field_is_tied_to_its_label_and_its_error(rendered: dict[str, str]) -> None:
    for name, html in rendered.items():
        if not name.startswith("field:"):
            continue
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        assert set(re.findall(r'\bfor="([^"]+)"', html)) <= ids, name
        for described in re.findall(r'aria-describedby="([^"]+)"', html):
            assert set(described.split()) <= ids, name


def test_a_promise_says_when_at_the_latest_and_in_which_zone(rendered: dict[str, str]) -> None:
    card = rendered["promise_card: a callback that is planned (en)"]
    assert 'datetime="2026-12-01T21:40:00+00:00"' in card
    assert card.count("Eastern Time") >= 2
    assert "hora oriental" in rendered["promise_card: a callback that is planned (es)"]
    assert "rules#callbacks.return_within" in card


def test_what_a_person_wrote_is_never_taken_for_markup() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.pages.gallery.examples", "--hostile"],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "<script" not in done.stdout
    assert "&lt;script" in done.stdout
