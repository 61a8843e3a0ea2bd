"""YAML files as plain data that still knows the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from openline.policy.errors import PackError, PackErrors

Place = tuple[str | int, ...]
ModelT = TypeVar("ModelT", bound=BaseModel)
ValueT = TypeVar("ValueT")

FRIENDLIER = {
    "extra_forbidden": "is not known here: remove it or correct its spelling",
    "missing": "is missing: add it",
}


@dataclass(frozen=True)
class YamlFile:
    """The content of one file: text, numbers, lists and maps, with date keys as ISO text.

    `path` is as messages name it, relative to the pack's parent where possible.
    """

    path: str
    data: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int | None:
        """The line of `place`, or of the nearest thing that holds it."""
        known = list(place)
        while known:
            if tuple(known) in self.lines:
                return self.lines[tuple(known)]
            known.pop()
        return self.lines.get((), None)

    def fault(self, place: Place, what: str) -> PackError:
        return PackError(self.path, self.line(place), what)

    def check_as(self, model: type[ModelT], place: Place = ()) -> ModelT:
        """The part of the file at `place` as `model`; raises PackErrors naming each wrong line."""
        return self.check_with(TypeAdapter(model), place)

    def check_with(
        self, adapter: TypeAdapter[ValueT], place: Place = (), context: dict[str, object] | None = None
    ) -> ValueT:
        """The part of the file at `place` as `adapter` understands it."""
        part = self.data
        for step in place:
            part = part[step]
        try:
            return adapter.validate_python(part, context=context)
        except ValidationError as error:
            raise PackErrors([self._fault_of(place, dict(one)) for one in error.errors(include_url=False)]) from None

    def _fault_of(self, place: Place, error: Mapping[str, Any]) -> PackError:
        where: Place = (*place, *cast(Place, error["loc"]))
        said = FRIENDLIER.get(error["type"])
        if said is None:
            said = f"{error['msg'].removeprefix('Value error, ')} (found {error['input']!r})"
        name = ".".join(str(part) for part in where) or "this file"
        return self.fault(where, f"{name} {said}" if error["type"] in FRIENDLIER else f"{name}: {said}")


def read_yaml(path: Path, relative_to: Path | None = None) -> YamlFile:
    """Read one file of YAML 1.2; raises PackError on bad syntax, duplicate keys and unquoted moments."""
    name = _name(path, relative_to)
    reader = YAML(typ="rt")
    try:
        raw = reader.load(path.read_text(encoding="utf-8"))  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    except FileNotFoundError:
        raise PackError(name, None, "is missing: the pack needs this file") from None
    except UnicodeDecodeError as error:
        raise PackError(name, None, f"is not UTF-8 text ({error.reason}): save it as UTF-8") from None
    except MarkedYAMLError as error:
        said = cast(Any, error)
        mark = said.problem_mark or said.context_mark
        problem = str(said.problem or error).split("\n")[0]
        raise PackError(
            name, int(mark.line) + 1 if mark else None, f"this is not the YAML we read: {problem}"
        ) from None
    lines: dict[Place, int] = {(): 1}
    plain = _plain(cast(object, raw), (), lines, name)
    return YamlFile(path=name, data=plain, lines=lines)


def read_map(path: Path, relative_to: Path | None = None) -> YamlFile:
    """As `read_yaml`, for a file whose top level must be a map."""
    file = read_yaml(path, relative_to)
    if not isinstance(file.data, dict):
        raise PackError(file.path, 1, "must start with keys such as `title:`; this file is empty or a list")
    return file


def _name(path: Path, relative_to: Path | None) -> str:
    if relative_to is not None and path.is_relative_to(relative_to):
        return str(path.relative_to(relative_to))
    return str(path)


def _plain(node: object, place: Place, lines: dict[Place, int], name: str) -> object:
    if isinstance(node, CommentedMap):
        plain: dict[str, object] = {}
        for key, value in cast("dict[object, object]", node).items():
            word = key.isoformat() if isinstance(key, date) else str(key)
            inner = (*place, word)
            lines[inner] = _line(node, key)
            plain[word] = _plain(value, inner, lines, name)
        return plain
    if isinstance(node, CommentedSeq):
        items: list[object] = []
        for index, value in enumerate(cast("list[object]", node)):
            inner = (*place, index)
            lines[inner] = _line(node, index)
            items.append(_plain(value, inner, lines, name))
        return items
    if isinstance(node, datetime):
        raise PackError(name, lines.get(place), 'put a moment in quotes, with its offset: "2026-11-25T16:40-05:00"')
    if isinstance(node, date):
        return node.isoformat()
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return str(node)


def _line(node: CommentedMap | CommentedSeq, key: object) -> int:
    position = cast(Any, node).lc.data[key]
    return int(position[0]) + 1
