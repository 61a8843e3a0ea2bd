"""A client that repeats a command, because it did not hear the answer, changes nothing by it."""

from __future__ import annotations

import hashlib
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.integration.api_client import A_KEY, Caller, word_of

from openline.actions import idempotency
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.idempotency import Answered, Command
from openline.records.models import Conversation, IdempotencyKey, Message, Person

pytestmark = pytest.mark.django_db(transaction=True)
ANOTHER_KEY = "c2f6f6d4-3b0f-4a0e-8f7e-0d6a8a9b2c31"
JUST_OVER_THE_LONGEST_COMMAND = 121


@pytest.fixture
def caller(client: Client, clock: Clock) -> Caller:
    caller = Caller(client)
    caller.start()
    return caller


def test_the_same_turn_twice_is_taken_once_and_answered_alike(caller: Caller) -> None:
    first = caller.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    before = caller.said()
    again = caller.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    assert again.json() == first.json()
    assert "Idempotent-Replayed" not in first.headers
    assert again["Idempotent-Replayed"] == "true"
    assert caller.said() == before


def test_starting_twice_starts_one_conversation_of_one_person(client: Client, clock: Clock) -> None:
    first = Caller(client).start(Idempotency_Key=A_KEY)
    again = Caller(client).start(Idempotency_Key=A_KEY)
    assert again == first
    with acting_as(SYSTEM):
        assert (Person.objects.count(), Conversation.objects.count()) == (1, 1)


def test_no_token_is_kept_with_an_answer(client: Client, clock: Clock) -> None:
    started = Caller(client).start(Idempotency_Key=A_KEY)
    with acting_as(SYSTEM):
        kept = IdempotencyKey.objects.get(key=A_KEY)
    assert started["token"] not in str(kept.answer)


def test_kept_answers_are_shown_to_no_actor_but_the_center_itself(caller: Caller) -> None:
    caller.turn({"text": "hello"}, Idempotency_Key=A_KEY)
    with acting_as(Actor.person(uuid.uuid4())):
        assert not IdempotencyKey.objects.exists()


def test_the_same_key_with_another_body_is_refused_and_nothing_is_taken(caller: Caller) -> None:
    caller.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    before = caller.said()
    other = caller.turn({"text": "something else"}, Idempotency_Key=A_KEY)
    assert (other.status_code, word_of(other)) == (422, "other_body")
    assert caller.said() == before


def test_the_same_key_of_another_person_is_another_command(caller: Caller) -> None:
    caller.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    other = Caller(Client())
    other.start()
    taken = other.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    assert taken.status_code == 200
    assert "Idempotent-Replayed" not in taken.headers


def test_a_key_that_others_could_think_of_is_refused(caller: Caller) -> None:
    refused = caller.turn({"text": "hello"}, Idempotency_Key="1")
    assert word_of(refused) == "not_understood"
    assert refused.json()["fields"][0]["name"] == "Idempotency-Key"


def _running(caller: Caller, body: bytes) -> Command:
    with acting_as(SYSTEM):
        person = Conversation.objects.get(id=caller.conversation).person_id
    route = f"/api/v1/conversations/{caller.conversation}/turns"
    command = Command(str(Actor.person(person)), route, A_KEY, hashlib.sha256(body).hexdigest())
    assert idempotency.take(command) is None
    return command


def test_a_command_that_is_being_carried_out_is_not_begun_a_second_time(caller: Caller) -> None:
    body = b'{"text": "hello"}'
    command = _running(caller, body)
    busy = caller.turn(body, Idempotency_Key=A_KEY)
    assert (busy.status_code, word_of(busy)) == (409, "still_running")
    assert busy["Retry-After"]
    idempotency.settle(command, Answered(200, {"body": {"done": True}, "headers": {}}))
    assert caller.turn(body, Idempotency_Key=A_KEY).json() == {"done": True}


def test_of_two_calls_at_once_one_is_carried_out(caller: Caller) -> None:
    both = threading.Barrier(2)

    def call() -> int:
        both.wait(timeout=10)
        try:
            answer = Caller(Client(), caller.token, caller.conversation).turn(
                {"text": "where is my case"}, Idempotency_Key=A_KEY
            )
            return answer.status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = [future.result() for future in [pool.submit(call) for _ in range(2)]]
    assert 200 in statuses
    assert set(statuses) <= {200, 409}
    assert [message["sender"] for message in caller.said()].count("person") == 1


def test_a_command_whose_process_died_is_carried_out_by_the_next_call(caller: Caller, clock: Clock) -> None:
    body = b'{"text": "hello"}'
    _running(caller, body)
    clock.machine_moves(seconds=JUST_OVER_THE_LONGEST_COMMAND)
    assert caller.turn(body, Idempotency_Key=A_KEY).status_code == 200


def test_a_turn_that_was_written_before_its_process_died_is_not_said_twice(caller: Caller, clock: Clock) -> None:
    caller.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    with acting_as(SYSTEM):
        IdempotencyKey.objects.filter(key=A_KEY).update(status=None, answer=None)
    clock.machine_moves(seconds=JUST_OVER_THE_LONGEST_COMMAND)
    before = caller.said()
    again = caller.turn({"text": "where is my case"}, Idempotency_Key=A_KEY)
    assert [message["position"] for message in again.json()["says"]] == [
        message["position"] for message in before if message["position"] > 3
    ]
    assert caller.said() == before


def test_a_command_that_came_to_nothing_may_be_sent_again_under_its_key(caller: Caller, clock: Clock) -> None:
    unknown, caller.conversation = caller.conversation, str(uuid.uuid4())
    assert word_of(caller.turn({"text": "hello"}, Idempotency_Key=ANOTHER_KEY)) == "not_found"
    caller.conversation = unknown
    assert caller.turn({"text": "hello"}, Idempotency_Key=ANOTHER_KEY).status_code == 200


def test_keys_that_no_longer_count_are_forgotten(caller: Caller, clock: Clock) -> None:
    caller.turn({"text": "hello"}, Idempotency_Key=A_KEY)
    assert idempotency.forget_old() == 0
    clock.machine_moves(hours=25)
    assert idempotency.forget_old() == 1
    with acting_as(SYSTEM):
        assert Message.objects.exists()
