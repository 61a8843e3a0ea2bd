"""One accessible form field: label, hint, error and control tied together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its value, what it is called, and what it means."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """`key` is the field's name in the form and, with `prefix`, its id. `value` holds several only for checkboxes.

    `says_optional` marks a field that is not required; a form that requires nothing by itself marks nothing.
    """

    key: str
    label: str
    kind: Literal["text", "email", "tel", "date", "time", "search", "textarea", "select", "radio", "checkboxes"] = (
        "text"
    )
    value: str | tuple[str, ...] = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()
    autocomplete: str = ""
    inputmode: str = ""
    rows: int = 4
    prefix: str = "f"
    empty_choice: str = ""
    says_optional: bool = True

    @property
    def id(self) -> str:
        """The id of the control, which label, hint and error point to."""
        return f"{self.prefix}-{self.key}"

    @property
    def described_by(self) -> str:
        """The ids of what explains this field, in the order in which they are read out."""
        return " ".join([f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-error"] * bool(self.error))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are chosen now."""
        return (self.value,) if isinstance(self.value, str) else self.value
