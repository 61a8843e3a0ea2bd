"""Every text of a pack that one of its languages lacks: looked for in the files as they are, so that all are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from openline.policy.errors import PackError
from openline.policy.findings import Finding
from openline.policy.knowledge.articles import INTERNAL
from openline.policy.languages import FOLDER, file_of, parts_not_heard, read_languages
from openline.policy.yaml_file import Place, YamlFile, read_yaml

KIND = "no_translation"
CLOSED_ANSWERS = ("whole", "within")
TO_LANGUAGE = "to_"  # a closed answer that asks for another language
_CODE = re.compile(r"[a-z]{2,3}")
_OWN_FILE = re.compile(r"(.+)\.([a-z]{2,3})\.yaml")


def texts_lacking(pack: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    """One finding for each file, map of languages, word and closed answer that one of the languages has not."""
    for code in languages:
        yield from _language_file(pack, code)
    for path in sorted(pack.rglob("*.yaml")):
        inside = path.relative_to(pack).parts
        if inside[0] == FOLDER or INTERNAL in inside[:-1]:
            continue
        own = _OWN_FILE.fullmatch(path.name)
        if own is None:
            yield from _maps(pack, path, languages)
        elif own[2] == languages[0]:
            yield from _files(pack, path, own[1], languages)
    yield from _settings(pack, languages)


def _language_file(pack: Path, code: str) -> Iterator[Finding]:
    shown = f"{pack.name}/{FOLDER}/{code}.yaml"
    if not file_of(pack, code).is_file():
        what = f"is missing: without it nothing is told in {code!r}; write it as openline/{FOLDER}/es.yaml is written"
        yield Finding(KIND, shown, None, what)
        return
    try:
        language = read_languages(pack, [code])[code]
    except PackError:
        return  # the pack's reader says what is wrong with it
    for part in parts_not_heard(language):
        yield Finding(KIND, language.file, 1, f"heard.{part} is left out: nothing of it is heard in {code!r}; add it")


def _files(pack: Path, path: Path, stem: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    """The same file in every further language, with the same words where it holds words."""
    first = _keys(pack, path, stem, languages[0]) if stem in ("words", "answers") else {}
    for language in languages[1:]:
        other = path.with_name(f"{stem}.{language}.yaml")
        shown = str(other.relative_to(pack.parent))
        if not other.is_file():
            yield Finding(KIND, shown, None, f"is missing: write in {language!r} what {path.name} says")
            continue
        held = _keys(pack, other, stem, language) if first else {}
        for key in first:
            if key not in held:
                yield Finding(KIND, shown, 1, f"{key} is missing: write in {language!r} what {path.name} says for it")
    if stem == "answers":
        yield from _ways_between(pack, path, languages)


def _keys(pack: Path, path: Path, stem: str, language: str) -> dict[str, None]:
    """What a file of words holds; of closed answers the list and the answer, but for those that name a language."""
    data = _read(pack, path).data
    if not isinstance(data, dict):
        return {}
    words = cast("Mapping[str, Any]", data)
    if stem == "words":
        return dict.fromkeys(words)
    lists = {name: cast("Mapping[str, Any]", words.get(name) or {}) for name in CLOSED_ANSWERS}
    return {
        f"{name}.{answer}": None
        for name, answers in lists.items()
        for answer in answers
        if not answer.startswith(TO_LANGUAGE)
    }


def _ways_between(pack: Path, path: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    """In each language one can ask for each other one."""
    for language in languages:
        own = path.with_name(f"answers.{language}.yaml")
        if not own.is_file():
            continue
        file = _read(pack, own)
        asked: set[str] = set()
        for name in CLOSED_ANSWERS:
            asked |= set(cast("Mapping[str, Any]", file.data).get(name) or {})
        for other in languages:
            if other != language and f"{TO_LANGUAGE}{other}" not in asked:
                what = f"whole.{TO_LANGUAGE}{other} is missing: write how people ask in {language!r} for {other!r}"
                yield Finding(KIND, file.path, file.line(("whole",)), what)


def _maps(pack: Path, path: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Every map from languages to words: one that has words in the first language."""
    if f"{languages[0]}:" not in path.read_text(encoding="utf-8"):
        return
    file = _read(pack, path)
    for place, held in _maps_in(file.data, (), languages[0]):
        for language in languages[1:]:
            if language not in held:
                name = ".".join(str(part) for part in place) or "this file"
                what = f"{name} has no words in {language!r}: add them; no other language stands in"
                yield Finding(KIND, file.path, file.line(place), what)


def _maps_in(node: Any, place: Place, first: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    if isinstance(node, dict):
        held = cast("Mapping[str, Any]", node)
        if first in held and all(_CODE.fullmatch(key) for key in held):
            yield place, held
            return
        for key, child in held.items():
            yield from _maps_in(child, (*place, key), first)
    elif isinstance(node, list):
        for index, child in enumerate(cast("list[Any]", node)):
            yield from _maps_in(child, (*place, index), first)


def _settings(pack: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    path = pack / "flows" / "_always" / "settings.yaml"
    if not path.is_file():
        return
    file = _read(pack, path)
    if tuple(file.data.get("languages") or ()) != languages:
        what = f"languages: write [{', '.join(languages)}], as in agency.yaml"
        yield Finding(KIND, file.path, file.line(("languages",)), what)


def _read(pack: Path, path: Path) -> YamlFile:
    return read_yaml(path, pack.parent)
