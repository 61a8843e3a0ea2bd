"""What lies outside this center is declined and counted, unless an article surely answers it."""

from __future__ import annotations

import pytest
from tests.conftest import Clock
from tests.integration import center

from openline.actions.acting import SYSTEM, acting_as
from openline.records.models import AnswerShown, Gap

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "what should i cook tonight"), ("es", "qué puedo cocinar esta noche")]
)
def test_a_question_about_something_else_is_declined_and_counted(clock: Clock, language: str, words: str) -> None:
    conversation = center.arrives(language)
    center.says(conversation, words)
    with acting_as(SYSTEM):
        assert not AnswerShown.objects.filter(contact=conversation.contact_id).exists()
        assert list(Gap.objects.values_list("language", "intent", "count")) == [(language, "out_of_scope", 1)]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "are you the government"), ("es", "¿son ustedes del gobierno?")]
)
def test_a_question_beside_the_matters_is_answered_where_an_article_surely_does(
    clock: Clock, language: str, words: str
) -> None:
    conversation = center.arrives(language)
    center.says(conversation, words)
    with acting_as(SYSTEM):
        told = AnswerShown.objects.filter(contact=conversation.contact_id).values_list("article", "language")
        assert list(told) == [("who_we_are", language)]
