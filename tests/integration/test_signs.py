"""Person and agent see that the other writes and has read; nobody else does, and no words travel with it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import browser_of

from openline.actions import events
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = reverse("assistant-here")


@pytest.fixture
def live(clock: Clock) -> tuple[models.Conversation, Client]:
    """A conversation with an agent, and the agent's browser."""
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    assert center.takes_next(agent)
    desk = Client()
    desk.force_login(agent.login, backend=BACKEND)
    return conversation, desk


def written() -> list[dict[str, str]]:
    with acting_as(SYSTEM):
        return list(models.Event.objects.filter(kind=events.WRITING).order_by("id").values_list("ids", flat=True))


def test_that_somebody_writes_is_told_once_in_a_while_and_without_the_words(
    live: tuple[models.Conversation, Client], clock: Clock
) -> None:
    conversation, desk = live
    person, here = browser_of(conversation), reverse("desk-here", args=[conversation.contact_id])
    for _ in range(3):
        assert person.post(HERE, {"writing": "1", "text": "secret"}).status_code == 204
        assert desk.post(here, {"writing": "1"}).status_code == 204
    assert written() == [{"who": "person"}, {"who": "agent"}]
    clock.machine_moves(seconds=4)
    person.post(HERE, {"writing": "1"})
    assert written() == [{"who": "person"}, {"who": "agent"}, {"who": "person"}]


def test_while_no_person_is_there_nobody_is_told(clock: Clock) -> None:
    browser_of(center.arrives()).post(HERE, {"writing": "1"})
    assert written() == []


def test_what_the_agents_page_has_shown_is_seen(live: tuple[models.Conversation, Client]) -> None:
    conversation, desk = live
    center.says(conversation, "hello?")
    person, here = browser_of(conversation), reverse("desk-here", args=[conversation.contact_id])
    assert "Seen by the agent" not in person.get(reverse("assistant")).content.decode()
    with acting_as(SYSTEM):
        said = conversation.messages.count()
    desk.post(here, {"seen": str(said + 50)})
    assert "Seen by the agent" in person.get(reverse("assistant")).content.decode()
    desk.post(here, {"seen": "1"})
    with acting_as(SYSTEM):
        conversation.refresh_from_db()
    assert conversation.agent_saw == said


def test_another_agent_can_give_no_sign_in_this_conversation(live: tuple[models.Conversation, Client]) -> None:
    conversation, _ = live
    other = Client()
    other.force_login(center.new_seat().login, backend=BACKEND)
    assert other.post(reverse("desk-here", args=[conversation.contact_id]), {"writing": "1"}).status_code == 403
    assert written() == []


def test_a_stranger_gives_no_sign(live: tuple[models.Conversation, Client]) -> None:
    conversation, _ = live
    assert Client().post(HERE, {"writing": "1", "conversation": str(conversation.id)}).status_code == 403
    stranger = browser_of(center.arrives())
    stranger.post(HERE, {"writing": "1", "conversation": str(conversation.id)})
    assert written() == []
