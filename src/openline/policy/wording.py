"""The words of a notice: rendered strictly from the agency pack, in the language asked for or not at all.

A notice is a folder `notices/<notice>/`: `notice.yaml` says why it is sent, the facts it may use and the
rules behind it; each `<form>.<language>.yaml` holds the words of one form (email, text, chat, voicemail).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")


class WordingError(ValueError):
    """The words of a notice cannot be used; the message names the file, what is wrong and what to do."""


class WordingMissing(WordingError):
    """There are no words for this notice in this form and language; the message names the file to add."""


class FactMissing(WordingError):
    """The words need a fact that was not given, or that is empty; the message names it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice ready to hand over; `because` are the addresses of the rules that it tells of."""

    subject: str | None
    body: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What `notice.yaml` says: the facts that the words may use (name to meaning), forms and rules."""

    title: str
    facts: Mapping[str, str]
    forms: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    subject: str | None
    body: str


def render(pack: Path, notice: str, form: str, language: str, facts: Mapping[str, str]) -> Wording:
    """The words of `notice` in one form and language, filled with display-ready `facts`.

    Every placeholder needs its fact; facts that these words do not use are left aside, since another agency's
    words may use them. Raises WordingMissing, FactMissing or WordingError.
    """
    about = notice_facts(pack, notice)
    words = _words(_file(pack, notice, f"{form}.{language}.yaml"))
    subject = None if words.subject is None else _fill(words.subject, facts, notice, form).strip()
    return Wording(subject, _fill(words.body, facts, notice, form).strip(), about.because)


def notice_facts(pack: Path, notice: str) -> NoticeFacts:
    """What the notice declares of itself; raises WordingMissing or WordingError."""
    return _about(_file(pack, notice, "notice.yaml"))


def notices_of(pack: Path) -> tuple[str, ...]:
    """The names of all notices of a pack."""
    return tuple(sorted(folder.name for folder in (pack / "notices").iterdir() if folder.is_dir()))


def check_wording(pack: Path, languages: tuple[str, ...]) -> list[str]:
    """Everything wrong with the notices of a pack, a line each; empty when all is well.

    Looked for: missing languages and forms, files of no declared form, placeholders that are not declared or
    differ between languages, declared facts that no words use, numbers typed into words.
    """
    return [problem for notice in notices_of(pack) for problem in _problems(pack, notice, languages)]


def _problems(pack: Path, notice: str, languages: tuple[str, ...]) -> Iterator[str]:
    try:
        about = notice_facts(pack, notice)
    except WordingError as problem:
        yield str(problem)
        return
    used: set[str] = set()
    for form in about.forms:
        by_language: dict[str, frozenset[str]] = {}
        for language in languages:
            try:
                words = _words(_file(pack, notice, f"{form}.{language}.yaml"))
                by_language[language] = _placeholders(words)
            except WordingError as problem:
                yield str(problem)
                continue
            yield from _problems_of(f"{notice}/{form}.{language}.yaml", words, about)
        used.update(*by_language.values())
        for language, names in by_language.items():
            apart = names ^ by_language[min(by_language)]
            if apart:
                yield f"{notice}/{form}: {language} and {min(by_language)} differ in {', '.join(sorted(apart))}"
    unused = sorted(set(about.facts) - used)
    if unused:
        yield f"{notice}/notice.yaml: no words use {', '.join(unused)}"
    expected = {"notice.yaml", *(f"{form}.{language}.yaml" for form in about.forms for language in languages)}
    for file in sorted((pack / "notices" / notice).iterdir()):
        if file.name not in expected:
            yield f"{notice}/{file.name}: not a form and language that notice.yaml and the agency declare"


def _problems_of(name: str, words: _Words, about: NoticeFacts) -> Iterator[str]:
    undeclared = sorted(_placeholders(words) - set(about.facts))
    if undeclared:
        yield f"{name}: {', '.join(undeclared)} not declared in notice.yaml"
    literal = "".join(text for text, *_ in Formatter().parse(f"{words.subject or ''}\n{words.body}"))
    typed = re.search(r"\S*\d\S*", literal)
    if typed:
        yield f"{name}: {typed[0]!r} is a number typed into words; make it a fact"


def _placeholders(words: _Words) -> frozenset[str]:
    return frozenset(
        name for _, name, _, _ in Formatter().parse(f"{words.subject or ''}\n{words.body}") if name is not None
    )


def _fill(template: str, facts: Mapping[str, str], notice: str, form: str) -> str:
    filled: list[str] = []
    for text, name, _, _ in Formatter().parse(template):
        filled.append(text)
        if name is None:
            continue
        if not facts.get(name):
            raise FactMissing(f"{notice}: the {form} needs the fact {name!r}, and it was not given")
        filled.append(facts[name])
    return "".join(filled)


def _file(pack: Path, notice: str, name: str) -> Path:
    if not PLAIN_NAME.fullmatch(notice):
        raise WordingMissing(f"{notice!r} is no name of a notice")
    return pack / "notices" / notice / name


@lru_cache(maxsize=512)
def _words(file: Path) -> _Words:
    entry = _read(file)
    subject, body = entry.pop("subject", None), entry.pop("body", None)
    if entry or not isinstance(body, str) or not body.strip() or not isinstance(subject, str | None):
        raise WordingError(f"{file}: write a body, a subject for an e-mail, and nothing else.")
    if file.name.startswith("email.") and not subject:
        raise WordingError(f"{file}: an e-mail needs a subject.")
    words = _Words(subject, body)
    try:
        parts = list(Formatter().parse(f"{subject or ''}\n{body}"))
    except ValueError as problem:
        raise WordingError(f"{file}: {problem}: write {{name_of_the_fact}}.") from problem
    for _, name, form, conversion in parts:
        if name is not None and (form or conversion or not PLAIN_NAME.fullmatch(name)):
            raise WordingError(f"{file}: {{{name}}} is no plain placeholder: write {{name_of_the_fact}}.")
    return words


@lru_cache(maxsize=128)
def _about(file: Path) -> NoticeFacts:
    entry = _read(file)
    try:
        return NoticeFacts(
            title=str(entry["title"]),
            facts={str(name): str(meaning) for name, meaning in entry["facts"].items()},
            forms=tuple(str(form) for form in entry["forms"]),
            because=tuple(str(address) for address in entry["because"]),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise WordingError(f"{file}: needs title, facts, forms and because ({problem}).") from problem


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open(encoding="utf-8") as text:
            entry: object = YAML(typ="safe", pure=True).load(text)  # pyright: ignore[reportUnknownMemberType]
    except FileNotFoundError:
        raise WordingMissing(f"{file} is missing: add it; no other language or form stands in for it.") from None
    except YAMLError as problem:
        raise WordingError(f"{file}: {problem}") from problem
    if not isinstance(entry, dict):
        raise WordingError(f"{file}: write named entries, such as body.")
    return cast("dict[str, Any]", entry)
