"""A copy of the agency's pack in which flows look up answers, so that these tests depend on no other flow."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from openline.policy import load_pack

AGENCY = Path(__file__).resolve().parents[2] / "agency" / "uscis"
NAME = "told_by_article"
FLOW = """flow: {name}
purpose: Tell what the articles say.
starts_on: [{intents}]
steps:
  - look_up: answer
    then:
      answered: [say: told_by_article]
      declined: [say: no_article_for_it, say: tools_now]
  - offer: anything_else
"""
WORDS = """label: {label}
told_by_article: '{{text}} ({{source}}, {{reviewed_on}})'
no_article_for_it: {declined}
"""
SAID = {
    "en": {"label": "What the articles say", "declined": "I have no answer."},
    "es": {"label": "Lo que dicen los artículos", "declined": "No tengo respuesta."},
}
STARTS_ON = re.compile(r"^starts_on: \[(.*)\]$", re.MULTILINE)


def pack_that_answers(folder: Path, *intents: str) -> Path:
    """The pack in which these intents are answered by their articles, whatever else they led to before."""
    copy = folder / "pack"
    shutil.copytree(AGENCY, copy)
    taken: list[str] = []
    for file in sorted((copy / "flows").glob("*/flow.yaml")):
        text = file.read_text(encoding="utf-8")
        starts = STARTS_ON.search(text)
        all_of_it = _intents(starts[1]) if starts else []
        left = [one for one in all_of_it if one not in intents]
        if starts and not left:
            _write(file.parent, file.parent.name, all_of_it)
        elif starts and len(left) < len(all_of_it):
            taken += [one for one in all_of_it if one in intents]
            file.write_text(text.replace(starts[0], f"starts_on: [{', '.join(left)}]"), encoding="utf-8")
    if taken:
        _write(copy / "flows" / NAME, NAME, taken)
    return copy


def _intents(listed: str) -> list[str]:
    return [one for one in re.split(r",\s*", listed) if one]


def _write(flow: Path, name: str, intents: list[str]) -> None:
    flow.mkdir(exist_ok=True)
    (flow / "flow.yaml").write_text(FLOW.format(name=name, intents=", ".join(intents)), encoding="utf-8")
    for language, said in SAID.items():
        (flow / f"words.{language}.yaml").write_text(WORDS.format(**said), encoding="utf-8")


def shipped_or_made(folder: Path, *intents: str) -> Path:
    """The agency's pack as it is where its own flows look these intents up, else one in which a flow does."""
    for file in (AGENCY / "flows").glob("*/flow.yaml"):
        text = file.read_text(encoding="utf-8")
        starts = STARTS_ON.search(text)
        if starts and "look_up: answer" in text and set(intents) <= set(_intents(starts[1])):
            return AGENCY
    return pack_that_answers(folder, *intents)


def first_for(intent: str) -> str:
    """The public article of the agency's pack that answers an intent before any other."""
    articles = load_pack(AGENCY).articles.values()
    return next(one.key for one in articles if not one.internal and one.answers[:1] == (intent,))
