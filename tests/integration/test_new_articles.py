"""Content owners begin an article, from nothing or from gaps, and from its day on everybody is told it: over HTTP."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.content_owners import Owner
from tests.stories.page import Page

from openline.actions import access, house
from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.knowledge import answer, at_desk, keep_pack, serving, telling_back
from openline.actions.knowledge.serving import Audience
from openline.channels.portal import answers
from openline.domain.knowledge import Answered
from openline.records import models
from openline.records.models import ArticleVersion, Gap

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/knowledge/new/"
PARROT = "can i bring my parrot to the interview"
TEXT = "Please leave animals at home. A service animal may come. Call {line.main} if you are not sure."
IN_SPANISH = "Deje a los animales en casa. Un animal de servicio puede venir."
KEY = "animals_at_an_interview"


@pytest.fixture
def author(clock: Clock) -> Owner:
    return Owner(center.new_seat("content_owner"))


@pytest.fixture
def second(clock: Clock) -> Owner:
    return Owner(center.new_seat("content_owner"))


def today(clock: Clock) -> date:
    return house.pack().home_date(clock.now)


def begins(owner: Owner, address: str = NEW, **fields: Any) -> Any:
    """What the form of a new article sends, with these fields beside what it holds already."""
    form = owner.page(address).form(NEW)
    written = {
        "en-title": "Animals at an interview",
        "en-text": TEXT,
        "en-asked_as": f"{PARROT}\nmay my dog come to the appointment",
        "facts-owner": "appointments",
        "facts-document": "chosen",
        "facts-part": "house rules of the offices",
    }
    return owner.browser.post(NEW, form.filled({}) | written | fields)


def at(step: str = "", key: str = KEY) -> str:
    return f"/knowledge/articles/{key}/{step}"


def goes_through(author: Owner, second: Owner, on: date, key: str = KEY) -> None:
    assert author.posts("send", at(key=key)).status_code == 302
    assert second.posts("review", at(key=key), verdict="approve").status_code == 302
    assert author.posts("publish", at(key=key), on=on.isoformat()).status_code == 302


def told(question: str = PARROT, language: str = "en", intent: str | None = None) -> str:
    outcome = answer(question, intent, language, None, center.now()).outcome
    return outcome.article if isinstance(outcome, Answered) else ""


def asks(question: str = PARROT, times: int = 1, language: str = "en", intent: str | None = None) -> Gap:
    for _ in range(times):
        answer(question, intent, language, center.arrives(language).contact, center.now())
    with acting_as(SYSTEM):
        return Gap.objects.get(language=language, words=question)


def test_a_new_article_is_told_from_its_day_on_wherever_people_ask(author: Owner, second: Owner, clock: Clock) -> None:
    visitor = Client()
    assert begins(author).headers["location"] == at()
    assert not told()
    day = today(clock) + timedelta(days=1)
    goes_through(author, second, day)
    assert not told() and visitor.get(f"/answers/{KEY}/").status_code == 404
    clock.advance_to(serving.beginning_of(day))
    assert told() == KEY
    shown = Page(visitor.get(f"/answers/{KEY}/").content.decode()).text
    assert "Please leave animals at home." in shown and house.line_number("main", center.now()) in shown
    assert f"/answers/{KEY}/" in visitor.get("/answers/").content.decode()
    assert f"/answers/{KEY}/" in visitor.post("/answers/", {"question": PARROT}).content.decode()


def test_the_assistant_tells_it_and_keeps_what_was_told(author: Owner, second: Owner, clock: Clock) -> None:
    begins(author, **{"facts-found_under": ["fees_payment"], "en-asked_as": "how much is the fee for my parrot"})
    goes_through(author, second, today(clock))
    conversation = center.arrives()
    taken = center.says(conversation, "how much is the fee for my parrot")
    assert any("Please leave animals at home." in message.text for message in taken.messages)
    with acting_as(SYSTEM):
        shown = models.AnswerShown.objects.get(contact=conversation.contact_id)
    assert (shown.article, shown.language) == (KEY, "en")
    assert times_told(today(clock)) == [1]
    assert times_told(today(clock) - timedelta(days=1)) == []


def times_told(day: date) -> list[int]:
    with acting_as(SYSTEM):
        return [one.times for one in telling_back.told_on(day, center_clock.now()) if one.served.article.key == KEY]


def test_the_desk_suggests_it_and_may_send_it(author: Owner, second: Owner, clock: Clock) -> None:
    begins(author)
    goes_through(author, second, today(clock))
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    center.says(conversation, PARROT)
    with acting_as(access.actor_of(agent)):
        held = models.Conversation.objects.select_related("contact__matter").get(id=conversation.id)
        assert KEY in [one.article for one in at_desk.suggest(held, Audience.STAFF, center_clock.now())]
        message = at_desk.show_to_person(held, agent, KEY, center_clock.now())
    assert message.text.startswith("Please leave animals at home.")


def test_gaps_give_the_first_phrasings_and_are_covered_once_it_is_published(
    author: Owner, second: Owner, clock: Clock
) -> None:
    parrot, dog = asks(times=14), asks("do you sell stamps", times=2)
    spanish = asks("puedo llevar mi loro a la entrevista del jueves", language="es")
    named = f"{NEW}?gap={parrot.id}&gap={dog.id}&gap={spanish.id}"
    form = author.page(named).form(NEW)
    assert "Asked 14 times in English" in author.page(named).text
    assert form.filled({})["en-asked_as"].splitlines() == [PARROT, "do you sell stamps"]
    assert form.filled({})["es-asked_as"] == "puedo llevar mi loro a la entrevista del jueves"
    begins(author, named, gap=[str(one.id) for one in (parrot, dog, spanish)], **{"es-asked_as": ""})
    with acting_as(SYSTEM):
        assert set(Gap.objects.values_list("article", "state")) == {(KEY, "open")}
    goes_through(author, second, today(clock))
    with acting_as(SYSTEM):
        states = dict(Gap.objects.values_list("id", "state"))
    assert states == {parrot.id: "covered", dog.id: "covered", spanish.id: "open"}


def test_a_search_that_finds_nothing_is_a_gap_and_one_that_finds_something_is_none(clock: Clock) -> None:
    visitor = Client()
    for question in ("zebra xylophone quux", "zebra xylophone quux", "my card never came"):
        assert visitor.post("/answers/", {"question": question}).status_code == 200
    with acting_as(SYSTEM):
        assert [(gap.words, gap.count, gap.intent) for gap in Gap.objects.all()] == [("zebra xylophone quux", 2, "")]


def test_who_searches_on_and_on_fills_no_list_of_gaps(clock: Clock) -> None:
    visitor = Client()
    for nth in range(answers.GAPS_PER_HOUR + 3):
        visitor.post("/answers/", {"question": f"zebra {'q' * (nth + 3)} xylophone"})
    with acting_as(SYSTEM):
        assert Gap.objects.count() == answers.GAPS_PER_HOUR


def test_a_covered_question_that_is_declined_again_is_open_again(author: Owner, second: Owner, clock: Clock) -> None:
    gap = asks()
    begins(author, f"{NEW}?gap={gap.id}", gap=[str(gap.id)], **{"en-asked_as": "animals"})
    goes_through(author, second, today(clock))
    asks()
    with acting_as(SYSTEM):
        gap.refresh_from_db()
    assert (gap.state, gap.article, gap.count) == ("open", KEY, 2)
    assert "declined again" in author.page(reverse("knowledge-gaps")).text


def test_putting_the_draft_aside_frees_its_questions_and_keeps_what_was_written(author: Owner, clock: Clock) -> None:
    gap = asks()
    begins(author, f"{NEW}?gap={gap.id}", gap=[str(gap.id)])
    assert author.posts("put-aside", at()).status_code == 302
    with acting_as(SYSTEM):
        gap.refresh_from_db()
    assert (gap.state, gap.article) == ("open", "")
    assert author.page(at()).form(at("save/")).filled({})["en-text"] == TEXT
    assert author.posts("save", at(), **{"en-text": f"{TEXT} Thank you."}).status_code == 302
    with acting_as(SYSTEM):
        assert ArticleVersion.objects.get(article=KEY, state="draft").text.endswith("Thank you.")


def test_a_missing_language_is_declined_and_never_told_in_the_other(author: Owner, second: Owner, clock: Clock) -> None:
    begins(author)
    goes_through(author, second, today(clock))
    visitor = Client(headers={"accept-language": "es"})
    reply = visitor.get(f"/answers/{KEY}/")
    assert reply.status_code == 404 and "Please leave animals" not in reply.content.decode()
    assert Page(reply.content.decode()).text != Page(visitor.get("/answers/no_such_answer/").content.decode()).text
    assert KEY not in visitor.get("/answers/").content.decode()
    assert not told("puedo llevar mi loro a la entrevista", "es")
    written = {"es-title": "Animales en una entrevista", "es-text": IN_SPANISH, "es-asked_as": "puedo llevar mi loro"}
    assert author.posts("save", at(), **written).status_code == 302
    goes_through(author, second, today(clock))
    assert told("puedo llevar mi loro", "es") == KEY


@pytest.mark.parametrize("tier", ["tier_1", "supervisor", "policy_owner"])
def test_before_it_is_told_only_those_who_write_and_review_see_it(
    author: Owner, second: Owner, clock: Clock, tier: str
) -> None:
    begins(author)
    other = Owner(center.new_seat(tier))
    assert other.browser.get(at()).status_code == 404
    assert KEY not in other.browser.get("/knowledge/").content.decode()
    assert other.browser.get(NEW).status_code == 403 and begins_by_hand(other).status_code == 403
    goes_through(author, second, today(clock))
    assert other.browser.get(at()).status_code == 200


def begins_by_hand(owner: Owner) -> Any:
    return owner.browser.post(NEW, {"en-title": "T", "en-text": "T", "en-asked_as": "t", "audience": "public"})


def test_one_for_staff_is_unreachable_for_the_public_and_read_by_staff(
    author: Owner, second: Owner, clock: Clock
) -> None:
    begins(author, audience="internal")
    goes_through(author, second, today(clock))
    visitor = Client()
    assert visitor.get(f"/answers/{KEY}/").status_code == 404
    for page in (visitor.get("/answers/"), visitor.post("/answers/", {"question": "parrot"})):
        assert KEY not in page.content.decode()
    for intent in (None, "interview_reschedule", "out_of_scope"):
        assert told(intent=intent) != KEY
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    center.says(conversation, PARROT)
    with acting_as(access.actor_of(agent)):
        held = models.Conversation.objects.select_related("contact__matter").get(id=conversation.id)
        found = at_desk.suggest(held, Audience.STAFF, center_clock.now())
        assert [one.internal for one in found if one.article == KEY] == [True]
        with pytest.raises(at_desk.NotForThePerson):
            at_desk.show_to_person(held, agent, KEY, center_clock.now())
    assert Owner(center.new_seat("tier_1")).browser.get(at()).status_code == 200
    assert times_told(today(clock)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"en-title": "", "en-text": "", "en-asked_as": ""},
        {"en-title": ""},
        {"en-text": "Call {line.nowhere}."},
        {"en-text": "A {brace"},
        {"en-asked_as": ""},
        {"es-title": "Solo el título"},
        {"audience": "everybody"},
        {"facts-owner": "nobody"},
        {"facts-document": ""},
        {"facts-part": " "},
        {"facts-second_document": "WEB"},
        {"facts-next_review": "soon"},
        {"facts-next_review": "2020-01-01"},
        {"facts-next_review": "2099-01-01"},
        {"facts-found_under": ["no_such_subject"]},
        {"facts-answers": "card_not_received"},
        {"facts-leads_to": "nowhere"},
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_kept(
    author: Owner, clock: Clock, wrong: dict[str, Any]
) -> None:
    reply = begins(author, **wrong)
    assert reply.status_code == 422
    page = reply.content.decode()
    assert "usa-error-message" in page or "Write the article in one language at least." in page
    assert wrong.get("en-text", TEXT) in Page(page).form(NEW).filled({})["en-text"]
    with acting_as(SYSTEM):
        assert not ArticleVersion.objects.exists()


def test_a_form_sent_twice_begins_one_article_and_a_second_of_the_same_title_gets_its_own_name(
    author: Owner, second: Owner, clock: Clock
) -> None:
    assert begins(author).headers["location"] == at() == begins(author).headers["location"]
    other = begins(second, **{"en-text": "Another text about animals."}).headers["location"]
    assert other != at()
    with acting_as(SYSTEM):
        assert ArticleVersion.objects.count() == 2


def test_two_who_edit_it_at_once_do_not_overwrite_one_another_nor_its_facts(
    author: Owner, second: Owner, clock: Clock
) -> None:
    begins(author)
    form = second.page(at()).form(at("save/"))
    author.posts("save", at(), **{"facts-owner": "contact_center"})
    late = second.browser.post(form.action, form.filled({"en-text": "Mine."}))
    assert late.status_code == 409 and "Mine." in late.content.decode()
    with acting_as(SYSTEM):
        row = ArticleVersion.objects.get(article=KEY)
    assert (row.author_id, row.facts["owner"]) == (author.seat.id, "contact_center")


def test_a_change_of_its_facts_is_reviewed_like_its_words_and_undone_like_them(
    author: Owner, second: Owner, clock: Clock
) -> None:
    begins(author)
    goes_through(author, second, today(clock))
    clock.machine_moves(hours=1)
    assert author.posts("save", at(), **{"facts-found_under": ["hours"]}).status_code == 302
    assert found_under() != ("hours",)
    goes_through(author, second, today(clock))
    assert found_under() == ("hours",)
    with acting_as(SYSTEM):
        first = ArticleVersion.objects.filter(article=KEY).earliest("starts_at")
    clock.machine_moves(hours=1)
    assert second.browser.post(at("again/"), {"version": str(first.id)}).status_code == 302
    assert found_under() == tuple(first.facts["found_under"])


def found_under() -> tuple[str, ...]:
    with acting_as(SYSTEM):
        served = serving.find(KEY, Audience.PUBLIC, "en", center_clock.now())
    assert served is not None
    return served.article.found_under


def test_without_a_chosen_subject_the_assistant_finds_it_by_what_it_makes_of_the_phrasings(
    author: Owner, clock: Clock
) -> None:
    begins(author, **{"en-asked_as": "how much is the fee for my form"})
    with acting_as(SYSTEM):
        assert "fees_payment" in ArticleVersion.objects.get(article=KEY).facts["found_under"]


def test_a_release_does_not_end_it_and_who_withdraws_it_does(author: Owner, second: Owner, clock: Clock) -> None:
    begins(author)
    goes_through(author, second, today(clock))
    with acting_as(SYSTEM):
        keep_pack(center_clock.now() + timedelta(hours=1))
    assert told() == KEY
    assert author.posts("withdraw", at(), language="en").status_code == 302
    assert not told() and Client().get(f"/answers/{KEY}/").status_code == 404


def test_a_day_on_which_its_review_is_due_already_is_refused(author: Owner, second: Owner, clock: Clock) -> None:
    begins(author, **{"facts-next_review": (today(clock) + timedelta(days=5)).isoformat()})
    author.posts("send", at())
    second.posts("review", at(), verdict="approve")
    late = (today(clock) + timedelta(days=5)).isoformat()
    assert author.posts("publish", at(), on=late).status_code == 422
    soon = (today(clock) + timedelta(days=4)).isoformat()
    assert author.posts("publish", at(), on=soon).status_code == 302


def test_it_may_be_first_for_a_subject_once_the_first_one_is_withdrawn(
    author: Owner, second: Owner, clock: Clock
) -> None:
    with acting_as(SYSTEM):
        first = next(
            one
            for one in serving.in_force(Audience.PUBLIC, center_clock.now(), "en")
            if one.article.answers[:1] == ("card_not_received",)
        )
    for language in ("en", "es"):
        author.posts("withdraw", at(key=first.article.key), language=language)
    assert begins(author, **{"facts-answers": "card_not_received"}).status_code == 302
    goes_through(author, second, today(clock))
    assert told("my card is lost", intent="card_not_received") == KEY
