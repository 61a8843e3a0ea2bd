"""The sayings of a pack: for each language, what people say for each intent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from openline.domain.heard import NOTHING_HEARD, Heard
from openline.policy.languages import heard_in, read_languages


class SayingsError(ValueError):
    """A file of sayings cannot be used; the message names it and what to write."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """`by_language`: language → intent → sayings; `heard`: where a clause ends in those languages."""

    by_language: Mapping[str, Mapping[str, tuple[str, ...]]]
    heard: Heard = NOTHING_HEARD

    def pairs(self, language: str) -> tuple[list[str], list[str]]:
        """All sayings of a language and, beside each, its intent."""
        both = [(text, intent) for intent, texts in self.by_language[language].items() for text in texts]
        return [text for text, _ in both], [intent for _, intent in both]

    @property
    def fingerprint(self) -> str:
        """The same for the same sayings only."""
        content = json.dumps(self.by_language, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


def load_sayings(pack: Path, languages: tuple[str, ...]) -> Sayings:
    """Every intent's sayings in every language; raises SayingsError where one has none."""
    yaml = YAML(typ="safe")
    found: dict[str, dict[str, tuple[str, ...]]] = {language: {} for language in languages}
    for folder in sorted(child for child in (pack / "intents").iterdir() if child.is_dir()):
        for language in languages:
            path = folder / f"sayings.{language}.yaml"
            found[language][folder.name] = _sayings(yaml, path)
    return Sayings(found, heard_in(read_languages(pack, languages).values()))


def _sayings(yaml: Any, path: Path) -> tuple[str, ...]:
    if not path.is_file():
        raise SayingsError(f"{path}: the file is missing; write a list of what people say.")
    try:
        content = yaml.load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise SayingsError(f"{path}: not YAML: {error}") from error
    if not isinstance(content, list) or not content or not all(isinstance(text, str) for text in content):
        raise SayingsError(f"{path}: write a list of sayings, each in quotes or plain text.")
    return tuple(content)
