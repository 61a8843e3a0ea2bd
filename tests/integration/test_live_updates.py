"""A live page hears of every change of what is its own, also of those made while it was away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.test import AsyncClient
from tests.conftest import Clock

from openline.actions import conversations, events
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.conversation import Utterance
from openline.records import models

pytestmark = [pytest.mark.django_db(transaction=True)]
DEADLINE = 15.0


def in_an_event_loop(story: Callable[..., Awaitable[None]]) -> Callable[[Clock], None]:
    """A story that awaits, told from start to end in a loop of its own."""

    def told(clock: Clock) -> None:
        async_to_sync(story)(clock)

    told.__name__, told.__doc__ = story.__name__, story.__doc__
    return told


def _someone(clock: Clock) -> models.Conversation:
    with acting_as(SYSTEM):
        person = conversations.arrive("en", clock.machine)
    with acting_as(Actor.person(person.id)):
        return conversations.start(person, "assistant", "en", clock.machine).conversation


def _says(conversation: models.Conversation, words: str, clock: Clock) -> None:
    actor = Actor.person(conversation.person_id)
    conversations.take_turn(conversation.id, Utterance(words), actor, clock.machine)


def _browser_of(conversation: models.Conversation) -> AsyncClient:
    client = AsyncClient()
    session = SessionStore()
    session["openline_person"] = str(conversation.person_id)
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


async def _heard(stream: AsyncIterator[bytes], wanted: int, after: int = 0) -> list[dict[str, object]]:
    """Events of the stream until `wanted` of them came after the id `after`, before the deadline."""
    heard: list[dict[str, object]] = []

    async def listen() -> None:
        async for chunk in stream:
            lines = chunk.decode().splitlines()
            data = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
            ids = [line.removeprefix("id: ") for line in lines if line.startswith("id: ")]
            if not ids:
                continue  # "fetch everything": of no event in particular
            heard.extend({**json.loads(each), "id": int(ids[0])} for each in data)
            if sum(each["id"] > after for each in heard) >= wanted:
                return

    await asyncio.wait_for(listen(), DEADLINE)
    return heard


@in_an_event_loop
async def test_a_page_hears_what_is_said_in_its_conversation_in_order_and_with_ids_only(clock: Clock) -> None:
    mine = await sync_to_async(_someone)(clock)
    browser = await sync_to_async(_browser_of)(mine)
    topic = events.topic_of_conversation(mine.id)
    response = await browser.get(f"/events/?topic={topic}")
    stream = aiter(response)
    assert b"retry" in await anext(stream)
    await sync_to_async(_says)(mine, "where is my case", clock)
    heard = await _heard(stream, 2)
    assert {each["topic"] for each in heard} == {topic}
    assert [each["ids"]["position"] for each in heard] == sorted(each["ids"]["position"] for each in heard)
    assert "where is my case" not in json.dumps(heard)


@in_an_event_loop
async def test_a_page_that_was_away_is_told_what_it_missed(clock: Clock) -> None:
    mine = await sync_to_async(_someone)(clock)
    browser = await sync_to_async(_browser_of)(mine)
    last = await sync_to_async(lambda: models.Event.objects.order_by("-id").first().id)()
    await sync_to_async(_says)(mine, "where is my case", clock)
    topic = events.topic_of_conversation(mine.id)
    response = await browser.get(f"/events/?topic={topic}", headers={"Last-Event-ID": str(last)})
    heard = await _heard(aiter(response), 2, after=last)
    assert {each["topic"] for each in heard} == {topic}


@in_an_event_loop
async def test_nobody_hears_of_a_conversation_that_is_not_theirs(clock: Clock) -> None:
    mine, other = await sync_to_async(_someone)(clock), await sync_to_async(_someone)(clock)
    browser = await sync_to_async(_browser_of)(other)
    for topic in (events.topic_of_conversation(mine.id), "queue:tier_1", f"person:{mine.person_id}", "nonsense"):
        response = await browser.get(f"/events/?topic={topic}")
        assert response.status_code == 403
