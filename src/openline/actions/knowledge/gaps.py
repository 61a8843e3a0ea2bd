"""Questions that no article answered: counted in words that tell of nobody, seen by content owners alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.models import F

from openline.actions import house
from openline.domain.knowledge_gaps import folded_word, key_of, without_personal_data
from openline.policy import AgencyPack
from openline.records.models import Gap, Seat


def count(question: str, intent: str | None, language: str, now: datetime) -> None:
    """One more time that this was asked and not answered; as SYSTEM. A question without words counts by its intent."""
    words = without_personal_data(question, words_known(), house.pack().heard.names_follow) or (intent or "")
    key = key_of(words)
    if not key:
        return
    again = Gap.objects.filter(language=language, key=key).update(count=F("count") + 1, last_at=now)
    if again:
        return
    try:
        with transaction.atomic():
            Gap.objects.create(language=language, key=key, words=words, intent=intent or "", first_at=now, last_at=now)
    except IntegrityError:  # somebody else asked the same at the same moment
        Gap.objects.filter(language=language, key=key).update(count=F("count") + 1, last_at=now)


def mark(gap: Gap, state: str, article: str, seat: Seat, now: datetime) -> None:
    """A content owner says what became of it: covered by an article, not answered by this center, or open again."""
    if state == "covered" and article not in house.pack().articles:
        raise UnknownArticle(article)
    gap.state, gap.article = state, article if state == "covered" else ""
    gap.marked_by, gap.marked_at = seat, now
    gap.save(update_fields=["state", "article", "marked_by", "marked_at"])


class UnknownArticle(ValueError):
    """A gap cannot be covered by an article that the pack does not have."""


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
