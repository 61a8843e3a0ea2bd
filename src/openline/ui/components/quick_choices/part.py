"""Answers that can be chosen with one touch instead of typed."""

from __future__ import annotations

from dataclasses import dataclass

from openline.ui.components.field.part import Choice


@dataclass(frozen=True, slots=True)
class QuickChoices:
    """Buttons of one form: each sends `name` with the choice's value."""

    choices: tuple[Choice, ...]
    name: str = "choice"
    label: str = ""
