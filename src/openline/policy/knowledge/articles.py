"""Articles as the pack writes them: `knowledge/<article>/`, and `knowledge/internal/<article>/` for staff only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openline.policy.errors import PackError
from openline.policy.rule_files import Source, Word, canonical
from openline.policy.values import DateText, Written
from openline.policy.yaml_file import read_map

FOLDER = "knowledge"
INTERNAL = "internal"
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{1,59}")


class ArticleText(Written):
    """`article.yaml`: what an article answers, who keeps it true, and on what it rests."""

    article: Word
    answers: tuple[Word, ...]
    owner: Word
    source: tuple[Source, ...]
    rules: tuple[Word, ...] = ()
    reviewed_on: DateText
    next_review: DateText
    in_force_from: DateText
    leads_to: tuple[Word, ...] = ()
    found_under: tuple[Word, ...] = ()


class AnswerFile(Written):
    """`answer.<language>.yaml`: what people read, and how they ask for it."""

    title: Word
    asked_as: tuple[Word, ...]
    text: Word


@dataclass(frozen=True)
class AnswerText:
    """The words of an article in one language. `text` has its paragraphs apart and its placeholders unfilled."""

    title: str
    asked_as: tuple[str, ...]
    text: str
    file: str
    text_line: int | None = None

    @property
    def sha256(self) -> str:
        """The same for the same words only."""
        return fingerprint(self.title, self.asked_as, self.text)


@dataclass(frozen=True)
class Article:
    """One question and its reviewed answer. `internal` articles are for staff and for nobody else.

    `answers` are the intents that it answers, best first; `found_under` those under which only the person's own words
    find it; `leads_to` those offered as next steps; `words` by language.
    """

    key: str
    internal: bool
    answers: tuple[str, ...]
    owner: str
    source: tuple[Source, ...]
    rules: tuple[str, ...]
    reviewed_on: date
    next_review: date
    in_force_from: date
    leads_to: tuple[str, ...]
    words: Mapping[str, AnswerText]
    file: str
    lines: Mapping[str, int | None]
    found_under: tuple[str, ...] = ()

    @property
    def has_files(self) -> bool:
        """Whether the pack has it. One that was begun at the desk has its facts in its versions."""
        return bool(self.file)


@dataclass(frozen=True)
class ArticleFacts:
    """What is said of an article that was begun at the desk and has no files; each of its versions keeps it.

    `next_review`: the day that its author chose, at the latest the one that the rule allows.
    """

    owner: str
    source: tuple[Source, ...]
    next_review: date
    answers: tuple[str, ...] = ()
    found_under: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "owner": self.owner,
            "source": [source.model_dump() for source in self.source],
            "next_review": self.next_review.isoformat(),
            "answers": list(self.answers),
            "found_under": list(self.found_under),
            "leads_to": list(self.leads_to),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ArticleFacts:
        return cls(
            owner=kept["owner"],
            source=tuple(Source(**source) for source in kept["source"]),
            next_review=date.fromisoformat(kept["next_review"]),
            answers=tuple(kept["answers"]),
            found_under=tuple(kept["found_under"]),
            leads_to=tuple(kept["leads_to"]),
        )


def fingerprint(title: str, asked_as: Sequence[str], text: str, facts: ArticleFacts | None = None) -> str:
    """The SHA-256 of what one version of an answer says, the same wherever it was written.

    The facts count where the version carries them, so that they too are reviewed, and never overwritten unseen.
    """
    said: dict[str, Any] = {"title": title, "asked_as": list(asked_as), "text": text}
    if facts is not None:
        said["facts"] = facts.as_json()
    return hashlib.sha256(canonical(said)).hexdigest()


def paragraphs(text: str) -> str:
    """Text with one empty line between paragraphs and no spare spaces."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n+", text) if part.strip())


def read_articles(pack: Path, languages: Sequence[str]) -> dict[str, Article]:
    """Every article of the pack by its key. Raises PackError with file, line and what to write."""
    found: dict[str, Article] = {}
    for folder, internal in _folders(pack / FOLDER):
        article = _read(pack, folder, languages, internal=internal)
        if article.key in found:
            raise PackError(article.file, 1, f"{article.key} also stands in {found[article.key].file}: rename one")
        found[article.key] = article
    return found


def _folders(base: Path) -> list[tuple[Path, bool]]:
    """The folder of each article, and whether it is for staff only."""
    if not base.is_dir():
        return []
    public = [(child, False) for child in sorted(base.iterdir()) if child.is_dir() and child.name != INTERNAL]
    inside = base / INTERNAL
    own = [(child, True) for child in sorted(inside.iterdir()) if child.is_dir()] if inside.is_dir() else []
    return [*public, *own]


def _read(pack: Path, folder: Path, languages: Sequence[str], *, internal: bool) -> Article:
    file = read_map(folder / "article.yaml", pack.parent)
    text = file.check_as(ArticleText)
    if text.article != folder.name or not PLAIN_NAME.fullmatch(text.article):
        raise file.fault(
            ("article",), f"the folder is called {folder.name}: write `article: {folder.name}`, in a-z and _"
        )
    if not text.source:
        raise file.fault(("source",), "source: names no document: write `source: [{document: ..., part: ...}]`")
    words = {language: _words(pack, folder, language) for language in languages if _has(folder, language)}
    if not words:
        raise file.fault((), f"has no answer in any language: write {folder.name}/answer.{languages[0]}.yaml")
    return Article(
        key=text.article,
        internal=internal,
        answers=text.answers,
        owner=text.owner,
        source=text.source,
        rules=text.rules,
        reviewed_on=text.reviewed_on,
        next_review=text.next_review,
        in_force_from=text.in_force_from,
        leads_to=text.leads_to,
        words=words,
        file=file.path,
        lines={name: file.line((name,)) for name in ArticleText.model_fields},
        found_under=text.found_under,
    )


def _has(folder: Path, language: str) -> bool:
    return (folder / f"answer.{language}.yaml").is_file()


def _words(pack: Path, folder: Path, language: str) -> AnswerText:
    file = read_map(folder / f"answer.{language}.yaml", pack.parent)
    text = file.check_as(AnswerFile)
    asked_as = tuple(" ".join(one.split()) for one in text.asked_as)
    return AnswerText(text.title.strip(), asked_as, paragraphs(text.text), file.path, file.line(("text",)))
