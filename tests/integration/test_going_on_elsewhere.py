"""A conversation outlives the process that began it, and a person outlives their session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock

from openline.actions import conversations
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.conversation import Utterance
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
REPOSITORY = Path(__file__).resolve().parents[2]
RECEIPT = "MSC2607091001"
IN_ANOTHER_PROCESS = """
import json, sys, uuid
import django; django.setup()
from openline.actions import clock, conversations
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.conversation import Utterance
conversation_id, person_id, words = sys.argv[1:]
with acting_as(SYSTEM):
    now = clock.now()
actor = Actor.person(uuid.UUID(person_id))
taken = conversations.take_turn(uuid.UUID(conversation_id), Utterance(words), actor, now)
print(json.dumps([message.words for message in taken.messages]))
"""


def test_another_process_goes_on_in_the_middle_of_a_question(clock: Clock) -> None:
    with acting_as(SYSTEM):
        person = conversations.arrive("en", clock.machine)
    actor = Actor.person(person.id)
    with acting_as(actor):
        conversation = conversations.start(person, "assistant", "en", clock.machine).conversation
    conversations.take_turn(conversation.id, Utterance("where is my case"), actor, clock.machine)
    answered = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, str(conversation.id), str(person.id), RECEIPT],
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "openline.project.settings.test",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "confirm_receipt_number" in json.loads(answered.stdout)
    with acting_as(actor):
        positions = list(conversation.messages.values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))


def test_who_returns_with_an_expired_session_is_answered_and_nothing_of_the_old_visit_is_shown(clock: Clock) -> None:
    client = Client()
    client.get(reverse("assistant"))
    client.post(reverse("assistant-turn"), {"text": "where is my case", "key": "k1"})
    with acting_as(SYSTEM):
        before = models.Conversation.objects.get()
    client.cookies.clear()
    answer = client.post(reverse("assistant-turn"), {"text": "agent", "key": "k2"}, follow=True)
    assert answer.status_code == 200
    with acting_as(SYSTEM):
        fresh = models.Conversation.objects.exclude(id=before.id).get()
        assert fresh.person_id != before.person_id
        assert [m.text for m in fresh.messages.filter(sender="person")] == ["agent"]
        assert before.messages.filter(sender="person").count() == 1


def test_a_form_sent_twice_takes_effect_once(clock: Clock) -> None:
    client = Client()
    client.get(reverse("assistant"))
    for _ in range(2):
        client.post(reverse("assistant-turn"), {"text": "where is my case", "key": "the-same-key"})
    with acting_as(SYSTEM):
        conversation = models.Conversation.objects.get()
        assert conversation.messages.filter(sender="person").count() == 1


@pytest.mark.parametrize("page", ["my-contacts", "assistant-messages"])
def test_a_page_of_nobody_shows_nothing_of_anybody(clock: Clock, page: str) -> None:
    client = Client()
    client.get(reverse("assistant"))
    client.post(reverse("assistant-turn"), {"text": "InfoPass", "key": "k1"})
    stranger = Client().get(reverse(page))
    assert stranger.status_code in (200, 403)
    assert b"InfoPass" not in stranger.content
