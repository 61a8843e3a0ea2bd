"""What is wrong with the articles of a pack: each fault with its file, its line and what to write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from openline.domain.knowledge import KnowledgeRules, next_review_by
from openline.policy.errors import PackError
from openline.policy.findings import Finding, findings_of
from openline.policy.knowledge.articles import FOLDER, AnswerText, Article
from openline.policy.knowledge.placeholders import UnknownPlaceholder, fill, placeholders_of
from openline.policy.yaml_file import read_map

if TYPE_CHECKING:
    from openline.policy.pack import AgencyPack

LOOKS_UP = "answer"
# A form's own name, such as one letter and digits, is a name; every other number belongs to a rule or a line.
_FORM_NAME = re.compile(r"\b[A-Z]{1,4}-\d+[A-Z]*\b")


@dataclass(frozen=True)
class _Known:
    intents: frozenset[str]
    owners: frozenset[str]
    documents: frozenset[str]
    ids: frozenset[str] | None


def check_articles(pack: AgencyPack, today: date, known_ids: frozenset[str] | None) -> Iterator[Finding]:
    """Everything wrong with the pack's articles on a day; `known_ids` are the catalogue's where they are known."""
    known = _Known(
        intents=frozenset(folder.name for folder in (pack.path / "intents").glob("*") if folder.is_dir()),
        owners=frozenset(pack.labels.get("content_owner", {})),
        documents=frozenset(pack.labels.get("document", {})),
        ids=known_ids,
    )
    for article in pack.articles.values():
        yield from _words_known(article, known)
        yield from _dates(pack, article, today)
        yield from _only_its_files(pack, article)
        for language, words in article.words.items():
            yield from _text(pack, article, words, language, today)
    yield from _first_for_one_intent(pack.articles.values())
    yield from _without_article(pack)


def _at(article: Article, field: str, kind: str, what: str) -> Finding:
    return Finding(kind, article.file, article.lines.get(field), what)


def _words_known(article: Article, known: _Known) -> Iterator[Finding]:
    named = (("answers", article.answers), ("found_under", article.found_under), ("leads_to", article.leads_to))
    for field, intents in named:
        for intent in intents:
            if intent not in known.intents:
                yield _at(
                    article, field, "no_intent", f"{field}: {intent!r} is no intent: there is no intents/{intent}/"
                )
    if article.owner not in known.owners:
        listed = ", ".join(sorted(known.owners)) or "none yet"
        what = f"owner {article.owner!r} has no label under `content_owner` in labels.yaml (there: {listed}): add it"
        yield _at(article, "owner", "no_owner", what)
    for source in article.source:
        if source.document not in known.documents:
            what = f"document {source.document!r} has no label: add it to labels.yaml under `document`"
            yield _at(article, "source", "no_source", what)
    for one in article.rules:
        if known.ids is not None and one not in known.ids:
            yield _at(article, "rules", "unknown_id", f"{one!r} is in no list of the catalogue's ids: correct it")


def _dates(pack: AgencyPack, article: Article, today: date) -> Iterator[Finding]:
    if article.next_review <= article.reviewed_on:
        what = f"next_review {article.next_review} is not after reviewed_on {article.reviewed_on}: write a later day"
        yield _at(article, "next_review", "review_date", what)
        return
    if article.next_review < today:
        what = f"the review was due on {article.next_review}: review the article, then set both dates anew"
        yield _at(article, "next_review", "review_overdue", what)
    rules = pack.rules_on(KnowledgeRules, article.reviewed_on)
    if not rules.review_every.known:
        return
    latest = next_review_by(article.reviewed_on, rules).outcome
    if article.next_review > latest:
        what = f"next_review {article.next_review} is later than knowledge.review_every allows: at the latest {latest}"
        yield _at(article, "next_review", "review_date", what)


def _only_its_files(pack: AgencyPack, article: Article) -> Iterator[Finding]:
    expected = {"article.yaml", *(f"answer.{language}.yaml" for language in pack.agency.languages)}
    folder = (pack.path.parent / article.file).parent
    for file in sorted(folder.iterdir()):
        if file.name not in expected:
            what = f"{file.name} is no part of an article: remove it, or give it one of the names {sorted(expected)}"
            yield Finding("no_article", article.file, 1, what)


def _text(pack: AgencyPack, article: Article, words: AnswerText, language: str, today: date) -> Iterator[Finding]:
    if not any(words.asked_as):
        yield Finding("asked_as", words.file, 1, "asked_as is empty: write how people ask for this, six ways or more")
    if len({one.casefold() for one in words.asked_as}) != len(words.asked_as):
        yield Finding("asked_as", words.file, 1, "the same phrasing stands in asked_as twice: remove one")
    at_noon = datetime.combine(max(today, article.in_force_from), time(18), tzinfo=UTC)
    for name in (*placeholders_of(words.title), *placeholders_of(words.text)):
        try:
            fill(pack, f"{{{name}}}", language, at_noon)
        except UnknownPlaceholder as unknown:
            yield Finding("placeholder", words.file, words.text_line, str(unknown))
    literal = _FORM_NAME.sub("", re.sub(r"\{[^{}]*\}", "", words.text))
    for brace in set(re.findall(r"[{}]", literal)):
        yield Finding("placeholder", words.file, words.text_line, f"a single {brace!r} stands in the text: close it")


def _first_for_one_intent(articles: Iterable[Article]) -> Iterator[Finding]:
    first: dict[tuple[str, bool], list[Article]] = defaultdict(list)
    for article in articles:
        if article.answers:
            first[article.answers[0], article.internal].append(article)
    for (intent, _internal), rivals in first.items():
        for article in rivals[1:]:
            what = f"{rivals[0].key} is first for {intent!r} already: let one of the two name another intent first"
            yield _at(article, "answers", "two_first", what)


def _without_article(pack: AgencyPack) -> Iterator[Finding]:
    """Each intent that a flow answers by looking up an article must have one that everybody may read."""
    answered = {intent for article in pack.articles.values() if not article.internal for intent in article.answers}
    small_talk = _small_talk(pack)
    for path in sorted((pack.path / "flows").glob("*/flow.yaml")):
        try:
            file = read_map(path, pack.path.parent)
        except PackError as error:
            yield from findings_of(error)
            continue
        if not _looks_up(file.data.get("steps")):
            continue
        starts_on: list[str] = file.data.get("starts_on") or []
        for intent in starts_on:
            if intent not in answered and intent not in small_talk:
                what = (
                    f"this flow looks up an answer for {intent!r}, and no public article in {FOLDER}/ has one: write it"
                )
                yield Finding("no_article", file.path, file.line(("starts_on",)), what)


def _small_talk(pack: AgencyPack) -> frozenset[str]:
    path = pack.path / "flows" / "_always" / "settings.yaml"
    if not path.is_file():
        return frozenset()
    return frozenset(read_map(path, pack.path.parent).data.get("small_talk") or [])


def _looks_up(steps: Any) -> bool:
    """Whether any of the steps, in their branches too, looks up an answer."""
    if isinstance(steps, list):
        return any(_looks_up(step) for step in steps)  # pyright: ignore[reportUnknownVariableType]
    if isinstance(steps, dict):
        return steps.get("look_up") == LOOKS_UP or any(_looks_up(part) for part in steps.values())  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return False
