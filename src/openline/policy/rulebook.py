"""The rule book: what is in force on a day, since when, why, by which source, and what came before and comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openline.domain.rules import RuleRef
from openline.policy.in_words import as_json, in_words
from openline.policy.rule_files import Entry, RuleFile, Source

NOT_KNOWN = "no rule known"


@dataclass(frozen=True)
class DatedValue:
    """One dated entry of a rule: `text` is its value in words, `value` the same for JSON."""

    in_force_from: date
    value: Any
    text: str
    ended: bool
    ref: RuleRef
    date_is: str
    source: Source | None
    reading: str | None
    corrects: date | None

    @property
    def source_text(self) -> str:
        """Document and part in one line, empty where the entry names none."""
        return f"{self.source.document}, {self.source.part}" if self.source else ""

    def as_json(self) -> dict[str, Any]:
        return {
            "in_force_from": self.in_force_from.isoformat(),
            "value": self.value,
            "text": self.text,
            "ended": self.ended,
            "standing": self.ref.standing.value,
            "date_is": self.date_is,
            "source": self.source.model_dump() if self.source else None,
            "reading": self.reading,
            "corrects": self.corrects.isoformat() if self.corrects else None,
            "catalogue": list(self.ref.catalogue),
            "sha256": self.ref.sha256,
        }


@dataclass(frozen=True)
class RulebookEntry:
    """One rule on one day. `now` is None where no rule is known; `history` and `coming` are oldest first."""

    topic: str
    rule: str
    title: str
    why: str
    file: str
    on: date
    now: DatedValue | None
    history: tuple[DatedValue, ...]
    coming: tuple[DatedValue, ...]

    @property
    def address(self) -> str:
        return f"{self.topic}.{self.rule}"

    @property
    def text(self) -> str:
        return NOT_KNOWN if self.now is None else self.now.text

    @property
    def value(self) -> Any:
        return None if self.now is None else self.now.value

    @property
    def ref(self) -> RuleRef | None:
        return None if self.now is None else self.now.ref

    @property
    def source(self) -> Source | None:
        return None if self.now is None else self.now.source

    @property
    def reading(self) -> str | None:
        return None if self.now is None else self.now.reading

    def as_json(self) -> dict[str, Any]:
        return {
            "topic": self.topic,
            "rule": self.rule,
            "title": self.title,
            "why": self.why,
            "on": self.on.isoformat(),
            "now": self.now.as_json() if self.now else None,
            "history": [one.as_json() for one in self.history],
            "coming": [one.as_json() for one in self.coming],
        }


def entry_of(rule: RuleFile, on: date) -> RulebookEntry:
    """One rule as the book shows it for a day."""
    current = rule.entry_on(on)
    return RulebookEntry(
        topic=rule.topic,
        rule=rule.name,
        title=rule.title,
        why=rule.why,
        file=rule.file,
        on=on,
        now=None if current is None else dated_value(current),
        history=tuple(dated_value(one) for one in rule.entries if one.in_force_from <= on and one is not current),
        coming=tuple(dated_value(one) for one in rule.entries if one.in_force_from > on),
    )


def dated_value(entry: Entry) -> DatedValue:
    return DatedValue(
        in_force_from=entry.in_force_from,
        value=None if entry.ends else as_json(entry.value),
        text="ended" if entry.ends else in_words(entry.value),
        ended=entry.ends,
        ref=entry.ref,
        date_is=entry.date_is,
        source=entry.source,
        reading=entry.reading,
        corrects=entry.corrects,
    )


def as_text(entries: Iterable[RulebookEntry], on: date) -> str:
    """The rule book of a day for the terminal."""
    lines = [f"The rules in force on {on.isoformat()}"]
    topic = ""
    for entry in entries:
        if entry.topic != topic:
            topic = entry.topic
            lines += ["", topic.replace("_", " ").upper()]
        lines += ["", f"{entry.title}  ({entry.address})", f"    {entry.text}"]
        if entry.now is not None:
            lines.append(f"    {_since(entry.now)}")
            if entry.now.reading:
                lines.append(f"    Reading: {entry.now.reading}")
        lines += [f"    Coming on {one.in_force_from}: {one.text}" for one in entry.coming]
    return "\n".join(lines) + "\n"


def as_markdown(topic: str, entries: Iterable[RulebookEntry], on: date) -> str:
    """One topic's page of the written rule book."""
    name = topic.replace("_", " ").capitalize()
    lines = [f"# {name}", "", f"In force on {on.isoformat()}. Written by `make rulebook`; edit the rule files instead."]
    for entry in entries:
        lines += ["", f"## {entry.title}", "", f"**{entry.text}**", "", f"{entry.why} (`{entry.address}`)"]
        if entry.now is not None:
            lines += ["", f"- {_since(entry.now)}"]
            if entry.now.reading:
                lines.append(f"- Reading: {entry.now.reading}")
        lines += [f"- Coming on {one.in_force_from}: {one.text}" for one in entry.coming]
        lines += [
            f"- Before, from {one.in_force_from}: {one.text} ({one.source_text})" for one in reversed(entry.history)
        ]
    return "\n".join(lines) + "\n"


SINCE = {"first_seen": "first seen on", "effective": "in force since"}


def _since(value: DatedValue) -> str:
    ids = f"; {', '.join(value.ref.catalogue)}" if value.ref.catalogue else ""
    corrects = f"; corrects the entry of {value.corrects}" if value.corrects else ""
    day = f"{SINCE[value.date_is]} {value.in_force_from}"
    return f"{value.ref.standing.value.capitalize()}, {day}; source: {value.source_text}{ids}{corrects}"
