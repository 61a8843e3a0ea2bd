"""A person reaches the center over the API: self-service, the queue, a promise, and the way back to it."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.integration import center_staff
from tests.integration.api_client import RECEIPT, Caller, after_closing, open_hours, word_of

from openline.actions import access, clock, desk
from openline.actions.acting import SYSTEM, acting_as
from openline.jobs import loop
from openline.records.models import Contact, Notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caller(client: Client, clock: Clock) -> Caller:
    clock.starts_at(open_hours)
    caller = Caller(client)
    caller.start()
    return caller


@pytest.mark.parametrize("channel", ["api", "assistant", "typed_voice"])
def test_a_conversation_begins_in_the_language_and_on_the_channel_asked_for(
    client: Client, clock: Clock, channel: str
) -> None:
    started = Caller(client).start(channel, "es")
    assert (started["channel"], started["language"], started["status"]) == (channel, "es", "self_service")
    assert started["says"]
    assert started["options"]


def test_a_case_status_is_told_and_no_person_is_offered(caller: Caller) -> None:
    caller.say("where is my case")
    told = caller.say(RECEIPT)
    assert told["status"] == "self_service"
    assert told["item_number"] is None
    assert any(RECEIPT[-4:] in message["text"] or message["words"] for message in told["says"])


def test_keys_choose_an_option_as_words_do(client: Client, clock: Clock) -> None:
    caller = Caller(client)
    option = caller.start("typed_voice")["options"][0]
    told = caller.turn({"keys": option["keys"]}).json()
    assert told["stands"]["flow"] == option["key"]


def test_an_emergency_is_queued_with_a_number_in_hand_and_the_rules_it_rests_on(caller: Caller) -> None:
    told = caller.reach_a_person()
    assert told["status"] == "waiting"
    assert told["item_number"]
    assert "contacts.emergencies" in {address for message in told["says"] for address in message["because"]}


def test_out_of_hours_nobody_is_queued(client: Client, clock: Clock) -> None:
    clock.starts_at(after_closing)
    caller = Caller(client)
    caller.start()
    assert caller.reach_a_person()["status"] == "self_service"


def test_what_is_said_in_the_queue_reaches_the_agent_and_the_answer_comes_back_with_name_and_id(
    caller: Caller,
) -> None:
    caller.reach_a_person()
    waiting = caller.say("are you there?")
    assert waiting["says"] == []
    agent = center_staff.seat("tier_1")
    with acting_as(access.actor_of(agent)):
        contact = desk.take_next_contact(agent, clock.now())
        desk.speak(Contact.objects.get(id=contact.id).conversation, agent, "I am here.", clock.now())
    later = caller.get(f"conversations/{caller.conversation}/messages?after={waiting['position']}").json()
    spoken = [message for message in later["messages"] if message["sender"] == "agent"]
    assert spoken[-1]["agent"] == {"name": agent.name, "id": agent.agent_id}
    assert caller.get(f"conversations/{caller.conversation}").json()["status"] == "live"


def test_a_promise_is_told_with_its_window_its_zone_and_the_dated_rule_with_its_source(caller: Caller) -> None:
    caller.reach_a_person()
    callback = center_staff.promise_a_call(RECEIPT)
    shown = caller.get(f"conversations/{caller.conversation}").json()
    (promise,) = shown["promised"]
    assert promise["item_number"] == shown["item_number"]
    assert promise["planned_window"]["zone"] == callback.zone
    assert promise["rule"]["address"] == callback.promise.rule
    assert promise["rule"]["in_force_from"] == callback.promise.rule_in_force_from.isoformat()
    assert promise["rule"]["standing"] and promise["rule"]["source"]["document"]
    promised_by = datetime.fromisoformat(promise["promised_by"])
    assert promised_by == callback.promise.promised_by
    assert promised_by.utcoffset() == promised_by.astimezone(ZoneInfo(callback.zone)).utcoffset()


def test_another_person_sees_nothing_of_it(caller: Caller) -> None:
    stranger = Caller(Client())
    stranger.start()
    for path in (f"conversations/{caller.conversation}", f"conversations/{caller.conversation}/messages"):
        assert word_of(stranger.get(path)) == "not_found"
    stranger.conversation = caller.conversation
    assert word_of(stranger.turn({"text": "hello"})) == "not_found"


def test_the_same_person_may_start_again_with_their_token(caller: Caller) -> None:
    first = caller.conversation
    caller.start()
    assert caller.conversation != first
    assert caller.get(f"conversations/{first}").status_code == 200


def _code_for(item_number: str) -> str:
    with acting_as(SYSTEM):
        notice = Notice.objects.filter(kind="code_to_see_matter").latest("written_at")
    return notice.facts["code"]


def test_whoever_proves_the_address_on_file_sees_what_was_promised(caller: Caller) -> None:
    caller.reach_a_person()
    center_staff.promise_a_call(RECEIPT)
    number = caller.get(f"conversations/{caller.conversation}").json()["item_number"]
    stranger = Caller(Client())
    assert stranger.post("matters/code", {"item_number": number}).status_code == 202
    code = _code_for(number)
    wrong = "0" * 6 if code != "0" * 6 else "1" * 6
    assert word_of(stranger.post("matters/state", {"item_number": number, "code": wrong})) == "code_not_right"
    shown = stranger.post("matters/state", {"item_number": number.lower(), "code": code}).json()
    assert shown["item_number"] == number
    assert [promise["kind"] for promise in shown["promised"]] == ["callback"]
    again = stranger.post("matters/state", {"item_number": number, "code": code})
    assert word_of(again) == "code_not_right"


def test_asking_for_a_code_tells_nothing_of_whether_there_is_such_a_matter(caller: Caller) -> None:
    caller.reach_a_person()
    center_staff.promise_a_call(RECEIPT)
    known = caller.get(f"conversations/{caller.conversation}").json()["item_number"]
    unknown = "2222-2222-222"
    answers = [Caller(Client()).post("matters/code", {"item_number": number}) for number in (known, unknown)]
    assert answers[0].status_code == answers[1].status_code == 202
    assert answers[0].content == answers[1].content
    loop.run_once()
    assert re.fullmatch(r"[0-9]{6}", _code_for(known))
