"""A copy of the agency's pack with a flow that looks up an answer, so that these tests depend on no other flow."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

AGENCY = Path(__file__).resolve().parents[2] / "agency" / "uscis"
FLOW = """flow: told_by_article
purpose: Tell what the articles say.
starts_on: [{intents}]
steps:
  - look_up: answer
    then:
      answered: [say: the_answer]
      declined: [say: no_answer_here, say: tools_now]
  - offer: anything_else
"""
WORDS = """label: {label}
the_answer: '{{text}} ({{source}}, {{reviewed_on}})'
no_answer_here: {declined}
"""
SAID = {
    "en": {"label": "What the articles say", "declined": "I have no answer."},
    "es": {"label": "Lo que dicen los artículos", "declined": "No tengo respuesta."},
}


def pack_that_answers(folder: Path, *intents: str) -> Path:
    """The pack in which these intents are answered by their articles, whatever else they led to before."""
    copy = folder / "pack"
    shutil.copytree(AGENCY, copy)
    for file in (copy / "flows").glob("*/flow.yaml"):
        text = file.read_text(encoding="utf-8")
        match = re.search(r"^starts_on: \[(.*)\]$", text, re.MULTILINE)
        if match is None:
            continue
        left = [one for one in re.split(r",\s*", match[1]) if one and one not in intents]
        if not left:
            shutil.rmtree(file.parent)
        else:
            file.write_text(text.replace(match[0], f"starts_on: [{', '.join(left)}]"), encoding="utf-8")
    flow = copy / "flows" / "told_by_article"
    flow.mkdir()
    (flow / "flow.yaml").write_text(FLOW.format(intents=", ".join(intents)), encoding="utf-8")
    for language, said in SAID.items():
        (flow / f"words.{language}.yaml").write_text(WORDS.format(**said), encoding="utf-8")
    return copy
