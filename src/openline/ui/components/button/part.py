"""A button that sends a form, or a link that looks like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Button:
    """`href` makes it a link; else it sends its form with `name` and `value`, where they are given."""

    label: str
    href: str = ""
    kind: Literal["primary", "secondary", "quiet", "danger"] = "primary"
    name: str = ""
    value: str = ""
    type: Literal["submit", "button"] = "submit"
    wide: bool = False
    described_by: str = ""
