"""What a person should notice: what happened, why, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Alert:
    """`announced` alerts are read out when they appear: use it for answers to what the person just did."""

    text: str
    heading: str = ""
    kind: Literal["info", "success", "warning", "error"] = "info"
    announced: bool = False
    link: str = ""
    link_label: str = ""
