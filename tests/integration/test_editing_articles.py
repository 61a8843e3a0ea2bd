"""Content owners edit, a second person reviews, it is published on a day, and undone: over HTTP, as they do it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.content_owners import Owner
from tests.integration.packs_that_answer import AGENCY, first_for, pack_that_answers
from tests.stories.player import served_by

from openline.actions import clock as center_clock
from openline.actions import house
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.knowledge import answer, keep_pack, serving, telling_back
from openline.domain.knowledge import Answered, Declined
from openline.records.models import ArticleVersion, Gap

pytestmark = pytest.mark.django_db(transaction=True)
CARD = first_for("card_not_received")
ARTICLE = f"/knowledge/articles/{CARD}/"
OURS = "We looked at this anew. Call {line.main} once the post office has no card for you."


class Editor(Owner):
    """A content owner at the article of cards that did not come."""

    def writes(self, text: str = OURS, language: str = "en") -> Any:
        return self.posts("save", **{f"{language}-text": text})


@pytest.fixture
def author(clock: Clock) -> Editor:
    return Editor(center.new_seat("content_owner"), ARTICLE)


@pytest.fixture
def second(clock: Clock) -> Editor:
    return Editor(center.new_seat("content_owner"), ARTICLE)


def told(language: str = "en") -> str:
    now = center.now()
    outcome = answer("", "card_not_received", language, None, now).outcome
    return outcome.text if isinstance(outcome, Answered) else ""


def published(author: Editor, second: Editor, on: date, text: str = OURS) -> None:
    assert author.writes(text).status_code == 302
    assert author.posts("send").status_code == 302
    assert second.posts("review", verdict="approve").status_code == 302
    assert author.posts("publish", on=on.isoformat()).status_code == 302


def today(clock: Clock) -> date:
    return house.pack().home_date(clock.now)


def test_nobody_reads_a_draft_until_a_second_person_approved_it_and_its_day_has_come(
    author: Editor, second: Editor, clock: Clock
) -> None:
    before, day = told(), today(clock) + timedelta(days=2)
    author.writes()
    assert told() == before
    author.posts("send")
    assert told() == before
    second.posts("review", verdict="approve")
    assert told() == before
    author.posts("publish", on=day.isoformat())
    assert told() == before
    just_before = serving.beginning_of(day) - timedelta(seconds=1)
    clock.advance_to(just_before)
    assert told() == before
    clock.advance_to(serving.beginning_of(day))
    assert told().startswith("We looked at this anew. Call 8")


def test_the_author_cannot_approve_their_own_words(author: Editor, second: Editor) -> None:
    author.writes()
    author.posts("send")
    with acting_as(SYSTEM):
        seen = ArticleVersion.objects.get(state="in_review").sha256[:16]
    assert author.browser.post(f"{ARTICLE}review/", {"verdict": "approve", "seen": seen}).status_code == 422
    with acting_as(SYSTEM):
        assert ArticleVersion.objects.filter(state="in_review").exists()
    assert second.browser.post(f"{ARTICLE}review/", {"verdict": "approve", "seen": seen}).status_code == 302


def test_a_reviewer_returns_it_with_a_note_and_never_without_one(author: Editor, second: Editor) -> None:
    author.writes()
    author.posts("send")
    assert second.posts("review", verdict="return").status_code == 422
    assert second.posts("review", verdict="return", review_note="Say which post office.").status_code == 302
    assert "Say which post office." in author.page().text
    with acting_as(SYSTEM):
        assert ArticleVersion.objects.get(author=author.seat).state == "draft"


def test_words_changed_after_the_reviewer_opened_the_page_are_not_approved(author: Editor, second: Editor) -> None:
    author.writes()
    author.posts("send")
    form = second.page().form(f"{ARTICLE}review/")
    with acting_as(SYSTEM):
        ArticleVersion.objects.filter(state="in_review").update(sha256="f" * 64)
    assert second.browser.post(form.action, form.filled({}) | {"verdict": "approve"}).status_code == 409


def test_two_who_edit_at_once_do_not_overwrite_one_another(author: Editor, second: Editor) -> None:
    form = second.page().form(f"{ARTICLE}save/")
    author.writes()
    late = second.browser.post(form.action, form.filled({"en-text": "Mine."}))
    assert late.status_code == 409 and "Mine." in late.content.decode()
    with acting_as(SYSTEM):
        assert ArticleVersion.objects.get(state="draft").author_id == author.seat.id


def test_a_change_after_approval_is_reviewed_anew(author: Editor, second: Editor) -> None:
    author.writes()
    author.posts("send")
    second.posts("review", verdict="approve")
    author.writes("Something else altogether.")
    with acting_as(SYSTEM):
        version = ArticleVersion.objects.get(author=author.seat)
        assert (version.state, version.reviewer, version.approved_sha256) == ("draft", None, "")


@pytest.mark.parametrize("text", ["Call {line.nowhere}.", "Within {rule.callbacks.return_within}.", "A {brace", " "])
def test_words_that_cannot_be_told_are_not_kept(author: Editor, text: str) -> None:
    assert author.writes(text).status_code == 422
    with acting_as(SYSTEM):
        assert not ArticleVersion.objects.filter(author=author.seat).exists()


def test_a_day_that_has_passed_cannot_be_published_for(author: Editor, second: Editor, clock: Clock) -> None:
    author.writes()
    author.posts("send")
    second.posts("review", verdict="approve")
    assert author.posts("publish", on=(today(clock) - timedelta(days=1)).isoformat()).status_code == 422


def test_an_undo_tells_the_earlier_version_again_and_forgets_nothing(
    author: Editor, second: Editor, clock: Clock
) -> None:
    before = told()
    published(author, second, today(clock))
    assert told() != before
    with acting_as(SYSTEM):
        first = ArticleVersion.objects.get(article=CARD, language="en", written_by="pack")
    clock.machine_moves(hours=1)
    assert second.browser.post(f"{ARTICLE}again/", {"version": str(first.id)}).status_code == 302
    assert told() == before
    with acting_as(SYSTEM):
        assert ArticleVersion.objects.filter(article=CARD, language="en").count() == 3


def test_what_is_withdrawn_is_told_to_nobody_and_not_in_another_language(
    author: Editor, second: Editor, clock: Clock
) -> None:
    assert author.browser.post(f"{ARTICLE}withdraw/", {"language": "es"}).status_code == 302
    now = center.now()
    assert isinstance(answer("mi tarjeta nunca llegó", "card_not_received", "es", None, now).outcome, Declined)
    assert told("en")


def test_what_was_told_on_a_past_day_stays_answerable_when_it_is_edited_later(
    author: Editor, second: Editor, clock: Clock
) -> None:
    first_day, before = today(clock), told()
    clock.advance_to(clock.now + timedelta(days=3))
    published(author, second, today(clock))
    clock.advance_to(clock.now + timedelta(days=3))
    with acting_as(SYSTEM):
        now = center_clock.now()
        on_the_first, on_the_last = english_card_on(first_day, now), english_card_on(house.pack().home_date(now), now)
        assert on_the_first.served.told(now).text == before
        assert on_the_last.served.text == OURS


def english_card_on(day: date, now: datetime) -> telling_back.ToldOn:
    told = telling_back.told_on(day, now)
    return next(one for one in told if (one.served.article.key, one.served.language) == (CARD, "en"))


def test_what_was_told_stays_answerable_when_a_release_changes_the_pack(
    clock: Clock, settings: Any, tmp_path: Path
) -> None:
    pack = pack_that_answers(tmp_path, "change_address")
    first_day = today(clock)
    with acting_as(SYSTEM):
        keep_pack(center_clock.now())
    before = told()
    clock.advance_to(clock.now + timedelta(days=2))
    file = pack / "knowledge" / CARD / "answer.en.yaml"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + " Since this release.\n", encoding="utf-8")
    with served_by(pack, settings):
        with acting_as(SYSTEM):
            assert keep_pack(center_clock.now()) == 1
        assert told().endswith("Since this release.")
        with acting_as(SYSTEM):
            now = center_clock.now()
            assert english_card_on(first_day, now).served.told(now).text == before


def test_an_article_that_a_release_leaves_out_is_told_no_more_until_a_release_brings_it_back(
    clock: Clock, settings: Any, tmp_path: Path
) -> None:
    pack = pack_that_answers(tmp_path, "change_address")
    first_day, before = today(clock), told()
    with acting_as(SYSTEM):
        keep_pack(center_clock.now())
    (pack / "knowledge" / CARD).rename(tmp_path / "left out")
    clock.advance_to(clock.now + timedelta(days=1))
    with served_by(pack, settings):
        with acting_as(SYSTEM):
            keep_pack(center_clock.now())
            assert english_card_on(first_day, center_clock.now()).served.text
        assert told() != before
    clock.advance_to(clock.now + timedelta(days=1))
    with served_by(AGENCY, settings):
        with acting_as(SYSTEM):
            keep_pack(center_clock.now())
        assert told() == before


def test_what_a_content_owner_withdrew_stays_withdrawn_through_the_next_release(author: Editor, clock: Clock) -> None:
    author.posts("withdraw", language="en")
    with acting_as(SYSTEM):
        keep_pack(center_clock.now() + timedelta(hours=1))
    assert not told()


@pytest.mark.parametrize("step", ["save", "send", "publish", "put-aside", "withdraw", "again", "review"])
@pytest.mark.parametrize("tier", ["tier_1", "supervisor", "policy_owner"])
def test_who_is_no_content_owner_can_read_and_change_nothing(clock: Clock, tier: str, step: str) -> None:
    other = Editor(center.new_seat(tier), ARTICLE)
    assert other.browser.get(ARTICLE).status_code == 200
    assert other.browser.post(f"{ARTICLE}{step}/", {"verdict": "approve", "language": "en"}).status_code == 403


def test_a_gap_is_marked_with_the_article_that_covers_it(author: Editor, clock: Clock) -> None:
    for _ in range(3):
        answer("can i bring my parrot to the interview", None, "en", center.arrives().contact, clock.now)
    answer("do you sell stamps", None, "en", center.arrives().contact, clock.now)
    page = author.page(reverse("knowledge-gaps"))
    assert page.text.index("parrot") < page.text.index("stamps")
    with acting_as(SYSTEM):
        gap = Gap.objects.get(words__contains="parrot")
    author.browser.post(f"/knowledge/gaps/{gap.id}/", {"state": "covered", "article": "no_such_article"})
    author.browser.post(f"/knowledge/gaps/{gap.id}/", {"state": "covered", "article": CARD})
    with acting_as(SYSTEM):
        gap.refresh_from_db()
        assert (gap.state, gap.article, gap.marked_by_id) == ("covered", CARD, author.seat.id)
    assert "parrot" not in author.page(reverse("knowledge-gaps")).text
