"""YAML with line numbers: every scalar as the text that was written, every node with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError


class FlowError(ValueError):
    """A file of the pack's conversation cannot be used; the message gives file, line and what to write."""


@dataclass(frozen=True, slots=True)
class Node:
    """One YAML node: `text` for a scalar, `items` for a list, `fields` for a mapping; `tag` is YAML's type."""

    file: str
    line: int
    kind: str
    tag: str = ""
    text: str = ""
    items: tuple[Node, ...] = ()
    fields: Mapping[str, Node] = field(default_factory=dict[str, "Node"])
    key_lines: Mapping[str, int] = field(default_factory=dict[str, int])

    def wrong(self, message: str, key: str | None = None) -> FlowError:
        """The error to raise about this node, or about one key of it."""
        line = self.key_lines.get(key, self.line) if key else self.line
        return FlowError(f"{self.file}:{line}: {message}")

    def mapping(self, what: str) -> Mapping[str, Node]:
        if self.kind != "mapping":
            raise self.wrong(f"{what} must be `key: value` lines.")
        return self.fields

    def listing(self, what: str) -> tuple[Node, ...]:
        if self.kind == "empty":
            return ()
        if self.kind != "list":
            raise self.wrong(f"{what} must be a list, written with `- ` or in [ ].")
        return self.items

    def string(self, what: str) -> str:
        if self.kind != "scalar" or not self.text.strip():
            raise self.wrong(f"{what} must be text.")
        return self.text

    def strings(self, what: str) -> tuple[str, ...]:
        return tuple(item.string(what) for item in self.listing(what))

    def whole_number(self, what: str) -> int:
        if self.kind != "scalar" or not self.text.isdecimal():
            raise self.wrong(f"{what} must be a whole number.")
        return int(self.text)

    def allow_only(self, what: str, *keys: str) -> None:
        for key in self.mapping(what):
            if key not in keys:
                raise self.wrong(f"{what} knows no `{key}`; write one of {', '.join(keys)}.", key)

    def need(self, key: str, what: str) -> Node:
        fields = self.mapping(what)
        if key not in fields:
            raise self.wrong(f"{what} needs `{key}:`.")
        return fields[key]

    def walk(self) -> Iterator[Node]:
        yield self
        for child in (*self.items, *self.fields.values()):
            yield from child.walk()


def read(path: Path, shown_as: str) -> Node:
    """The file's one document; raises FlowError when it is missing, empty or not YAML."""
    if not path.is_file():
        raise FlowError(f"{shown_as}:1: the file is missing; write it.")
    try:
        root = cast(Any, YAML(typ="rt")).compose(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = cast(Any, error).problem_mark
        line = mark.line + 1 if mark else 1
        raise FlowError(f"{shown_as}:{line}: not YAML: {cast(Any, error).problem}.") from error
    if root is None:
        raise FlowError(f"{shown_as}:1: the file is empty; write it.")
    return _node(root, shown_as)


def _node(raw: Any, file: str) -> Node:
    line: int = raw.start_mark.line + 1
    tag = str(raw.tag or "").rsplit(":", 1)[-1]
    if isinstance(raw.value, str):
        return Node(file, line, "empty" if tag == "null" else "scalar", tag, raw.value)
    children = cast(list[Any], raw.value)
    if raw.id == "sequence":
        return Node(file, line, "list", tag, items=tuple(_node(child, file) for child in children))
    fields: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    for key, value in children:
        name, at = str(key.value), key.start_mark.line + 1
        if name in fields:
            raise FlowError(f"{file}:{at}: `{name}` is written twice; keep one.")
        fields[name], key_lines[name] = _node(value, file), at
    return Node(file, line, "mapping", tag, fields=fields, key_lines=key_lines)
