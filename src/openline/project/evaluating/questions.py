"""Files of questions with the intents that a careful reader gives them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openline.project.commands import CommandError


@dataclass(frozen=True, slots=True)
class Question:
    """`second`: another request in the same words, or another honest reading of them; as right as the first."""

    text: str
    language: str
    intent: str
    second: str | None = None


def read_questions(path: Path, intents: Collection[str], languages: Collection[str]) -> list[Question]:
    """One JSON object a line. Raises CommandError with the line and what is wrong with it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    questions = [
        _question(line, f"{path}, line {number}", intents, languages)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not questions:
        raise CommandError(
            f'{path} has no question: write lines like {{"text": "where is my case", "lang": "en", ...}}'
        )
    return questions


def _question(line: str, where: str, intents: Collection[str], languages: Collection[str]) -> Question:
    try:
        given: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise CommandError(f"{where}: not JSON: {error}") from error
    if not isinstance(given, dict):
        raise CommandError(f"{where}: write an object with text, lang, intent and second_intent.")
    for field in ("text", "lang", "intent"):
        if not isinstance(given.get(field), str) or not given[field]:
            raise CommandError(f"{where}: {field} is missing or no text.")
    if given["lang"] not in languages:
        raise CommandError(f"{where}: lang {given['lang']!r} is none of the pack's: {', '.join(sorted(languages))}.")
    second = given.get("second_intent") or None
    for intent in (given["intent"], second):
        if intent is not None and intent not in intents:
            raise CommandError(f"{where}: the pack has no intent {intent!r}.")
    return Question(given["text"], given["lang"], given["intent"], second)
