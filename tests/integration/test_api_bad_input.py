"""Whatever is sent in: a clear answer in the reader's language, a way onward, and nothing lost."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests.conftest import Clock
from tests.integration.api_client import RECEIPT, UNKNOWN_RECEIPT, Caller, open_hours, word_of

from openline.actions import conversations, plugs
from openline.actions.acting import SYSTEM, acting_as
from openline.channels.api import tokens
from openline.channels.api.problem_words import PROBLEMS
from openline.gateways.synthetic_agency import Mode
from openline.records.models import Conversation, Knock, Matter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caller(client: Client, clock: Clock) -> Caller:
    clock.starts_at(open_hours)
    caller = Caller(client)
    caller.start()
    return caller


UNTAKEN: list[tuple[str, Any, int, str]] = [
    ("no words at all", {"text": ""}, 422, "not_understood"),
    ("blanks only", {"text": "  \n "}, 422, "not_understood"),
    ("control characters only", {"text": "\x00\x07\u200b"}, 422, "not_understood"),
    ("half a character", b'{"text": "\\ud800"}', 422, "not_understood"),
    ("ten thousand characters", {"text": "a" * 10_000}, 422, "not_understood"),
    ("a whole book", {"text": "a" * 100_000}, 413, "too_large"),
    ("words and keys at once", {"text": "hello", "keys": "1"}, 422, "not_understood"),
    ("neither words nor keys", {}, 422, "not_understood"),
    ("keys that no phone has", {"keys": "1 2 €"}, 422, "not_understood"),
    ("a field that is not known", {"text": "hello", "name": "A"}, 422, "not_understood"),
    ("a number for words", {"text": 7}, 422, "not_understood"),
    ("nothing for words", {"text": None}, 422, "not_understood"),
    ("a list", ["hello"], 422, "not_understood"),
    ("no JSON", b"{text: hello", 400, "not_json"),
    ("no number", b'{"text": NaN}', 400, "not_json"),
    ("no UTF-8", b'{"text": "\xff"}', 400, "not_json"),
    ("very deep JSON", b"[" * 30_000, 400, "not_json"),
]


@pytest.mark.parametrize(("body", "status", "word"), [case[1:] for case in UNTAKEN], ids=[case[0] for case in UNTAKEN])
def test_a_turn_that_cannot_be_taken_is_refused_and_the_conversation_goes_on(
    caller: Caller, body: Any, status: int, word: str
) -> None:
    before = caller.said()
    refused = caller.turn(body)
    assert (refused.status_code, word_of(refused)) == (status, word)
    assert caller.said() == before
    assert caller.say("where is my case")["status"] == "self_service"


def test_control_characters_among_words_are_left_out(caller: Caller) -> None:
    assert caller.say("where is\x00 my\x1b[31m case")["says"]
    assert not any("\x00" in message["text"] or "\x1b" in message["text"] for message in caller.said())


def test_keys_that_choose_nothing_get_an_answer(caller: Caller) -> None:
    told = caller.turn({"keys": "77777"}).json()
    assert told["says"]
    assert told["status"] == "self_service"


@pytest.mark.parametrize("body", [{"channel": "fax", "language": "en"}, {"channel": "api", "language": "tlh"}])
def test_a_channel_or_language_that_the_center_has_not_is_named(client: Client, clock: Clock, body: Any) -> None:
    refused = Caller(client).post("conversations", body)
    assert word_of(refused) == "not_understood"
    assert refused.json()["fields"][0]["name"] in ("channel", "language")


def test_another_content_type_is_refused(client: Client, clock: Clock) -> None:
    refused = client.post("/api/v1/conversations", {"channel": "api", "language": "en"})
    assert (refused.status_code, word_of(refused)) == (415, "not_json_type")


def test_an_address_that_is_not_there_is_a_problem_too(client: Client, clock: Clock) -> None:
    assert word_of(client.get("/api/v1/nothing/here")) == "not_found"
    assert word_of(client.get("/api/v1/")) == "not_found"
    wrong_method = client.get("/api/v1/case-status")
    assert (wrong_method.status_code, word_of(wrong_method)) == (405, "wrong_method")
    assert wrong_method["Allow"] == "POST"
    assert word_of(Caller(client, token="x").get("conversations/not-an-id")) == "token_needed"


def _tokens(clock: Clock, person: uuid.UUID) -> dict[str, str]:
    now = clock.machine
    good = tokens.token_of(person, now)
    return {
        "none": "",
        "forged": good[:-2] + ("aa" if good[-2:] != "aa" else "bb"),
        "nobody's": tokens.token_of(uuid.uuid4(), now),
        "ended": tokens.token_of(person, datetime(2026, 1, 1, tzinfo=UTC)),
        "nonsense": "é" * 20,
    }


@pytest.mark.parametrize("which", ["none", "forged", "nobody's", "ended", "nonsense"])
def test_a_token_that_does_not_count_opens_nothing(caller: Caller, clock: Clock, which: str) -> None:
    with acting_as(SYSTEM):
        person = Conversation.objects.get(id=caller.conversation).person_id
    caller.token = _tokens(clock, person)[which]
    refused = caller.get(f"conversations/{caller.conversation}")
    assert (refused.status_code, word_of(refused)) == (401, "token_needed")
    assert refused["WWW-Authenticate"] == "Bearer"


def test_a_conversation_that_has_ended_says_so(caller: Caller, clock: Clock) -> None:
    with acting_as(SYSTEM):
        conversations.end(Conversation.objects.get(id=caller.conversation), "answered", clock.machine)
    assert word_of(caller.turn({"text": "one more thing"})) == "conversation_ended"


# The case system.


def _status_of(caller: Caller, receipt_number: str, language: str = "en", **headers: str) -> Any:
    return caller.post("case-status", {"receipt_number": receipt_number, "language": language}, **headers)


@pytest.mark.parametrize("typed", [RECEIPT, "msc 26 0709 1001", "MSC-2607091001"])
def test_a_case_is_found_however_its_number_is_typed(caller: Caller, typed: str) -> None:
    for language in ("en", "es"):
        told = _status_of(caller, typed, language)
        assert told.status_code == 200
        assert (told.json()["receipt_number"], told.json()["language"]) == (RECEIPT, language)


@pytest.mark.parametrize("typed", ["MSC26070910", "XYZ2607091001", "hello", "\x00", "9" * 200])
def test_what_is_no_receipt_number_is_told_what_one_looks_like(caller: Caller, typed: str) -> None:
    refused = _status_of(caller, typed)
    assert (refused.status_code, word_of(refused)) == (422, "receipt_number_malformed")
    assert "MSC" in refused.json()["detail"]


def test_a_protected_case_is_told_exactly_as_one_that_does_not_exist(caller: Caller) -> None:
    system = plugs.gateway("case_status")._system
    protected = next(n for n in system.receipt_numbers() if system.record_of(n).protected)
    answers = [_status_of(caller, number) for number in (protected, UNKNOWN_RECEIPT)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers


@pytest.fixture
def case_system(settings: Any) -> Any:
    settings.OPENLINE_CASE_SYSTEM_DEADLINE = 0.2
    system = plugs.gateway("case_status")
    yield system
    system.mode = Mode.WELL


@pytest.mark.parametrize("mode", [Mode.DOWN, Mode.SLOW, Mode.LYING])
def test_a_case_system_that_fails_is_told_as_such_with_when_to_ask_again(
    caller: Caller, case_system: Any, mode: Mode
) -> None:
    case_system.mode = mode
    refused = _status_of(caller, RECEIPT)
    assert (refused.status_code, word_of(refused)) == (503, "case_system_unavailable")
    assert int(refused["Retry-After"]) > 0


@pytest.mark.parametrize("mode", [Mode.DOWN, Mode.SLOW, Mode.LYING])
def test_a_conversation_keeps_the_matter_when_the_case_system_fails(
    caller: Caller, case_system: Any, mode: Mode
) -> None:
    caller.say("where is my case")
    case_system.mode = mode
    caller.say(RECEIPT)
    told = caller.say("yes")
    assert told["item_number"]
    with acting_as(SYSTEM):
        assert Matter.objects.get().receipt_number == RECEIPT


def test_who_asks_for_very_many_cases_is_asked_to_wait(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openline.channels.api.cases.ASKED_PER_HOUR", 2)
    assert [_status_of(caller, RECEIPT).status_code for _ in range(3)] == [200, 200, 429]
    with acting_as(SYSTEM):
        assert not Knock.objects.filter(who_hash__contains="127.0.0.1").exists()


# Words.


def test_a_problem_is_told_in_the_language_that_the_reader_accepts(caller: Caller) -> None:
    english = _status_of(caller, "hello", Accept_Language="fr, en;q=0.8, es;q=0.5")
    spanish = _status_of(caller, "hello", Accept_Language="es-MX,es;q=0.9,en;q=0.5")
    assert (english["Content-Language"], spanish["Content-Language"]) == ("en", "es")
    assert english.json()["detail"] != spanish.json()["detail"]


def test_every_problem_is_worded_in_both_languages() -> None:
    def worded(language: str) -> list[str]:
        with translation.override(language):
            return [str(words) for known in PROBLEMS.values() for words in (known.title, known.detail)]

    assert all(english != spanish for english, spanish in zip(worded("en"), worded("es"), strict=True))
