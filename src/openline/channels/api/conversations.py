"""A conversation over the API: the same flows and the same promises as on every other channel."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from openline.actions import clock, conversations
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.channels.api import showing, tokens
from openline.channels.api.commands import Answer, IdempotencyKey, nobody_at, once
from openline.channels.api.doors import ANYONE, THE_PERSON, declared
from openline.channels.api.problems import Problem, not_signed_in
from openline.channels.api.shapes import (
    ConversationAsked,
    ConversationShown,
    ConversationStarted,
    MessagesShown,
    TurnAsked,
    TurnShown,
)
from openline.conversation import Keys, Utterance
from openline.gateways.clock import machine_now
from openline.records import models

router = Router(tags=["conversations"])
MESSAGES_AT_ONCE = 100
LAST_POSITION = 2**31 - 1


class Asker(HttpRequest):
    """A request whose token was checked."""

    auth: Actor


@router.post("/conversations", **declared(ANYONE, 201, ConversationStarted, 400, 401, 409, 413, 415, 422))
def start_conversation(request: HttpRequest, asked: ConversationAsked, idempotency_key: IdempotencyKey = "") -> Any:
    """Start a conversation.

    Without a token a new person arrives, whose token the answer holds; with one, the same person begins anew.
    """
    known = _comes_with_token(request)

    def do(_: str | None) -> Answer:
        now = clock.now()
        person = _person(known, asked.language, now)
        with acting_as(Actor.person(person.id)):
            taken = conversations.start(person, asked.channel, asked.language, now)
            shown = showing.conversation(taken.conversation.id, now)
            body = showing.as_json(ConversationStarted, **shown, says=showing.messages(taken.messages), token="")
        body["token"] = {"person": str(person.id), "issued_at": machine_now().isoformat()}
        return Answer(201, body, {"Location": f"{request.path}/{shown['conversation_id']}"})

    return once(request, str(known or nobody_at(request)), idempotency_key, do, dress=_with_token)


def _comes_with_token(request: HttpRequest) -> Actor | None:
    if "Authorization" not in request.headers:
        return None
    actor = tokens.PersonToken()(request)
    if actor is None:
        raise not_signed_in()
    return actor


def _person(known: Actor | None, language: str, now: datetime) -> models.Person:
    with acting_as(SYSTEM):
        if known is not None:
            return models.Person.objects.get(id=known.person_id)
        return conversations.arrive(language, now)


def _with_token(body: dict[str, Any]) -> dict[str, Any]:
    """The token is made when it is sent, so that none is kept."""
    note = body["token"]
    return {**body, "token": tokens.token_of(uuid.UUID(note["person"]), datetime.fromisoformat(note["issued_at"]))}


@router.post(
    "/conversations/{conversation_id}/turns",
    **declared(THE_PERSON, 200, TurnShown, 400, 401, 404, 409, 413, 415, 422),
)
def take_turn(
    request: Asker, conversation_id: uuid.UUID, asked: TurnAsked, idempotency_key: IdempotencyKey = ""
) -> Any:
    """Take a turn: say something, or press keys.

    While a person is waited for or at the desk, what is said is handed to them and nothing is answered at once.
    """
    event = Utterance(asked.text) if "text" in asked.model_fields_set else Keys(asked.keys)

    def do(key: str | None) -> Answer:
        now = clock.now()
        try:
            taken = conversations.take_turn(conversation_id, event, request.auth, now, message_key=key)
        except models.Conversation.DoesNotExist:
            raise Problem("not_found") from None
        except conversations.ConversationEnded:
            raise Problem("conversation_ended") from None
        except conversations.TakenElsewhere:
            raise Problem("taken_elsewhere", headers={"Retry-After": "1"}) from None
        says = [message for message in taken.messages if message.sender != "person"]
        with acting_as(request.auth):
            shown = showing.conversation(conversation_id, now)
            return Answer(200, showing.as_json(TurnShown, **shown, says=showing.messages(says)))

    return once(request, str(request.auth), idempotency_key, do)


@router.get("/conversations/{conversation_id}", **declared(THE_PERSON, 200, ConversationShown, 401, 404))
def conversation(request: Asker, conversation_id: uuid.UUID) -> Any:
    """Where a conversation stands, and what is promised in its matter."""
    with acting_as(request.auth):
        try:
            return showing.as_json(ConversationShown, **showing.conversation(conversation_id, clock.now()))
        except models.Conversation.DoesNotExist:
            raise Problem("not_found") from None


@router.get("/conversations/{conversation_id}/messages", **declared(THE_PERSON, 200, MessagesShown, 401, 404, 422))
def messages(
    request: Asker, conversation_id: uuid.UUID, after: Annotated[int, Query(ge=0, le=LAST_POSITION)] = 0
) -> Any:
    """What was said in a conversation after a position, in order."""
    with acting_as(request.auth):
        if not models.Conversation.objects.filter(id=conversation_id).exists():
            raise Problem("not_found")
        said = models.Message.objects.filter(conversation_id=conversation_id, position__gt=after)
        found = list(said.select_related("seat").order_by("position")[: MESSAGES_AT_ONCE + 1])
        shown = showing.messages(found[:MESSAGES_AT_ONCE])
    return showing.as_json(MessagesShown, messages=shown, more=len(found) > MESSAGES_AT_ONCE)
