"""`guidance.yaml`: the ways of reaching the center, and what to know before one does (HRS-10, HRS-12)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from openline.policy.parts import Titles
from openline.policy.rule_files import Source, Word
from openline.policy.values import Written
from openline.policy.yaml_file import read_map


class Way(Written):
    """One way of reaching the center; `leads_to` names the installation's pages behind it."""

    key: Word
    title: Titles
    text: Titles
    leads_to: tuple[Word, ...] = ()
    source: Source
    rules: tuple[Word, ...] = ()


class Advice(Written):
    """What to know or have at hand on one subject, point by point."""

    key: Word
    title: Titles
    points: tuple[Titles, ...] = Field(min_length=1)
    source: Source
    rules: tuple[Word, ...] = ()


class Guidance(Written):
    """All public guidance of an agency. Its texts may hold the placeholders of articles."""

    ways: tuple[Way, ...] = Field(min_length=1)
    before: tuple[Advice, ...] = Field(min_length=1)


def read_guidance(pack: Path, languages: tuple[str, ...]) -> Guidance:
    """Raises PackError, with file and line, on anything not understood, and where a language is missing."""
    file = read_map(pack / "guidance.yaml", pack.parent)
    guidance = file.check_as(Guidance)
    for list_name in ("ways", "before"):
        for place, part in enumerate(getattr(guidance, list_name)):
            texts = [part.title, *([part.text] if isinstance(part, Way) else part.points)]
            missing = sorted({language for text in texts for language in set(languages) - set(text)})
            if missing:
                raise file.fault((list_name, place), f"has no words in {', '.join(missing)}: add them")
    return guidance
