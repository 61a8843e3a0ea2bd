"""Which rules of the catalogue are kept, by the clauses that the tests of one run showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

CLAUSES = Path(__file__).with_name("clauses.yaml")


class NoSuchClause(ValueError):
    """A test is marked with a rule, clause or channel that clauses.yaml does not list."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One clause of one rule on one channel."""

    rule: str
    clause: str
    channel: str

    def __str__(self) -> str:
        return f"{self.clause} on {self.channel}"


@dataclass(slots=True)
class Rule:
    """A rule with everything that must be seen of it, and what the run showed."""

    id: str
    wanted: list[Shown]
    clauses: list[str]
    passed: set[Shown] = field(default_factory=set[Shown])
    failed: set[Shown] = field(default_factory=set[Shown])

    @property
    def missing(self) -> list[Shown]:
        return [each for each in self.wanted if each not in self.passed]

    @property
    def state(self) -> str:
        """`broken` where a test failed, `kept` where all passed, `partly` where some did, else `open`."""
        if self.failed:
            return "broken"
        if not self.passed:
            return "open"
        return "partly" if self.missing else "kept"

    def line(self) -> str:
        told = {
            "partly": f"partly (missing: {_together(self.missing)})",
            "broken": f"broken ({_together(sorted(self.failed, key=str))})",
        }
        return f"{self.id:8} {told.get(self.state, self.state)}"


def _together(shown: Iterable[Shown]) -> str:
    channels: dict[str, list[str]] = {}
    for each in shown:
        channels.setdefault(each.clause, []).append(each.channel)
    return "; ".join(f"{clause} on {', '.join(where)}" for clause, where in channels.items())


class Report:
    """Every rule of the catalogue in its order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = {rule.id: rule for rule in rules}

    @classmethod
    def from_clauses(cls, path: Path = CLAUSES) -> Report:
        written = YAML(typ="safe", pure=True).load(path)
        return cls(_rule(rule_id, entry) for rule_id, entry in written.items())

    def known(self, rule: str, clause: str, channel: str) -> Shown:
        """The clause as clauses.yaml has it. Raises NoSuchClause, saying what there is instead."""
        if rule not in self.rules:
            raise NoSuchClause(f"{rule} is no rule of the catalogue; clauses.yaml lists them all")
        shown, held = Shown(rule, clause, channel), self.rules[rule]
        if clause not in held.clauses:
            raise NoSuchClause(f"{rule} has no clause {clause!r}; it has {held.clauses}")
        if shown not in held.wanted:
            there = sorted({each.channel for each in held.wanted if each.clause == clause})
            raise NoSuchClause(f"{rule}, {clause!r} is not listed for {channel!r}, only for {there}")
        return shown

    def saw(self, shown: Iterable[Shown], *, passed: bool) -> None:
        for each in shown:
            (self.rules[each.rule].passed if passed else self.rules[each.rule].failed).add(each)

    def lines(self) -> list[str]:
        return [*(rule.line() for rule in self.rules.values()), self.closing_line()]

    def closing_line(self) -> str:
        counted = dict.fromkeys(("kept", "partly", "open", "broken"), 0)
        for rule in self.rules.values():
            counted[rule.state] += 1
        return ", ".join(f"{count} {state}" for state, count in counted.items())

    def as_json(self) -> dict[str, Any]:
        return {
            "summary": self.closing_line(),
            "rules": {
                rule.id: {
                    "state": rule.state,
                    "kept": [{"clause": e.clause, "channel": e.channel} for e in rule.wanted if e in rule.passed],
                    "missing": [{"clause": e.clause, "channel": e.channel} for e in rule.missing],
                    "clauses": rule.clauses,
                }
                for rule in self.rules.values()
            },
        }


def _rule(rule_id: str, entry: Mapping[str, Any]) -> Rule:
    everywhere = entry.get("channels", [])
    wanted: list[Shown] = []
    names: list[str] = []
    for clause in entry["clauses"]:
        own = clause if isinstance(clause, dict) else {"clause": clause}
        names.append(own["clause"])
        wanted += [Shown(rule_id, own["clause"], channel) for channel in own.get("channels", everywhere)]
    return Rule(rule_id, wanted, names)
