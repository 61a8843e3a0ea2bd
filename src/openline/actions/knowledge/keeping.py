"""Keeping every version that came with the pack, so that a later release does not change what was told before."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from openline.actions import house
from openline.actions.knowledge import serving
from openline.domain.knowledge import State
from openline.policy.knowledge import AnswerText, Article
from openline.records.models import ArticleVersion

_LOCK = 5_411_905  # any number: two processes that start together keep each version once


def keep_pack(now: datetime) -> int:
    """Keeps the pack's articles as they are told from now on, and ends those that it no longer has; how many changed.

    An article that was begun here is no release's to end.

    Called where a release is put in place (`openline migrate`, `openline seed`), as SYSTEM. Again changes nothing.
    """
    lock()
    kept = 0
    for article in house.pack().articles.values():
        for language, words in article.words.items():
            rows = ArticleVersion.objects.filter(article=article.key, language=language, written_by="pack")
            latest = rows.order_by("-starts_at", "-published_at").first()
            # `withdrawn` is what a release left out; what a content owner withdrew stays withdrawn.
            if latest is None or latest.sha256 != words.sha256 or latest.state == State.WITHDRAWN:
                _keep(article, language, words, latest is not None, now)
                kept += 1
    told = ArticleVersion.objects.filter(published_at__isnull=False, withdrawn_at=None)
    gone = told.filter(facts={}).exclude(article__in=list(house.pack().articles))
    return kept + gone.update(withdrawn_at=now, state=State.WITHDRAWN)


def keep_shown(served: serving.Served, now: datetime) -> None:
    """Keeps the pack's version that is just being shown, where no release step has; as SYSTEM."""
    words = served.article.words.get(served.language)
    if words is None or words.sha256 != served.sha256:
        return
    known = ArticleVersion.objects.filter(article=served.article.key, language=served.language)
    if known.filter(sha256=served.sha256).exists():
        return
    lock()
    if not known.filter(sha256=served.sha256).exists():
        _keep(served.article, served.language, words, known.filter(written_by="pack").exists(), now)


def _keep(article: Article, language: str, words: AnswerText, others_known: bool, now: datetime) -> None:
    version = serving.shipped_version(article, language, words, others_known, now)
    ArticleVersion.objects.update_or_create(
        article=article.key,
        language=language,
        sha256=words.sha256,
        starts_at=version.starts_at,
        written_by="pack",
        defaults={
            "internal": article.internal,
            "title": words.title,
            "asked_as": list(words.asked_as),
            "text": words.text,
            "source": [source.model_dump() for source in article.source],
            "approved_sha256": words.sha256,
            "state": State.PUBLISHED,
            "reviewed_on": article.reviewed_on,
            "next_review": article.next_review,
            "made_at": now,
            "published_at": version.starts_at,
            "withdrawn_at": None,
        },
    )


def lock() -> None:
    """One writer of new keys and versions at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
