"""The same page in another language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code and its own name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LanguageSwitch:
    """`current` is the code of the page's language; `next` the address to come back to."""

    languages: tuple[Language, ...]
    current: str
    next: str = ""
