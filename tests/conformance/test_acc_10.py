"""ACC-10: consistent answers from reviewed, dated articles, and what was shown is on the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Clock
from tests.integration import center
from tests.integration.packs_that_answer import shipped_or_made
from tests.stories.player import served_by

from openline.actions import access, house
from openline.actions import clock as center_clock
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.knowledge import at_desk, serving
from openline.actions.knowledge.serving import Audience
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "card_not_received"
ASKED = {"en": "my green card never came in the mail", "es": "nunca me llegó mi tarjeta"}


def shows(clause: str, *channels: str) -> list[Any]:
    return [pytest.param(one, marks=pytest.mark.rule("ACC-10", clause=clause, channel=one)) for one in channels]


@pytest.fixture(autouse=True)
def answering(clock: Clock, settings: Any, tmp_path: Path) -> Iterator[None]:
    with served_by(shipped_or_made(tmp_path, CARD), settings):
        yield


def article_in(language: str) -> tuple[serving.Served, str]:
    with acting_as(SYSTEM):
        now = center_clock.now()
        served = next(
            one for one in serving.in_force(Audience.PUBLIC, now, language) if one.article.answers[:1] == (CARD,)
        )
        return served, served.told(now).text


@pytest.mark.parametrize("channel", shows("answers from reviewed articles", "assistant", "typed_voice"))
@pytest.mark.parametrize("language", ["en", "es"])
def test_everybody_who_asks_is_told_the_same_reviewed_words(channel: str, language: str) -> None:
    served, text = article_in(language)
    assert served.reviewed_on <= house.pack().home_date(center.now()) <= served.next_review
    for _ in range(2):
        taken = center.says(center.arrives(language, channel), ASKED[language])
        assert [message for message in taken.messages if text in message.text]


@pytest.mark.parametrize("channel", shows("what was shown is on the record", "assistant", "typed_voice"))
def test_what_was_shown_is_on_the_contacts_record(channel: str) -> None:
    served, text = article_in("en")
    conversation = center.arrives("en", channel)
    center.says(conversation, ASKED["en"])
    with acting_as(SYSTEM):
        shown = models.AnswerShown.objects.get(contact=conversation.contact_id)
        assert (shown.article, shown.sha256, shown.text) == (served.article.key, served.sha256, text)
        assert text in shown.message.text and f"articles.{served.article.key}" in shown.message.because


@pytest.mark.rule("ACC-10", clause="answers from reviewed articles", channel="desk")
@pytest.mark.rule("ACC-10", clause="what was shown is on the record", channel="desk")
def test_an_agent_shows_the_same_words_and_the_record_names_the_agent() -> None:
    served, text = article_in("en")
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    center.takes_next(agent)
    with acting_as(access.actor_of(agent)):
        held = models.Conversation.objects.select_related("contact__matter").get(id=conversation.id)
        message = at_desk.show_to_person(held, agent, served.article.key, center_clock.now(), message_key="once")
        again = at_desk.show_to_person(held, agent, served.article.key, center_clock.now(), message_key="once")
    with acting_as(SYSTEM):
        shown = models.AnswerShown.objects.get(contact=conversation.contact_id, seat=agent)
        assert message.id == again.id == shown.message_id
        assert message.text == shown.text == text and shown.found_by == "desk"
