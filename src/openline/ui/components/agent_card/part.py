"""Who is helping: the name and id that every live contact gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgentCard:
    """`role` is the tier's title in the reader's language."""

    name: str
    staff_id: str
    role: str = ""
