"""A copy of the agency's pack in which one rule is changed, as an installation or a coming date would change it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

AGENCY = Path(__file__).resolve().parents[2] / "agency" / "uscis"


def pack_with(folder: Path, rule: str, since: str, entry: dict[str, Any]) -> Path:
    """The pack with one more dated entry of `rule` (as `callbacks.calling_hours`), in a folder of its own."""
    copy = folder / "pack"
    shutil.copytree(AGENCY, copy)
    topic, _, name = rule.partition(".")
    file = copy / "policy" / topic / f"{name}.yaml"
    yaml = YAML()
    written = yaml.load(file)
    whole = {"standing": "chosen", "date_is": "effective", "source": {"document": "chosen", "part": "a test"}}
    written["in_force_from"][since] = {**whole, **entry}
    yaml.dump(written, file)
    return copy
