"""Which reviewed answer serves a question, which version of it is in force, and who may review and publish one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from openline.domain.decision import Decision
from openline.domain.rules import Rule, Span, SpanKind


@dataclass(frozen=True, slots=True)
class KnowledgeRules:
    """The rules of `policy/knowledge/`.

    `review_every`: the longest time from one review of an article to the next (calendar days).
    `reviewed_by_second_person`: whether somebody other than the author must approve before anything is published.
    """

    review_every: Rule[Span]
    reviewed_by_second_person: Rule[bool]


# --- what is in force -------------------------------------------------------------------------------------------


class WrittenBy(StrEnum):
    """Where a version comes from: the agency's pack, or an edit made and reviewed at the desk."""

    PACK = "pack"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article in one language: what it says by `sha256`, and from when on it is told."""

    article: str
    language: str
    sha256: str
    written_by: WrittenBy
    starts_at: datetime
    published_at: datetime
    withdrawn_at: datetime | None = None


def version_in_force(versions: Iterable[Version], at: datetime) -> Version | None:
    """The version that is told at a moment: the latest begun, of two begun together the one published later.

    From its withdrawal on nothing is told until a later version begins: an older text does not come back by itself.
    One withdrawn before it began never was.
    """
    begun = [v for v in versions if v.starts_at <= at and not (v.withdrawn_at and v.withdrawn_at <= v.starts_at)]
    if not begun:
        return None
    latest = max(begun, key=lambda v: (v.starts_at, v.published_at, v.written_by is WrittenBy.EDITED))
    return None if latest.withdrawn_at is not None and latest.withdrawn_at <= at else latest


def pack_version_starts(declared: datetime, others_known: bool, first_seen: datetime) -> datetime:
    """From when a version that came with the pack is told.

    The first that an installation sees holds from the day that it declares; one that replaces another cannot have
    been told before it was here, whatever day it declares.
    """
    return max(declared, first_seen) if others_known else declared


# --- review and publication -------------------------------------------------------------------------------------


def next_review_by(reviewed_on: date, rules: KnowledgeRules) -> Decision[date]:
    """The last day on which an article reviewed on a day must be reviewed again."""
    every = rules.review_every.value
    if every.kind is not SpanKind.CALENDAR_DAYS:
        raise ValueError(f"knowledge.review_every is counted in calendar_days, not in {every.kind}")
    return Decision(reviewed_on + timedelta(days=every.amount), (rules.review_every.ref,))


class State(StrEnum):
    """Where an edited version stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class MayNot(StrEnum):
    """Why an act on a version is refused."""

    NOT_IN_REVIEW = "not_in_review"
    OWN_WORDS = "own_words"
    NOT_APPROVED = "not_approved"
    CHANGED_SINCE = "changed_since"
    DAY_HAS_PASSED = "day_has_passed"
    REVIEW_BEFORE_IT_BEGINS = "review_before_it_begins"


@dataclass(frozen=True, slots=True)
class Edited:
    """What a decision needs to know of an edited version; seats by their id, `approved_sha256` what was reviewed.

    `next_review`: the day that its author chose, where one was chosen.
    """

    state: State
    author: str
    reviewer: str | None
    sha256: str
    approved_sha256: str
    next_review: date | None = None


def may_review(version: Edited, seat: str, rules: KnowledgeRules) -> Decision[MayNot | None]:
    """None where the seat may approve or return this version: it waits for review, and the words are not its own."""
    because = (rules.reviewed_by_second_person.ref,)
    facts: dict[str, object] = {"state": version.state.value, "own_words": version.author == seat}
    if version.state is not State.IN_REVIEW:
        return Decision(MayNot.NOT_IN_REVIEW, (), facts)
    if rules.reviewed_by_second_person.value and version.author == seat:
        return Decision(MayNot.OWN_WORDS, because, facts)
    return Decision(None, because, facts)


def may_publish(version: Edited, on: date, today: date, rules: KnowledgeRules) -> Decision[MayNot | None]:
    """None where this version may be published for a day, today or later: approved by a second person as it stands."""
    because = (rules.reviewed_by_second_person.ref,)
    facts: dict[str, object] = {"state": version.state.value, "on": on.isoformat(), "today": today.isoformat()}
    second = rules.reviewed_by_second_person.value
    if version.state is not State.APPROVED:
        return Decision(MayNot.NOT_APPROVED, because, facts)
    if second and (version.reviewer is None or version.reviewer == version.author):
        return Decision(MayNot.OWN_WORDS, because, facts)
    if version.sha256 != version.approved_sha256:
        return Decision(MayNot.CHANGED_SINCE, because, facts)
    if on < today:
        return Decision(MayNot.DAY_HAS_PASSED, (), facts)
    if version.next_review is not None and version.next_review <= on:
        return Decision(MayNot.REVIEW_BEFORE_IT_BEGINS, (), facts)
    return Decision(None, because, facts)


# --- the answer to a question -----------------------------------------------------------------------------------


class FoundBy(StrEnum):
    INTENT = "intent"
    WORDS = "words"
    CHOICE = "choice"  # a chooser picked one of several that were likely


class WhyDeclined(StrEnum):
    """Why a question is not answered; each is told in the same words and recorded by its own."""

    NO_ARTICLE = "no_article"
    NOT_SURE = "not_sure"
    NOT_IN_LANGUAGE = "not_in_language"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True, slots=True)
class Answered:
    """An approved text, verbatim, with what it rests on. `source` is told in the language."""

    article: str
    language: str
    title: str
    text: str
    source: str
    reviewed_on: date
    sha256: str
    found_by: FoundBy
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    reason: WhyDeclined


@dataclass(frozen=True, slots=True)
class Ranked:
    """How near an article is to a question by its words, from 0 to 1."""

    article: str
    score: float


@dataclass(frozen=True, slots=True)
class Bars:
    """What the scores of one retrieval mean: at `sure` it is the answer, at `likely` it may be; `ahead` decides two."""

    sure: float
    likely: float
    ahead: float


@dataclass(frozen=True, slots=True)
class Found:
    article: str
    found_by: FoundBy


@dataclass(frozen=True, slots=True)
class OneOf:
    """Several are likely and none is sure: a choice may be made among these, or the question is declined."""

    articles: tuple[str, ...]


MOST_TO_CHOOSE_FROM = 5


def article_for(
    places: Mapping[str, int],
    ranked: Sequence[Ranked],
    bars: Bars,
    languages: Mapping[str, bool],
    found_under: Collection[str] = (),
) -> Decision[Found | OneOf | Declined]:
    """Which article answers, if one surely does.

    `places`: for the articles that answer the intent, how far down they name it, 0 first. `ranked`: by the person's
    words, best first. `languages`: whether an article that answers the intent has words in the language.
    `found_under`: the articles that stand beside those for whose words mean them.
    The intent decides, unless the words clearly mean another article of the same intent or one beside it; without an
    intent that has an article the words decide alone. What is only likely is never an answer by itself.
    """
    facts: dict[str, object] = {"by_intent": sorted(places), "best": [_fact(one) for one in ranked[:2]]}
    speaking = {article: place for article, place in places.items() if languages.get(article, False)}
    if speaking:
        return Decision(_by_intent(speaking, found_under, ranked, bars), (), facts)
    if places:
        return Decision(Declined(WhyDeclined.NOT_IN_LANGUAGE), (), facts)
    best = ranked[0].score if ranked else 0.0
    rival = ranked[1].score if len(ranked) > 1 else 0.0
    if best >= bars.sure and best - rival >= bars.ahead:
        return Decision(Found(ranked[0].article, FoundBy.WORDS), (), facts)
    likely = tuple(one.article for one in ranked[:MOST_TO_CHOOSE_FROM] if one.score >= bars.likely)
    return Decision(OneOf(likely) if likely else Declined(WhyDeclined.NO_ARTICLE), (), facts)


def surely_meant(ranked: Sequence[Ranked], by_intent: Sequence[str], bars: Bars) -> list[str]:
    """The article that the words surely mean, clearly before the first one of the intent; none where none is."""
    first = next((one.score for one in ranked if by_intent and one.article == by_intent[0]), 0.0)
    best = ranked[0] if ranked else None
    return [best.article] if best and best.score >= bars.sure and best.score - first >= bars.ahead else []


def article_beside(
    ranked: Sequence[Ranked], bars: Bars, near: Collection[str], *, only_near: bool = False
) -> Decision[Found | None]:
    """The article that surely answers a question asked beside a matter, by its words alone; None where none does.

    `near`: the articles that belong to the matter, which come before all others where both are as near to the words.
    `only_near`: no other article will do.
    """
    facts: dict[str, object] = {"near": sorted(near), "best": [_fact(one) for one in ranked[:2]]}
    belonging = [one for one in ranked if one.article in near]
    nearest = ranked[0].score if ranked else 0.0
    for among in (belonging,) if only_near else (ranked, belonging):
        best, rival = (*(one.score for one in among[:2]), 0.0, 0.0)[:2]
        if best >= max(bars.sure, nearest - bars.ahead) and best - rival >= bars.ahead:
            return Decision(Found(among[0].article, FoundBy.WORDS), (), facts)
    return Decision(None, (), facts)


def _by_intent(places: Mapping[str, int], beside: Collection[str], ranked: Sequence[Ranked], bars: Bars) -> Found:
    first = min(places, key=lambda article: (places[article], article))
    scores = {one.article: one.score for one in ranked if one.article in places or one.article in beside}
    nearest = max(scores, key=lambda article: scores[article], default=first)
    clearly = scores.get(nearest, 0.0) >= bars.sure and scores[nearest] - scores.get(first, 0.0) >= bars.ahead
    return Found(nearest, FoundBy.WORDS) if nearest != first and clearly else Found(first, FoundBy.INTENT)


def _fact(one: Ranked) -> str:
    return f"{one.article} {one.score:.2f}"
