"""A new article at the desk: from nothing, or for questions that none answered. Then it is an edit like any other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from openline.actions import house
from openline.actions.knowledge import editing, gaps, keeping, serving
from openline.actions.knowledge.editing import Words
from openline.actions.plugs import gateway
from openline.conversation import Verdict
from openline.domain.knowledge import KnowledgeRules, next_review_by
from openline.domain.plain_words import unaccented
from openline.policy.knowledge import Article, ArticleFacts
from openline.records.models import ArticleVersion, Gap, Seat

LONGEST_KEY = 48  # leaves room for what tells two apart
LONGEST_PART = 120


def subjects(now: datetime) -> list[str]:
    """The intents under which an article can stand: every matter, and those under which articles stand already."""
    book = house.flows_at(now)
    matters = {intent for intent in book.flow_of if intent not in book.settings.small_talk}
    articles = house.pack().articles.values()
    return sorted(matters | {intent for one in articles for intent in (*one.answers, *one.found_under)})


def subjects_understood(phrasings: Mapping[str, Iterable[str]], now: datetime) -> tuple[str, ...]:
    """What the assistant takes these phrasings to be about, by language: under these it meets the words again.

    Asks the understanding: never call it inside a transaction.
    """
    known, found = set(subjects(now)), dict[str, None]()
    for language, said in phrasings.items():
        for phrasing in said:
            understood = gateway("understanding").classify(phrasing, language)
            meant = (understood.best, understood.second) if understood.verdict is not Verdict.REJECTED else ()
            found |= dict.fromkeys(intent for intent in meant if intent in known)
    return tuple(found)


def faults_of_facts(facts: ArticleFacts, key: str | None, internal: bool, now: datetime) -> dict[str, str]:
    """What keeps an article from standing like this, by field: a word, or the key of another that is first already."""
    faults: dict[str, str] = {}
    if facts.next_review <= house.pack().home_date(now):
        faults["next_review"] = "review_not_ahead"
    elif facts.next_review > latest_review(now):
        faults["next_review"] = "review_too_late"
    if not facts.source or any(not one.part or len(one.part) > LONGEST_PART for one in facts.source):
        faults["part"] = "no_source"
    if facts.answers and (rival := _first_already(facts.answers[0], key, internal, now)):
        faults["answers"] = rival
    return faults


def latest_review(now: datetime) -> date:
    """The last day that can be chosen today for the next review."""
    return next_review_by(house.pack().home_date(now), house.rules_at(KnowledgeRules, now)).outcome


def _first_already(intent: str, key: str | None, internal: bool, now: datetime) -> str:
    """The other article that answers an intent before any, told or written now; a withdrawn one leaves it free."""
    articles = serving.of_center()
    told = {one.article.key: one.article for one in serving.in_force(serving.Audience.STAFF, now)}
    drafts = ArticleVersion.objects.filter(state__in=editing.OPEN_STATES).values_list("article", flat=True)
    alive = {**{one: articles[one] for one in drafts if one in articles}, **told}
    rivals = (one for one in alive.values() if one.internal == internal and one.answers[:1] == (intent,))
    return next((one.key for one in rivals if one.key != key), "")


def begin(
    seat: Seat, drafts: Mapping[str, Words], internal: bool, asked: Collection[Gap], note: str, now: datetime
) -> Article:
    """The first draft of an article that the center did not have; the gaps wait for it. In a transaction of the seat.

    The same again by the same seat, as a form sent twice, is the one that is there.
    """
    keeping.lock()
    if (before := _begun_already(seat, drafts)) is not None:
        return serving.of_center()[before]
    key = _free_key(next(iter(drafts.values())).title)
    editing.begin(key, internal, seat, drafts, note, now)
    if not internal:
        gaps.being_written(asked, key, seat, now)
    return serving.of_center()[key]


def _begun_already(seat: Seat, drafts: Mapping[str, Words]) -> str | None:
    rows = ArticleVersion.objects.filter(author=seat, state="draft", published_at=None).exclude(facts={})
    for language, words in drafts.items():
        same = rows.filter(language=language, sha256=words.sha256).first()
        if same is not None:
            return same.article
    return None


def _free_key(title: str) -> str:
    """A name for the address of an article, from its title; never one that was used before."""
    words = re.sub(r"[^a-z0-9]+", "_", unaccented(title)).strip("_")[:LONGEST_KEY].rstrip("_")
    stem = words if re.match(r"[a-z]", words) and len(words) > 1 else f"article_{words}".rstrip("_")
    taken = {*house.pack().articles, *ArticleVersion.objects.values_list("article", flat=True).distinct()}
    return next(key for key in (stem, *(f"{stem}_{nth}" for nth in range(2, len(taken) + 3))) if key not in taken)
