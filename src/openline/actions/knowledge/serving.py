"""Which answers are told at a moment: the pack's as shipped, and what was edited, begun and published here since.

The one place that lets an article out. Who asks for the public's articles never gets an internal one, whatever the
key, the language or the words. Rows are read as SYSTEM or as a seat: the database shows them to nobody else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from openline.actions import house
from openline.domain import knowledge
from openline.domain.knowledge import State, Version, WrittenBy
from openline.domain.rules import Standing
from openline.gateways.retrieval import Document
from openline.policy.knowledge import AnswerText, Article, ArticleFacts, Filled, fill
from openline.policy.rule_files import Source
from openline.records.models import ArticleVersion

_SECTION_NUMBER = re.compile(r"[\d.]+")


class Audience(StrEnum):
    """For whom articles are looked up; internal ones exist for staff alone."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Served:
    """One answer in force: the words of its version, and what the pack says of the article."""

    article: Article
    language: str
    title: str
    asked_as: tuple[str, ...]
    text: str
    sha256: str
    reviewed_on: date
    next_review: date
    starts_at: datetime
    written_by: WrittenBy

    @property
    def document(self) -> Document:
        return Document(self.article.key, self.title, self.asked_as, self.sha256)

    def told(self, now: datetime) -> Filled:
        """The text with what it draws from the pack. Raises UnknownPlaceholder where that cannot be told now."""
        return fill(house.pack(), self.text, self.language, now)

    def source_in(self, language: str) -> str:
        """On what the answer rests, in words: each document once, with its parts.

        A part that is a bare section number, or names a choice of ours, says nothing to a reader who has not the
        document, and is not told.
        """
        documents = house.pack().labels.get("document", {})
        parts: dict[str, list[str]] = {}
        for source in self.article.source:
            told = parts.setdefault(documents.get(source.document, {}).get(language, source.document), [])
            unsaid = source.document == Standing.CHOSEN or _SECTION_NUMBER.fullmatch(source.part)
            if source.part not in told and not unsaid:
                told.append(source.part)
        return "; ".join(f"{name} ({', '.join(of_it)})" if of_it else name for name, of_it in parts.items())


def in_force(audience: Audience, now: datetime, language: str | None = None) -> list[Served]:
    """Every answer that this audience may read now, by article; in one language where one is named."""
    return as_told_at(audience, now, now, language)


def find(article: str, audience: Audience, language: str, now: datetime) -> Served | None:
    """One answer in force, or None: for the public an internal article is as unknown as one that never was."""
    return next((one for one in in_force(audience, now, language) if one.article.key == article), None)


def of_center() -> dict[str, Article]:
    """Every article that the center has, told or not: the pack's, and those that were begun here; for staff only."""
    newest: dict[str, ArticleVersion] = {}
    for row in ArticleVersion.objects.exclude(facts={}).order_by("made_at"):
        before = newest.get(row.article)
        if before is None or row.state != State.WITHDRAWN or before.state == State.WITHDRAWN:
            newest[row.article] = row
    return {key: article_of(row) for key, row in newest.items()} | dict(house.pack().articles)


def as_told_at(audience: Audience, at: datetime, now: datetime, language: str | None = None) -> list[Served]:
    """What was told at a moment up to `now`, or will be told from what is published by now."""
    rows = _rows(audience)
    articles = {key: a for key, a in house.pack().articles.items() if _is_for(audience, a.internal)}
    others = {key: versions[0] for (key, _), versions in rows.items() if key not in house.pack().articles}
    articles |= {key: article_of(row) for key, row in others.items()}
    told: list[Served] = []
    for key, article in sorted(articles.items()):
        for spoken in house.pack().agency.languages:
            if language is None or spoken == language:
                one = _version_told(article, spoken, rows[key, spoken], at, now)
                if one is not None:
                    told.append(one)
    return told


def _is_for(audience: Audience, internal: bool) -> bool:
    return audience is Audience.STAFF or not internal


def _rows(audience: Audience) -> dict[tuple[str, str], list[ArticleVersion]]:
    """Every published version; what was internal when it was written never becomes the public's by a later change."""
    rows: dict[tuple[str, str], list[ArticleVersion]] = defaultdict(list)
    for row in ArticleVersion.objects.filter(published_at__isnull=False):
        if _is_for(audience, row.internal):
            rows[row.article, row.language].append(row)
    return rows


def article_of(row: ArticleVersion) -> Article:
    """What a version itself says of its article: one that was begun here, or one that a later release left out."""
    facts = ArticleFacts.from_json(row.facts) if row.facts else None
    made_on = house.pack().home_date(row.starts_at or row.made_at)
    return Article(
        key=row.article,
        internal=row.internal,
        answers=facts.answers if facts else (),
        owner=facts.owner if facts else "",
        source=facts.source if facts else tuple(Source(**source) for source in row.source),
        rules=(),
        reviewed_on=row.reviewed_on or made_on,
        next_review=row.next_review or (facts.next_review if facts else made_on),
        in_force_from=made_on,
        leads_to=facts.leads_to if facts else (),
        words={},
        file="",
        lines={},
        found_under=facts.found_under if facts else (),
    )


def _version_told(
    article: Article, language: str, rows: list[ArticleVersion], at: datetime, now: datetime
) -> Served | None:
    by_version = {version_of(row): served_from(row, article) for row in rows}
    shipped = article.words.get(language)
    if shipped is not None and all(row.sha256 != shipped.sha256 or row.written_by != "pack" for row in rows):
        version = shipped_version(article, language, shipped, any(row.written_by == "pack" for row in rows), now)
        by_version[version] = _served_from_pack(article, language, shipped, version)
    chosen = knowledge.version_in_force(by_version, at)
    return by_version[chosen] if chosen is not None else None


def shipped_version(article: Article, language: str, words: AnswerText, others_known: bool, now: datetime) -> Version:
    """The pack's words as a version; `others_known`: this installation has kept other words of the pack before."""
    starts_at = knowledge.pack_version_starts(beginning_of(article.in_force_from), others_known, now)
    return Version(article.key, language, words.sha256, WrittenBy.PACK, starts_at, starts_at)


def version_of(row: ArticleVersion) -> Version:
    assert row.starts_at is not None and row.published_at is not None, "only published rows are versions"
    return Version(
        row.article,
        row.language,
        row.sha256,
        WrittenBy(row.written_by),
        row.starts_at,
        row.published_at,
        row.withdrawn_at,
    )


def served_from(row: ArticleVersion, article: Article) -> Served:
    assert row.starts_at is not None and row.reviewed_on is not None, "a published row has both"
    if not article.has_files:
        article = article_of(row)
    shipped = article.words.get(row.language)
    # A review that changed no word shows its own day.
    again = shipped is not None and shipped.sha256 == row.sha256 and article.reviewed_on > row.reviewed_on
    return Served(
        article=article,
        language=row.language,
        title=row.title,
        asked_as=tuple(row.asked_as),
        text=row.text,
        sha256=row.sha256,
        reviewed_on=article.reviewed_on if again else row.reviewed_on,
        next_review=article.next_review if again else (row.next_review or article.next_review),
        starts_at=row.starts_at,
        written_by=WrittenBy(row.written_by),
    )


def _served_from_pack(article: Article, language: str, words: AnswerText, version: Version) -> Served:
    return Served(
        article=article,
        language=language,
        title=words.title,
        asked_as=words.asked_as,
        text=words.text,
        sha256=words.sha256,
        reviewed_on=article.reviewed_on,
        next_review=article.next_review,
        starts_at=version.starts_at,
        written_by=WrittenBy.PACK,
    )


def beginning_of(day: date) -> datetime:
    """The first moment of a day at the agency's home."""
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(house.home_zone()))


def end_of(day: date) -> datetime:
    """The last moment of a day at the agency's home."""
    return datetime.combine(day, time.max, tzinfo=ZoneInfo(house.home_zone()))
