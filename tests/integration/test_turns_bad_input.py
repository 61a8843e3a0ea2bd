"""Whatever a person sends, and however the case system behaves: a clear answer each time, and nothing lost."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connections
from tests.conftest import Clock
from tests.integration import center

from openline.actions import access, conversations, desk
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.callbacks import attempts, withdrawing
from openline.actions.plugs import plugged
from openline.conversation import Keys, Utterance
from openline.gateways.synthetic_agency import Faulty, synthetic_agency
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
WHERE_IS_IT = "where is my case"
LONG = "Please tell me where my case is. " * 303


@pytest.fixture
def case_system(settings: object) -> Iterator[Faulty]:
    """The invented agency's case system, to be made to misbehave; nobody waits for it long."""
    settings.OPENLINE_CASE_SYSTEM_DEADLINE = 0.05  # type: ignore[attr-defined]
    faulty = Faulty(synthetic_agency(Path(django_settings.OPENLINE_AGENCY)))
    with plugged("case_status", faulty):
        yield faulty
        faulty.mode = "well"


def _all_messages(conversation: models.Conversation) -> list[models.Message]:
    with acting_as(SYSTEM):
        return list(models.Message.objects.filter(conversation=conversation).order_by("position"))


@pytest.mark.parametrize("typed", ["MSC12", "MSC26070910011", "1234567890123", "M S C", "MSC26O7O91OO!", "🤷"])
def test_a_malformed_receipt_number_is_asked_for_again(clock: Clock, typed: str) -> None:
    conversation = center.arrives()
    assert center.says(conversation, WHERE_IS_IT).conversation.awaits == "receipt_number"
    taken = center.says(conversation, typed)
    assert taken.messages[0].sender == "person"
    assert any(message.text for message in taken.messages[1:])
    assert taken.conversation.status == "self_service"
    found = center.says(conversation, center.RECEIPT)
    assert any(message.sender == "assistant" for message in found.messages)
    assert center.findings() == []


def test_a_receipt_number_as_people_type_it_is_understood(clock: Clock) -> None:
    conversation = center.arrives()
    center.says(conversation, WHERE_IS_IT)
    taken = center.says(conversation, "it is msc 26-070-91001, thanks")
    assert taken.conversation.awaits != "receipt_number"


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "\x00\x07", "?", LONG], ids=["none", "blanks", "lines", "bell", "?", "long"]
)
def test_whatever_is_typed_is_answered(clock: Clock, text: str) -> None:
    conversation = center.arrives()
    taken = center.says(conversation, text)
    assert any(message.sender == "assistant" and message.text for message in taken.messages)
    assert center.findings() == []


def test_a_text_of_ten_thousand_characters_is_kept_as_far_as_a_message_goes(clock: Clock) -> None:
    conversation = center.arrives()
    assert len(LONG) > 9_900
    message = center.says(conversation, LONG).messages[0]
    assert message.text == LONG[: conversations.LONGEST_LIVE_MESSAGE]


def test_control_characters_are_not_kept(clock: Clock) -> None:
    conversation = center.arrives()
    message = center.says(conversation, "where\x00 is\x1b[31m my \u202ecase\r\nplease").messages[0]
    assert message.text == "where is[31m my case\nplease"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("my family \U0001f469\u200d\U0001f467 and me \u2764\ufe0f\u200d\U0001f525", True),  # one emoji out of several
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", True),  # a word of Persian
        ("a\u200dgent", False),
        ("\u200dagent", False),
    ],
)
def test_what_joins_emoji_and_letters_is_kept_and_hides_nothing_in_plain_words(written: str, kept: bool) -> None:
    assert conversations.readable(written) == (written if kept else "agent")


@pytest.mark.parametrize("keys", ["9", "##", "*", "0000000000000000", "", "abc"])
def test_keys_that_mean_nothing_are_answered(clock: Clock, keys: str) -> None:
    conversation = center.arrives(channel="typed_voice")
    actor = Actor.person(conversation.person_id)
    taken = conversations.take_turn(conversation.id, Keys(keys), actor, center.now(), message_key="once")
    assert any(message.sender == "assistant" and message.text for message in taken.messages)
    assert center.findings() == []


def _all_at_once(conversation: models.Conversation, text: str, key: str) -> list[conversations.TurnTaken]:
    together = threading.Barrier(6)

    def send(_: int) -> conversations.TurnTaken:
        try:
            together.wait(20)
            return center.says(conversation, text, key)
        finally:
            connections.close_all()

    connections.close_all()
    with ThreadPoolExecutor(6) as at_once:
        return list(at_once.map(send, range(6)))


def test_the_same_turn_sent_six_times_at_once_is_taken_once(clock: Clock) -> None:
    conversation = center.arrives()
    answers = _all_at_once(conversation, WHERE_IS_IT, "the-key")
    said = [message for message in _all_messages(conversation) if message.message_key == "the-key"]
    assert len(said) == 1
    assert len({tuple(message.id for message in taken.messages) for taken in answers}) == 1
    assert center.findings() == []


def test_the_same_message_to_an_agent_sent_six_times_at_once_is_taken_once(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    answers = _all_at_once(conversation, "hello?", "the-key")
    said = [message for message in _all_messages(conversation) if message.message_key == "the-key"]
    assert len(said) == 1
    assert {message.id for taken in answers for message in taken.messages} == {said[0].id}
    assert center.findings() == []


def test_different_turns_at_the_same_time_are_both_taken(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    connections.close_all()

    def send(text: str) -> None:
        try:
            center.says(conversation, text)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as at_once:
        list(at_once.map(send, [f"message {number}" for number in range(8)]))
    texts = [message.text for message in _all_messages(conversation)]
    assert {f"message {number}" for number in range(8)} <= set(texts)
    assert center.findings() == []


def test_nobody_speaks_in_another_persons_conversation(clock: Clock) -> None:
    mine, other = center.arrives(), center.arrives()
    with pytest.raises(models.Conversation.DoesNotExist):
        conversations.take_turn(other.id, Utterance("hello"), Actor.person(mine.person_id), center.now())
    with pytest.raises(models.Conversation.DoesNotExist):
        conversations.take_turn(uuid.uuid4(), Utterance("hello"), Actor.person(mine.person_id), center.now())


def test_an_ended_conversation_says_so_and_keeps_what_was_said(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    center.ends(agent, contact)
    before = _all_messages(conversation)
    with pytest.raises(conversations.ConversationEnded):
        center.says(conversation, "one more thing")
    assert _all_messages(conversation) == before


def test_an_agent_who_presses_end_twice_ends_once(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    center.ends(agent, contact)
    before = _all_messages(conversation)
    center.ends(agent, contact)
    assert _all_messages(conversation) == before


@pytest.mark.parametrize("mode", ["down", "slow", "lying"])
def test_a_case_system_that_fails_leaves_a_matter_that_is_answered_by_itself(
    clock: Clock, case_system: Faulty, mode: str
) -> None:
    conversation = center.arrives()
    center.says(conversation, WHERE_IS_IT)
    case_system.mode = mode
    taken = center.gives(conversation, center.RECEIPT)
    assert any(message.sender == "assistant" and message.text for message in taken.messages)
    with acting_as(SYSTEM):
        matter = models.Matter.objects.get(contacts__conversation=conversation.id)
    assert (matter.state, matter.next_action) == ("open", "look_up_again")
    assert center.findings() == []
    clock.advance(minutes=40)
    with acting_as(SYSTEM):
        assert models.Matter.objects.get(id=matter.id).state == "open"
    spoken = len(_all_messages(conversation))
    case_system.mode = "well"
    clock.advance(minutes=40)
    assert [message.words for message in _all_messages(conversation)[spoken:]] == ["records_answer_again"]
    with acting_as(SYSTEM):
        assert models.Matter.objects.get(id=matter.id).state == "closed"
    assert center.findings() == []


def test_two_cases_asked_for_while_the_system_is_down_are_both_answered(clock: Clock, case_system: Faulty) -> None:
    conversation = center.arrives()
    case_system.mode = "down"
    for receipt in (center.RECEIPT, "MSC2607091002"):
        center.says(conversation, WHERE_IS_IT)
        center.gives(conversation, receipt)
    spoken = len(_all_messages(conversation))
    assert center.findings() == []
    case_system.mode = "well"
    clock.advance(hours=1)
    assert len(_all_messages(conversation)) == spoken + 2
    assert center.findings() == []


def test_an_answer_that_comes_late_does_not_take_a_person_out_of_the_line(clock: Clock, case_system: Faulty) -> None:
    conversation = center.arrives()
    center.says(conversation, WHERE_IS_IT)
    case_system.mode = "down"
    center.gives(conversation, center.RECEIPT)
    for text in (center.STRAIGHT_TO_A_PERSON, center.RECEIPT, "yes"):
        if center.says(conversation, text).conversation.status == "waiting":
            break
    case_system.mode = "well"
    clock.advance(minutes=40)
    with acting_as(SYSTEM):
        assert models.Conversation.objects.get(id=conversation.id).status == "waiting"
    assert center.findings() == []
    assert center.takes_next(center.new_seat()) is not None


def test_a_missed_call_recorded_twice_counts_once(clock: Clock) -> None:
    officer = center.new_seat("tier_2")
    callback = center.a_promised_call()
    clock.advance_to(callback.planned_from + timedelta(minutes=1))
    center.calls(officer, callback, "spoken")
    with pytest.raises(attempts.NotNow):
        center.calls(officer, callback, "spoken")
    assert center.findings() == []


def test_a_call_taken_back_while_an_agent_is_there_leaves_the_person_with_the_agent(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    center.identifies(agent, contact)
    callback = center.escalates(agent, contact)
    assert isinstance(callback, models.Callback)
    with acting_as(Actor.person(conversation.person_id)):
        assert withdrawing.withdraw(callback.id, clock.machine)
    assert center.findings() == []
    with acting_as(access.actor_of(agent)):
        assert [item.contact for item in desk.contacts_held(agent)] == [contact]


def test_a_second_escalation_is_refused_and_the_first_promise_stays(clock: Clock) -> None:
    center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    center.identifies(agent, contact)
    assert isinstance(center.escalates(agent, contact), models.Callback)
    again = center.escalates(agent, contact, "regular")
    assert not isinstance(again, models.Callback)
    assert again.fields == {"escalation": "already_promised"}
    assert center.findings() == []


def test_a_tier_that_hands_nothing_up_promises_no_call_and_keeps_the_contact(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    agent, helper = center.new_seat(), center.new_seat("help_desk")
    contact = center.takes_next(agent)
    assert contact is not None
    with acting_as(access.actor_of(agent)):
        desk.transfer(contact, agent, desk.Transfer("help_desk"), clock.machine)
    handed = center.takes_next(helper)
    assert handed == contact
    refused = center.escalates(helper, handed)
    assert not isinstance(refused, models.Callback)
    assert refused.fields == {"escalation": "not_for_your_tier"}
    assert center.findings() == []
    with acting_as(access.actor_of(helper)):
        assert [item.contact.conversation for item in desk.contacts_held(helper)] == [conversation]
