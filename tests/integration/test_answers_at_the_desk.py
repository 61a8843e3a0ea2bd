"""What an agent is offered, what may be shown, and a chooser that decides between two likely answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.packs_that_answer import first_for
from tests.stories.page import Page

from openline.actions import access, house
from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.knowledge import answer, at_desk, serving
from openline.actions.knowledge.serving import Audience
from openline.actions.plugs import plugged
from openline.domain.knowledge import Answered, Declined, FoundBy, Ranked, WhyDeclined
from openline.gateways.choosing import Offered
from openline.gateways.retrieval import Document, LexicalRetrieval
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
CARD, ADDRESS = first_for("card_not_received"), first_for("change_address")


def live(language: str = "en") -> tuple[models.Seat, models.Conversation]:
    conversation = center.waits_for_a_person(language)
    agent = center.new_seat()
    center.takes_next(agent)
    with acting_as(access.actor_of(agent)):
        return agent, models.Conversation.objects.select_related("contact__matter").get(id=conversation.id)


def test_the_agent_is_offered_what_the_matter_is_about_and_what_was_said_last(clock: Clock) -> None:
    agent, conversation = live()
    center.says(conversation, "and my green card never came in the mail")
    with acting_as(access.actor_of(agent)):
        offered = at_desk.suggest(conversation, Audience.STAFF, center_clock.now())
    keys = [one.article for one in offered]
    assert CARD in keys and "appointment_guide" in keys and len(keys) <= at_desk.MOST_SUGGESTED
    assert all("{" not in one.text and one.source for one in offered)


def test_an_answer_goes_into_the_chat_in_the_persons_language(clock: Clock) -> None:
    agent, conversation = live()
    with acting_as(access.actor_of(agent)):
        models.Conversation.objects.filter(id=conversation.id).update(language="es")
        conversation.refresh_from_db()
        message = at_desk.show_to_person(conversation, agent, CARD, center_clock.now())
        served = serving.find(CARD, Audience.PUBLIC, "es", center_clock.now())
        assert served is not None and message.text == served.told(center_clock.now()).text
    assert message.sender == "agent"


@pytest.mark.parametrize("article", ["appointment_guide", "no_such_article", ""])
def test_what_is_not_for_the_person_cannot_be_shown(clock: Clock, article: str) -> None:
    agent, conversation = live()
    with acting_as(access.actor_of(agent)), pytest.raises(at_desk.NotForThePerson):
        at_desk.show_to_person(conversation, agent, article, center_clock.now())
    with acting_as(SYSTEM):
        assert not models.AnswerShown.objects.exists()


class Chooses:
    """A chooser that says what the test says, and remembers what it was offered."""

    def __init__(self, key: str | None) -> None:
        self.key = key
        self.offered: list[str] = []

    def choose(self, question: str, options: Sequence[Offered], language: str) -> str | None:
        self.offered = [one.key for one in options]
        return self.key


class TwoAreAsNear(LexicalRetrieval):
    """A retrieval by which two articles are as likely as one another, and neither is sure."""

    def rank(self, question: str, documents: Sequence[Document], language: str) -> list[Ranked]:
        between = (self.bars.likely + self.bars.sure) / 2
        return [Ranked(one.key, between) for one in documents if one.key in (CARD, ADDRESS)]


def test_a_chooser_decides_where_the_words_are_unsure(clock: Clock) -> None:
    chooser = Chooses(CARD)
    with plugged("choosing", chooser), plugged("retrieval", TwoAreAsNear()):
        told = answer("my card and my address", None, "en", None, clock.now).outcome
    assert isinstance(told, Answered) and (told.article, told.found_by) == (CARD, FoundBy.CHOICE)
    assert set(chooser.offered) == {CARD, ADDRESS}


def test_a_chooser_is_not_asked_where_the_intent_says_enough(clock: Clock) -> None:
    chooser = Chooses(ADDRESS)
    with plugged("choosing", chooser), plugged("retrieval", TwoAreAsNear()):
        told = answer("my card and my address", "card_not_received", "en", None, clock.now).outcome
    assert isinstance(told, Answered) and told.article == CARD and not chooser.offered


@pytest.mark.parametrize("key", [None, "appointment_guide", "another", "", "A", 7])
def test_without_a_choice_among_what_was_offered_the_question_is_declined(clock: Clock, key: str | None) -> None:
    with plugged("choosing", Chooses(key)), plugged("retrieval", TwoAreAsNear()):
        told = answer("my card and my address", None, "en", None, clock.now).outcome
    assert told == Declined(WhyDeclined.NOT_SURE)


@pytest.mark.parametrize(
    ("language", "question"), [("en", "my card got lost in the mail"), ("es", "se perdió mi tarjeta en el correo")]
)
def test_anybody_finds_an_answer_by_words_and_reads_it_with_its_source_and_date(
    clock: Clock, language: str, question: str
) -> None:
    article = house.pack().articles[CARD]
    visitor = Client(headers={"accept-language": language})
    found = Page(visitor.post(reverse("answers"), {"question": question}).content.decode()).text
    assert article.words[language].title in found
    page = Page(visitor.get(reverse("answer", args=[CARD])).content.decode()).text
    assert article.words[language].title in page and str(article.reviewed_on.year) in page and "{line" not in page


def test_words_of_a_search_are_kept_nowhere(clock: Clock) -> None:
    Client().post(reverse("answers"), {"question": "my name is quella drumharrow and my card is lost"})
    with acting_as(SYSTEM):
        assert not models.Gap.objects.exists() and not models.Decision.objects.exists()
    assert Client().get(reverse("answers") + "?question=card").status_code == 200


def test_an_answer_of_a_coming_day_is_not_there_yet(clock: Clock) -> None:
    clock.machine -= timedelta(days=30)
    assert Client().get(reverse("answer", args=[CARD])).status_code == 404
