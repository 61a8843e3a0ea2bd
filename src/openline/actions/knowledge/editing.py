"""An edit of an article on its way: draft, review by a second person, publication on a day, undo, withdrawal.

Every step works on the open edits of one article in all languages together, and is called in a transaction of the
seat that takes it. A published version is never changed: it stays as it was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from openline.actions import house, ledger
from openline.actions.knowledge import gaps, keeping, serving
from openline.domain.decision import Decision
from openline.domain.knowledge import Edited, KnowledgeRules, MayNot, State, may_publish, may_review, next_review_by
from openline.policy.knowledge import Article, ArticleFacts, UnknownPlaceholder, fill, fingerprint
from openline.policy.knowledge.articles import paragraphs
from openline.records.models import ArticleVersion, Seat
from openline.records.models.knowledge import OPEN_STATES

LONGEST_TITLE, LONGEST_TEXT, MOST_PHRASINGS = 200, 6000, 40


@dataclass(frozen=True, slots=True)
class Words:
    """What an editor wrote in one language; `facts` of an article that was begun here."""

    title: str
    asked_as: tuple[str, ...]
    text: str
    facts: ArticleFacts | None = None

    @property
    def sha256(self) -> str:
        return fingerprint(self.title, self.asked_as, self.text, self.facts)


class ChangedMeanwhile(Exception):
    """Somebody else has changed or moved on this edit since it was opened; nothing was written."""


class NothingToDo(Exception):
    """There is no edit in the state that this step needs."""


def open_edits(article: str) -> dict[str, ArticleVersion]:
    """The edits of an article that are under way, by language."""
    rows = ArticleVersion.objects.filter(article=article, state__in=OPEN_STATES).select_related("author", "reviewer")
    return {row.language: row for row in rows}


def tidy(title: str, asked_as: str, text: str) -> Words:
    """What was typed in the form in which it is kept: phrasings a line each, paragraphs apart."""
    phrasings = (" ".join(line.split()) for line in asked_as.splitlines())
    return Words(" ".join(title.split()), tuple(dict.fromkeys(filter(None, phrasings))), paragraphs(text))


def faults_of(words: Words, language: str, now: datetime) -> dict[str, str]:
    """What keeps words from being told, by field, each a word or what the placeholder's own fault says."""
    faults: dict[str, str] = {}
    if not words.title or len(words.title) > LONGEST_TITLE:
        faults["title"] = "title_length"
    if not words.asked_as or len(words.asked_as) > MOST_PHRASINGS:
        faults["asked_as"] = "phrasings"
    if not words.text or len(words.text) > LONGEST_TEXT:
        faults["text"] = "text_length"
    for field, said in (("title", words.title), ("text", words.text)):
        try:
            filled = fill(house.pack(), said, language, now).text
        except UnknownPlaceholder as unknown:
            faults.setdefault(field, str(unknown))
        else:
            if "{" in filled or "}" in filled:
                faults.setdefault(field, "brace")
    return faults


def save_draft(
    article: Article, seat: Seat, drafts: Mapping[str, Words], seen: Mapping[str, str], note: str, now: datetime
) -> list[ArticleVersion]:
    """Keeps what was written; words that are in force already are no draft. The seat becomes their author.

    `seen`: by language, the fingerprint of the words that the editor began from. Raises ChangedMeanwhile.
    """
    saved: list[ArticleVersion] = []
    held = {row.language: row for row in _locked(article, OPEN_STATES)}
    for language, words in drafts.items():
        row = held.get(language)
        told = serving.find(article.key, serving.Audience.STAFF, language, now)
        before = row.sha256 if row else (told.sha256 if told else "")
        if seen.get(language, "") != before:
            raise ChangedMeanwhile(language)
        if words.sha256 == before:
            continue
        if row is None:
            row = _new(article, language, now)
        _write(row, words, seat, note, now)
        saved.append(row)
    return saved


def _write(row: ArticleVersion, words: Words, seat: Seat, note: str, now: datetime) -> None:
    row.title, row.asked_as, row.text, row.sha256 = words.title, list(words.asked_as), words.text, words.sha256
    if words.facts is not None:
        row.facts, row.source = words.facts.as_json(), words.facts.as_json()["source"]
    row.state, row.author, row.reviewer, row.note = State.DRAFT, seat, None, note
    row.approved_sha256, row.review_note, row.made_at = "", "", now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ChangedMeanwhile(row.language) from None  # two began at the same moment


def begin(
    key: str, internal: bool, seat: Seat, drafts: Mapping[str, Words], note: str, now: datetime
) -> list[ArticleVersion]:
    """The first draft of an article that the pack does not have, in each language that was written."""
    rows: list[ArticleVersion] = []
    for language, words in drafts.items():
        row = ArticleVersion(article=key, language=language, internal=internal, written_by="edited")
        _write(row, words, seat, note, now)
        rows.append(row)
    return rows


def _new(article: Article, language: str, now: datetime) -> ArticleVersion:
    return ArticleVersion(
        article=article.key,
        language=language,
        internal=article.internal,
        written_by="edited",
        source=[source.model_dump() for source in article.source],
        made_at=now,
    )


def send_to_review(article: Article, seat: Seat, now: datetime) -> None:
    """The drafts wait for a second person. Raises NothingToDo."""
    for row in _some(article, (State.DRAFT,)):
        row.state = State.IN_REVIEW
        row.save(update_fields=["state"])


def review(article: Article, seat: Seat, approves: bool, note: str, seen: str, now: datetime) -> MayNot | None:
    """Approves what waits for review, or returns it with a note; the refusal where this seat may not.

    `seen`: what the reviewer had before their eyes, by `state_of_edits`. Raises ChangedMeanwhile, NothingToDo.
    """
    rows = _some(article, (State.IN_REVIEW,))
    if seen != state_of_edits(rows):
        raise ChangedMeanwhile(article.key)
    rules = house.rules_at(KnowledgeRules, now)
    for row in rows:
        decision = may_review(_edited(row), str(seat.id), rules)
        if decision.outcome is not None:
            return decision.outcome
        row.state = State.APPROVED if approves else State.DRAFT
        row.reviewer, row.review_note, row.reviewed_at = seat, note, now
        row.approved_sha256 = row.sha256 if approves else ""
        row.because = ledger.refs_as_json(decision.because)
    for row in rows:
        row.save()
    return None


def state_of_edits(rows: list[ArticleVersion]) -> str:
    """The fingerprint of several edits together, so that nobody approves what they did not see."""
    return "-".join(row.sha256[:16] for row in sorted(rows, key=lambda row: row.language))


def publish(article: Article, seat: Seat, on: date, now: datetime) -> MayNot | None:
    """What is approved is told from the beginning of a day on, or from now where that day is today.

    The refusal where it may not be. Raises NothingToDo.
    """
    rows = _some(article, (State.APPROVED,))
    rules, today = house.rules_at(KnowledgeRules, now), house.pack().home_date(now)
    for row in rows:
        decision = may_publish(_edited(row), on, today, rules)
        if decision.outcome is not None:
            return decision.outcome
        assert row.reviewed_at is not None, "what is approved was reviewed"
        reviewed_on = house.pack().home_date(row.reviewed_at)
        due: Decision[date] = next_review_by(reviewed_on, rules)
        row.reviewed_on, row.next_review = reviewed_on, min(filter(None, (due.outcome, _review_wished(row))))
        row.because = ledger.refs_as_json((*decision.because, *due.because))
        row.published_at, row.starts_at = now, max(serving.beginning_of(on), now)
        row.state = State.PUBLISHED
    for row in rows:
        _keep_what_it_follows(row, now)
        row.save()
    gaps.covered_by(article.key, [row.language for row in rows], seat, now)
    return None


def publish_again(version: ArticleVersion, seat: Seat, now: datetime) -> ArticleVersion:
    """Undo: an earlier version is told again from now on, as a version of its own; it was reviewed when it was new.

    Raises NothingToDo for one that was never published.
    """
    if version.published_at is None:
        raise NothingToDo(str(version.id))
    return ArticleVersion.objects.create(
        article=version.article,
        language=version.language,
        internal=version.internal,
        written_by="edited",
        title=version.title,
        asked_as=version.asked_as,
        text=version.text,
        source=version.source,
        facts=version.facts,
        sha256=version.sha256,
        approved_sha256=version.sha256,
        state=State.PUBLISHED,
        author=seat,
        reviewer=version.reviewer,
        copied_from=version,
        reviewed_on=version.reviewed_on,
        next_review=version.next_review,
        reviewed_at=version.reviewed_at,
        made_at=now,
        published_at=now,
        starts_at=now,
        because=version.because,
    )


def withdraw(article: Article, language: str, seat: Seat, now: datetime) -> None:
    """From now on nothing is told in this language, until a version is published again. Raises NothingToDo."""
    told = serving.find(article.key, serving.Audience.STAFF, language, now)
    if told is None:
        raise NothingToDo(article.key)
    keeping.keep_shown(told, now)
    rows = ArticleVersion.objects.select_for_update().filter(
        article=article.key, language=language, sha256=told.sha256, starts_at=told.starts_at, withdrawn_at=None
    )
    for row in rows:
        row.withdrawn_at, row.note = now, f"{row.note}\n{seat}".strip()
        row.save(update_fields=["withdrawn_at", "note"])


def give_up(article: Article, seat: Seat, now: datetime) -> None:
    """The edits under way are put aside; they stay in the history. Raises NothingToDo."""
    for row in _some(article, OPEN_STATES):
        row.state, row.withdrawn_at = State.WITHDRAWN, now
        row.save(update_fields=["state", "withdrawn_at"])
    gaps.let_go(article.key)


def history(article: str) -> list[ArticleVersion]:
    """Every version of an article, newest first."""
    rows = ArticleVersion.objects.filter(article=article).select_related("author", "reviewer", "copied_from")
    return sorted(rows, key=lambda row: row.starts_at or row.made_at, reverse=True)


def _keep_what_it_follows(row: ArticleVersion, now: datetime) -> None:
    """The pack's own words, told until now, become a row before something else is told."""
    told = serving.find(row.article, serving.Audience.STAFF, row.language, now)
    if told is not None:
        keeping.keep_shown(told, now)


def _some(article: Article, states: tuple[str, ...]) -> list[ArticleVersion]:
    rows = _locked(article, states)
    if not rows:
        raise NothingToDo(article.key)
    return rows


def _locked(article: Article, states: tuple[str, ...]) -> list[ArticleVersion]:
    return list(ArticleVersion.objects.select_for_update().filter(article=article.key, state__in=states))


def _edited(row: ArticleVersion) -> Edited:
    reviewer = str(row.reviewer_id) if row.reviewer_id else None
    return Edited(State(row.state), str(row.author_id), reviewer, row.sha256, row.approved_sha256, _review_wished(row))


def _review_wished(row: ArticleVersion) -> date | None:
    """The next review that the author of an article begun here chose."""
    return ArticleFacts.from_json(row.facts).next_review if row.facts else None
