"""Questions that no article answered: counted in words that tell of nobody, seen by content owners alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.models import F

from openline.actions import house
from openline.actions.knowledge import serving
from openline.domain.knowledge_gaps import LEFT_OUT, folded_word, key_of, without_personal_data
from openline.policy import AgencyPack
from openline.records.models import ArticleVersion, Gap, Seat


def count(question: str, intent: str | None, language: str, now: datetime) -> None:
    """One more time that this was asked and not answered; as SYSTEM. A question without words counts by its intent.

    What was marked as covered, and is declined though its article is told, is open again: the article is not found.
    """
    words = without_personal_data(question, words_known(), house.pack().heard.names_follow) or (intent or "")
    key = key_of(words)
    if not key:
        return
    if _counted_again(language, key, now):
        return
    try:
        with transaction.atomic():
            Gap.objects.create(language=language, key=key, words=words, intent=intent or "", first_at=now, last_at=now)
    except IntegrityError:  # somebody else asked the same at the same moment
        _counted_again(language, key, now)


def _counted_again(language: str, key: str, now: datetime) -> bool:
    same = Gap.objects.filter(language=language, key=key)
    again = same.update(count=F("count") + 1, last_at=now)
    covered = same.filter(state="covered").first() if again else None
    if covered and serving.find(covered.article, serving.Audience.PUBLIC, language, now) is not None:
        same.update(state="open")
    return bool(again)


def mark(gap: Gap, state: str, article: str, seat: Seat, now: datetime) -> None:
    """A content owner says what became of it: covered by an article, not answered by this center, or open again."""
    known = serving.of_center().get(article)
    if state == "covered" and (known is None or known.internal):
        raise UnknownArticle(article)
    gap.state, gap.article = state, article if state == "covered" else ""
    gap.marked_by, gap.marked_at = seat, now
    gap.save(update_fields=["state", "article", "marked_by", "marked_at"])


def phrasing_of(gap: Gap) -> str:
    """The words of a gap as a phrasing of an article, without the sign for what was left out."""
    return " ".join(gap.words.replace(LEFT_OUT, " ").split())


def being_written(found: Iterable[Gap], article: str, seat: Seat, now: datetime) -> None:
    """These questions wait for an article that was begun for them."""
    for gap in found:
        gap.article, gap.marked_by, gap.marked_at = article, seat, now
        gap.save(update_fields=["article", "marked_by", "marked_at"])


def covered_by(article: str, languages: Collection[str], seat: Seat, now: datetime) -> None:
    """The questions that waited for this article are answered in the languages in which it was published."""
    waiting = Gap.objects.filter(state="open", article=article, language__in=languages)
    waiting.update(state="covered", marked_by=seat, marked_at=now)


def let_go(article: str) -> None:
    """The questions that waited for an article that was put aside before it was ever told wait for none."""
    if not ArticleVersion.objects.filter(article=article, published_at__isnull=False).exists():
        Gap.objects.filter(state="open", article=article).update(article="", marked_by=None, marked_at=None)


class UnknownArticle(ValueError):
    """A gap cannot be covered by an article that does not exist, or that the public may not read."""


def words_known() -> Callable[[str], bool]:
    """Whether the center itself uses a word, in any article that the public reads."""
    return _vocabulary_of(house.pack()).__contains__


@lru_cache(maxsize=2)
def _vocabulary(folder: object, articles: tuple[str, ...]) -> frozenset[str]:
    words = (word for text in articles for word in re.split(r"[\s/]+", text))
    return frozenset(folded for word in words if (folded := folded_word(word)) and not folded.isdigit())


def _vocabulary_of(pack: AgencyPack) -> frozenset[str]:
    texts = tuple(
        " ".join((words.title, *words.asked_as, words.text))
        for article in pack.articles.values()
        if not article.internal
        for words in article.words.values()
    )
    return _vocabulary(pack.path, texts)
