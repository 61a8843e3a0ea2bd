"""Files written from the pack and its models: the rule book's pages and the JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from openline.policy.knowledge.articles import AnswerFile, ArticleText
from openline.policy.languages import LanguageText
from openline.policy.pack import AgencyPack
from openline.policy.parts import (
    Agency,
    CalendarText,
    Labels,
    LineText,
    Office,
    Queue,
    RequestType,
    StatusGroup,
    Tier,
)
from openline.policy.rule_files import RuleText
from openline.policy.rulebook import as_markdown
from openline.policy.topics import RULES_CLASSES
from openline.policy.values import adapter_for, kind_of, rule_fields

PARTS: Mapping[str, type[Any]] = {
    "agency": Agency,
    "answer": AnswerFile,
    "article": ArticleText,
    "calendar": CalendarText,
    "labels": Labels,
    "language": LanguageText,
    "line": LineText,
    "office": Office,
    "queue": Queue,
    "request_type": RequestType,
    "statuses": StatusGroup,
    "tier": Tier,
}


def write_rulebook(pack: AgencyPack, folder: Path, on: date) -> list[Path]:
    """Write one page for each topic as in force on a day, and an index; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    index = [
        "# The rule book",
        "",
        f"{pack.agency.name[pack.agency.languages[0]]}: the rules in force on {on.isoformat()}.",
        "",
    ]
    for topic, entries in groupby(pack.rulebook_on(on), key=lambda entry: entry.topic):
        known = list(entries)
        written.append(_write(folder / f"{topic}.md", as_markdown(topic, known, on)))
        index.append(f"- [{topic.replace('_', ' ').capitalize()}]({topic}.md): {len(known)} rules")
    written.append(_write(folder / "README.md", "\n".join(index) + "\n"))
    return written


def write_schemas(folder: Path) -> list[Path]:
    """Write the JSON Schema of every kind of pack file; returns the files written.

    A rule's schema is that of rule files in general with the value of its own field.
    """
    written = [
        _write_json(folder / f"{name}.json", TypeAdapter(model).json_schema(mode="validation"))
        for name, model in PARTS.items()
    ]
    for topic, rules_class in RULES_CLASSES.items():
        for name, annotation in rule_fields(rules_class).items():
            written.append(_write_json(folder / "policy" / topic / f"{name}.json", rule_schema(annotation)))
    return written


def rule_schema(annotation: Any) -> dict[str, Any]:
    """The JSON Schema of the file of a rule whose field is `Rule[annotation]`."""
    schema = RuleText.model_json_schema()
    value = adapter_for(annotation).json_schema()
    schema["$defs"].update(value.pop("$defs", {}))
    schema["$defs"]["EntryText"]["properties"]["value"] = value
    schema["properties"]["kind"] = {"const": kind_of(annotation)}
    return schema


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _write_json(path: Path, content: Mapping[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return _write(path, json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
