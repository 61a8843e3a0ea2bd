"""Which answer serves a question, which version is told at a moment, and who may review and publish one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.domain.rules_in_force import in_force

from openline.domain.knowledge import (
    Bars,
    Declined,
    Edited,
    Found,
    FoundBy,
    KnowledgeRules,
    MayNot,
    OneOf,
    Ranked,
    State,
    Version,
    WhyDeclined,
    WrittenBy,
    article_beside,
    article_for,
    may_publish,
    may_review,
    next_review_by,
    pack_version_starts,
    surely_meant,
    version_in_force,
)
from openline.domain.rules import Span

RULES = KnowledgeRules(
    in_force("knowledge", "review_every", Span.parse("182 calendar_days")),
    in_force("knowledge", "reviewed_by_second_person", True),
)
ALONE = replace(RULES, reviewed_by_second_person=in_force("knowledge", "reviewed_by_second_person", False))
TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
BARS = Bars(sure=0.5, likely=0.3, ahead=0.1)


def version(sha256: str, starts_at: datetime, written_by: WrittenBy = WrittenBy.EDITED, **more: datetime) -> Version:
    return Version("card", "en", sha256, written_by, starts_at, more.get("published_at", starts_at), more.get("ends"))


OLD = version("old", NOON - timedelta(days=30), WrittenBy.PACK)
NEW = version("new", NOON)


@pytest.mark.parametrize(
    ("at", "told"), [(NOON - timedelta(microseconds=1), OLD), (NOON, NEW), (NOON + timedelta(days=9), NEW)]
)
def test_the_new_version_is_told_from_its_first_moment_and_the_old_one_until_then(at: datetime, told: Version) -> None:
    assert version_in_force([NEW, OLD], at) == told


def test_before_the_first_version_nothing_is_told() -> None:
    assert version_in_force([OLD, NEW], OLD.starts_at - timedelta(seconds=1)) is None


def test_of_two_that_begin_together_the_one_published_later_is_told() -> None:
    later = version("later", NOON, published_at=NOON + timedelta(hours=1))
    assert version_in_force([later, NEW], NOON + timedelta(hours=2)) == later


def test_from_a_withdrawal_on_nothing_is_told_and_the_older_text_does_not_come_back() -> None:
    withdrawn = replace(NEW, withdrawn_at=NOON + timedelta(hours=1))
    assert version_in_force([OLD, withdrawn], NOON + timedelta(minutes=59)) == withdrawn
    assert version_in_force([OLD, withdrawn], NOON + timedelta(hours=1)) is None


def test_a_version_withdrawn_before_its_day_never_was() -> None:
    withdrawn = replace(NEW, withdrawn_at=NOON - timedelta(days=1))
    assert version_in_force([OLD, withdrawn], NOON + timedelta(days=1)) == OLD


def test_a_release_never_changes_what_was_told_before_it_was_here() -> None:
    declared = NOON - timedelta(days=100)
    assert pack_version_starts(declared, others_known=False, first_seen=NOON) == declared
    assert pack_version_starts(declared, others_known=True, first_seen=NOON) == NOON
    assert pack_version_starts(NOON + timedelta(days=5), True, NOON) == NOON + timedelta(days=5)


def test_the_next_review_is_counted_from_the_last_one() -> None:
    assert next_review_by(date(2026, 11, 22), RULES).outcome == date(2027, 5, 23)


WAITING = Edited(State.IN_REVIEW, "author", None, "a", "")
APPROVED = Edited(State.APPROVED, "author", "second", "a", "a")


def test_the_author_cannot_approve_their_own_words_and_a_second_person_can() -> None:
    assert may_review(WAITING, "author", RULES).outcome is MayNot.OWN_WORDS
    assert may_review(WAITING, "second", RULES).outcome is None
    assert may_review(WAITING, "author", ALONE).outcome is None


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.PUBLISHED, State.WITHDRAWN])
def test_only_what_waits_for_review_is_reviewed(state: State) -> None:
    assert may_review(replace(WAITING, state=state), "second", RULES).outcome is MayNot.NOT_IN_REVIEW


@pytest.mark.parametrize(
    ("edited", "on", "refusal"),
    [
        (APPROVED, TODAY, None),
        (APPROVED, TODAY + timedelta(days=40), None),
        (APPROVED, TODAY - timedelta(days=1), MayNot.DAY_HAS_PASSED),
        (replace(APPROVED, state=State.IN_REVIEW), TODAY, MayNot.NOT_APPROVED),
        (replace(APPROVED, reviewer="author"), TODAY, MayNot.OWN_WORDS),
        (replace(APPROVED, reviewer=None), TODAY, MayNot.OWN_WORDS),
        (replace(APPROVED, sha256="b"), TODAY, MayNot.CHANGED_SINCE),
    ],
)
def test_only_approved_words_are_published_and_only_from_today_on(
    edited: Edited, on: date, refusal: MayNot | None
) -> None:
    assert may_publish(edited, on, TODAY, RULES).outcome is refusal


def chosen(places: dict[str, int], *ranked: tuple[str, float], speaks: bool = True) -> object:
    scores = [Ranked(*one) for one in ranked]
    return article_for(places, scores, BARS, dict.fromkeys(places, speaks)).outcome


def test_the_intent_decides_before_the_words_do() -> None:
    assert chosen({"card": 0}, ("address", 0.9)) == Found("card", FoundBy.INTENT)


def test_of_two_articles_for_one_intent_the_first_answers_unless_the_words_clearly_mean_the_other() -> None:
    both = {"card": 0, "lost_card": 1}
    assert chosen(both, ("lost_card", 0.49)) == Found("card", FoundBy.INTENT)
    assert chosen(both, ("lost_card", 0.6), ("card", 0.55)) == Found("card", FoundBy.INTENT)
    assert chosen(both, ("lost_card", 0.7), ("card", 0.4)) == Found("lost_card", FoundBy.WORDS)


def test_words_that_clearly_mean_an_article_beside_the_intent_find_it_and_others_do_not() -> None:
    def told(beside: float, stranger: float) -> object:
        scores = [Ranked("stranger", stranger), Ranked("beside", beside), Ranked("first", 0.3)]
        ranked = sorted(scores, key=lambda one: -one.score)
        return article_for({"first": 0}, ranked, BARS, {"first": True}, {"beside"}).outcome

    assert told(beside=0.7, stranger=0.2) == Found("beside", FoundBy.WORDS)
    assert told(beside=0.49, stranger=0.2) == Found("first", FoundBy.INTENT)
    assert told(beside=0.2, stranger=0.9) == Found("first", FoundBy.INTENT)


def test_an_article_beside_an_intent_is_never_its_answer_by_itself() -> None:
    assert article_for({}, [], BARS, {}, {"beside"}).outcome == Declined(WhyDeclined.NO_ARTICLE)


def test_without_an_article_for_the_intent_only_sure_words_answer() -> None:
    assert chosen({}, ("card", 0.5)) == Found("card", FoundBy.WORDS)
    assert chosen({}, ("card", 0.49)) == OneOf(("card",))
    assert chosen({}, ("card", 0.29)) == Declined(WhyDeclined.NO_ARTICLE)
    assert chosen({}) == Declined(WhyDeclined.NO_ARTICLE)


def test_two_that_are_as_near_are_no_answer() -> None:
    assert chosen({}, ("card", 0.8), ("address", 0.75)) == OneOf(("card", "address"))


def test_an_article_without_words_in_the_language_is_never_told_in_another() -> None:
    assert chosen({"card": 0}, ("address", 0.9), speaks=False) == Declined(WhyDeclined.NOT_IN_LANGUAGE)


@pytest.mark.parametrize(
    ("best", "of_the_intent", "first"),
    [(0.62, 0.40, ["what_the_words_mean"]), (0.62, 0.60, []), (0.45, 0.10, [])],
)
def test_what_the_words_surely_mean_comes_before_what_the_intent_names(
    best: float, of_the_intent: float, first: list[str]
) -> None:
    ranked = [Ranked("what_the_words_mean", best), Ranked("first_of_the_intent", of_the_intent)]
    assert surely_meant(ranked, ["first_of_the_intent"], Bars(sure=0.5, likely=0.3, ahead=0.04)) == first


def test_a_version_whose_next_review_is_due_on_its_first_day_is_not_published() -> None:
    day = date(2026, 12, 1)
    version = Edited(State.APPROVED, "author", "second", "a" * 64, "a" * 64, next_review=day)
    assert may_publish(version, day, day, RULES).outcome is MayNot.REVIEW_BEFORE_IT_BEGINS
    assert may_publish(version, day - timedelta(days=1), day - timedelta(days=1), RULES).outcome is None


def test_of_two_articles_as_near_to_the_words_the_one_of_the_matter_answers() -> None:
    ranked = [Ranked("other", 0.62), Ranked("of_the_matter", 0.6)]
    assert article_beside(ranked, BARS, {"of_the_matter"}).outcome == Found("of_the_matter", FoundBy.WORDS)
    assert article_beside(ranked, BARS, ()).outcome is None
    assert article_beside([], BARS, {"of_the_matter"}).outcome is None


def test_beside_a_matter_only_what_surely_answers_is_told() -> None:
    just_below, at = [Ranked("other", 0.49)], [Ranked("other", 0.5)]
    assert article_beside(just_below, BARS, ()).outcome is None
    assert article_beside(at, BARS, ()).outcome == Found("other", FoundBy.WORDS)
    assert article_beside(at, BARS, {"of_the_matter"}, only_near=True).outcome is None
