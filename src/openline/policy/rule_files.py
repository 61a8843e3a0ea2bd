"""One rule file: its dated entries, each with its value, its source and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictStr, TypeAdapter

from openline.domain.rules import Rule, RuleRef, Standing
from openline.policy.errors import PackError
from openline.policy.values import DateText, Written, adapter_for, is_by_key, kind_of
from openline.policy.yaml_file import YamlFile, read_map

Word = Annotated[StrictStr, Field(min_length=1)]


class Source(Written):
    """Where an entry comes from: a document by its short name, and the part of it."""

    document: Word
    part: Word


class Example(Written):
    """A worked example: what is given, and what the rule then makes of it."""

    given: dict[str, Any] = {}
    expect: dict[str, Any]


class EntryText(Written):
    """One dated entry as the file writes it."""

    standing: Literal["published", "gathered", "reconstructed", "chosen"]
    date_is: Literal["first_seen", "effective"]
    value: Any = None
    ends: StrictBool = False
    source: Source | None = None
    reading: Word | None = None
    rules: list[Word] = []
    corrects: DateText | None = None
    examples: list[Example] = []


class RuleText(Written):
    """A rule file as it is written; `value` of each entry is read by the type of the rule's field."""

    title: Word
    why: Word
    kind: Literal["span", "span_range", "hours", "text", "number", "switch", "time", "date", "list", "set", "record"]
    by: Word | None = None
    counted_from: Word | None = None
    in_force_from: dict[DateText, EntryText] = Field(min_length=1)


@dataclass(frozen=True)
class Entry:
    """One dated entry: the rule says `value` from `in_force_from` on, or nothing any more if `ends`."""

    in_force_from: date
    value: Any
    written: Any
    ends: bool
    ref: RuleRef
    date_is: str
    source: Source | None
    reading: str | None
    corrects: date | None
    examples: tuple[Example, ...]
    line: int


@dataclass(frozen=True)
class RuleFile:
    """One rule of the pack with all its entries, oldest first."""

    topic: str
    name: str
    title: str
    why: str
    kind: str
    by: str | None
    counted_from: str | None
    file: str
    entries: tuple[Entry, ...]
    dates_as_written: tuple[date, ...]
    annotation: Any

    @property
    def address(self) -> str:
        return f"{self.topic}.{self.name}"

    def entry_on(self, on: date) -> Entry | None:
        """The entry in force on a day; None before the first and after an end."""
        current: Entry | None = None
        for entry in self.entries:
            if entry.in_force_from <= on:
                current = entry
        return None if current is None or current.ends else current

    def rule_on(self, on: date) -> Rule[Any]:
        entry = self.entry_on(on)
        if entry is None:
            return Rule(value=None, ref=None, file=self.file, on=on)
        return Rule(value=entry.value, ref=entry.ref, file=self.file, on=on)


def read_rule(path: Path, topic: str, annotation: Any, pack: Path) -> RuleFile:
    """Read and type one rule file; raises PackError with file and line on whatever does not fit."""
    file = read_map(path, pack.parent)
    text = file.check_as(RuleText)
    name = path.stem
    _check_heading(file, text, annotation)
    adapter = adapter_for(annotation)
    entries = [_entry(file, text, f"{topic}.{name}", day, entry, adapter) for day, entry in text.in_force_from.items()]
    return RuleFile(
        topic=topic,
        name=name,
        title=text.title,
        why=text.why,
        kind=text.kind,
        by=text.by,
        counted_from=text.counted_from,
        file=file.path,
        entries=tuple(sorted(entries, key=lambda entry: entry.in_force_from)),
        dates_as_written=tuple(entry.in_force_from for entry in entries),
        annotation=annotation,
    )


def _check_heading(file: YamlFile, text: RuleText, annotation: Any) -> None:
    kind = kind_of(annotation)
    if text.kind != kind:
        raise file.fault(("kind",), f"kind: the code declares this rule as {kind!r}: write `kind: {kind}`")
    if is_by_key(annotation) and text.by is None:
        raise file.fault((), "by is missing: name the fact whose word chooses the value, such as `by: urgency`")
    if not is_by_key(annotation) and text.by is not None:
        raise file.fault(("by",), "by: this rule has one value for all; remove `by`")


def _entry(
    file: YamlFile, text: RuleText, address: str, day: date, entry: EntryText, adapter: TypeAdapter[Any]
) -> Entry:
    place = ("in_force_from", day.isoformat())
    if entry.ends == (entry.value is not None):
        raise file.fault(place, f"{day} needs either a `value` or, where the rule ends, `ends: true`")
    value = None
    if not entry.ends:
        value = file.check_with(adapter, (*place, "value"), {"by": text.by})
    topic, _, name = address.partition(".")
    ref = RuleRef(
        topic=topic,
        rule=name,
        in_force_from=day,
        sha256=fingerprint(address, day, text, entry),
        standing=Standing(entry.standing),
        catalogue=tuple(entry.rules),
    )
    return Entry(
        in_force_from=day,
        value=value,
        written=entry.value,
        ends=entry.ends,
        ref=ref,
        date_is=entry.date_is,
        source=entry.source,
        reading=entry.reading,
        corrects=entry.corrects,
        examples=tuple(entry.examples),
        line=file.line(place) or 1,
    )


def fingerprint(address: str, day: date, text: RuleText, entry: EntryText) -> str:
    """The SHA-256 of what an entry says.

    Comments, layout, examples and catalogue ids may grow later without changing what was promised, so
    they are left out.
    """
    said: Mapping[str, Any] = {
        "rule": address,
        "kind": text.kind,
        "by": text.by,
        "counted_from": text.counted_from,
        "in_force_from": day.isoformat(),
        "entry": entry.model_dump(mode="json", exclude={"examples", "rules"}),
    }
    return hashlib.sha256(canonical(said)).hexdigest()


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spare spaces, so that equal content gives equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def load_topic(pack: Path, topic: str, fields: Mapping[str, Any]) -> dict[str, RuleFile]:
    """All rules of a topic by name; raises PackError when a field has no file."""
    folder = pack / "policy" / topic
    rules: dict[str, RuleFile] = {}
    for name, annotation in fields.items():
        path = folder / f"{name}.yaml"
        if not path.is_file():
            where = path.relative_to(pack.parent)
            raise PackError(where, None, f"is missing: the code asks for {topic}.{name}; write this file")
        rules[name] = read_rule(path, topic, annotation, pack)
    return rules
