"""Silence, absence and coming back: nobody waits for somebody who is gone, and nobody loses their matter by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import Clock
from tests.integration import center

from openline.actions import access, chats, house, leaving, queues
from openline.actions import clock as center_clock
from openline.actions import desk as the_desk
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.domain.contacts import ContactsRules
from openline.domain.windows import duration
from openline.jobs import loop
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
A_SECOND = timedelta(seconds=1)


def _after(rule: str) -> timedelta:
    return duration(getattr(house.rules_at(ContactsRules, center.now()), rule).value)


def _conversation(one: models.Conversation) -> models.Conversation:
    with acting_as(SYSTEM):
        return models.Conversation.objects.select_related("contact", "contact__matter").get(id=one.id)


def _words(one: models.Conversation) -> list[str]:
    with acting_as(SYSTEM):
        return list(one.messages.exclude(words="").order_by("position").values_list("words", flat=True))


def _state(one: models.Conversation) -> str:
    with acting_as(SYSTEM):
        return models.WorkItem.objects.filter(contact=one.contact_id).latest("enqueued_at").state


def _speaks(seat: models.Seat, one: models.Conversation) -> None:
    with acting_as(access.actor_of(seat)):
        conversation = models.Conversation.objects.get(id=one.id)
        the_desk.speak(conversation, seat, "How can I help?", center_clock.now())


def _as_the_person(one: models.Conversation, act: object) -> chats.InLine:
    with acting_as(Actor.person(one.person_id)):
        conversation = models.Conversation.objects.select_related("contact", "contact__matter").get(id=one.id)
        return act(conversation, center_clock.now())  # type: ignore[operator]


@pytest.fixture
def live(clock: Clock) -> tuple[models.Conversation, models.Seat]:
    """A live chat in which the agent spoke last; the person left an e-mail address."""
    waiting = center.waits_for_a_person()
    with acting_as(SYSTEM):
        models.Address.objects.create(person_id=waiting.person_id, form="email", value="person@example.org")
    agent = center.new_seat()
    center.takes_next(agent)
    _speaks(agent, waiting)
    return waiting, agent


def test_a_silent_person_is_asked_and_then_the_chat_ends_with_a_notice(
    clock: Clock, live: tuple[models.Conversation, models.Seat]
) -> None:
    conversation, agent = live
    clock.advance_to(clock.now + _after("idle_asked_after") - A_SECOND)
    assert "person_still_there" not in _words(conversation)
    clock.advance(seconds=1)
    assert _words(conversation).count("person_still_there") == 1
    clock.advance_to(clock.now + _after("idle_ended_after") - A_SECOND)
    assert _conversation(conversation).status == "live"
    clock.advance(seconds=1)
    ended = _conversation(conversation)
    assert (ended.status, ended.contact.outcome) == ("ended", "chat_ended_idle")
    assert ended.contact.matter is not None and ended.contact.matter.next_action == "wait_for_the_person"
    with acting_as(SYSTEM):
        assert models.Notice.objects.filter(kind="chat_ended_idle", form="email").count() == 1
        assert models.WrapUp.objects.get(contact=ended.contact).seat_id == agent.id
    assert center.findings() == []


def test_a_person_who_answers_the_question_goes_on(clock: Clock, live: tuple[models.Conversation, models.Seat]) -> None:
    conversation, agent = live
    clock.advance_to(clock.now + _after("idle_asked_after"))
    center.says(conversation, "yes, I am looking for the letter")
    _speaks(agent, conversation)
    clock.advance_to(clock.now + _after("idle_ended_after"))
    assert _conversation(conversation).status == "live"
    assert _words(conversation).count("person_still_there") == 1


def test_an_agent_who_does_not_answer_is_noticed_and_the_chat_goes_back_to_its_place(
    clock: Clock, live: tuple[models.Conversation, models.Seat]
) -> None:
    conversation, agent = live
    center.says(conversation, "and my brother?")
    with acting_as(SYSTEM):
        rank = models.WorkItem.objects.get(contact=conversation.contact_id).rank
    clock.advance_to(clock.now + _after("answer_alerts_after"))
    with acting_as(SYSTEM):
        assert models.Alert.objects.filter(kind="answer_owed", for_queue=house.alert_queue()).count() == 1
    clock.advance_to(clock.now + _after("answer_goes_back_after") - _after("answer_alerts_after"))
    with acting_as(SYSTEM):
        item = models.WorkItem.objects.get(contact=conversation.contact_id)
        assert (item.state, item.rank) == ("waiting", rank)
        queues.heard_of(agent, clock.machine)
    assert center.findings() == []
    assert center.takes_next(center.new_seat()) is not None


def test_a_returning_person_goes_on_with_the_same_matter_and_waits_in_their_turn(
    clock: Clock, live: tuple[models.Conversation, models.Seat]
) -> None:
    conversation, agent = live
    clock.advance_to(clock.now + _after("idle_asked_after"))
    clock.advance_to(clock.now + _after("idle_ended_after"))
    other = center.waits_for_a_person()
    clock.advance(seconds=2)
    with acting_as(Actor.person(conversation.person_id)):
        from openline.actions import conversations

        person = models.Person.objects.get(id=conversation.person_id)
        again = conversations.start(person, "assistant", "en", center_clock.now()).conversation
    for text in (center.STRAIGHT_TO_A_PERSON, center.RECEIPT, "yes"):
        if _conversation(again).status == "self_service":
            center.says(again, text)
    before, now = _conversation(conversation), _conversation(again)
    assert now.status == "waiting"
    assert now.contact.matter_id == before.contact.matter_id
    taken = [center.takes_next(agent), center.takes_next(agent)]
    assert [each.id for each in taken if each] == [other.contact_id, again.contact_id]
    assert center.findings() == []


def test_who_leaves_the_line_is_passed_over_and_comes_back_to_their_place(clock: Clock) -> None:
    first = center.waits_for_a_person()
    clock.advance(seconds=1)
    second = center.waits_for_a_person()
    agent = center.new_seat()
    assert _as_the_person(first, chats.leave_keeping_place) is chats.InLine.AWAY
    assert _as_the_person(first, chats.leave_keeping_place) is chats.InLine.AWAY
    taken = center.takes_next(agent)
    assert taken is not None and taken.id == second.contact_id
    assert center.takes_next(agent) is None
    clock.advance(seconds=1)
    third = center.waits_for_a_person()
    assert _as_the_person(first, chats.come_back) is chats.InLine.IN_PLACE
    assert "back_in_line" in _words(first)
    again = [center.takes_next(agent), center.takes_next(agent)]
    assert [each.id for each in again if each] == [first.contact_id, third.contact_id]
    assert center.findings() == []


def test_who_writes_while_away_is_back_in_their_place(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    _as_the_person(conversation, chats.leave_keeping_place)
    center.says(conversation, "I am here again")
    assert _state(conversation) == "waiting"
    clock.advance_to(clock.now + _after("place_kept_when_away"))
    assert _conversation(conversation).status == "waiting"
    assert center.findings() == []


def test_a_place_is_kept_as_long_as_was_told_and_then_given_up_with_a_notice(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    with acting_as(SYSTEM):
        models.Address.objects.create(person_id=conversation.person_id, form="text", value="+12025550142")
    _as_the_person(conversation, chats.leave_keeping_place)
    with acting_as(SYSTEM):
        until = chats.kept_until(conversation)
    assert until == clock.now + _after("place_kept_when_away")
    clock.advance_to(until - A_SECOND)
    assert _state(conversation) == "away"
    clock.advance(seconds=1)
    ended = _conversation(conversation)
    assert (ended.status, ended.contact.outcome) == ("ended", "place_given_up")
    assert ended.contact.matter is not None and ended.contact.matter.state == "open"
    with acting_as(SYSTEM):
        assert models.Notice.objects.filter(kind="place_given_up", form="text").count() == 1
    assert center.findings() == []


def test_a_page_that_fell_silent_is_passed_over_and_one_that_never_spoke_is_not(clock: Clock) -> None:
    heard = center.waits_for_a_person()
    clock.advance(seconds=1)
    without_script = center.waits_for_a_person()
    assert _as_the_person(heard, chats.person_seen) is chats.InLine.IN_PLACE
    clock.machine_moves(minutes=10)
    agent = center.new_seat()
    taken = center.takes_next(agent)
    assert taken is not None and taken.id == without_script.contact_id
    assert _state(heard) == "away"
    assert _as_the_person(heard, chats.person_seen) is chats.InLine.IN_PLACE
    again = center.takes_next(agent)
    assert again is not None and again.id == heard.contact_id
    assert center.findings() == []


def test_a_silent_page_is_noticed_without_anybody_claiming(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    _as_the_person(conversation, chats.person_seen)
    clock.machine_moves(minutes=5)
    while loop.run_once():
        pass
    assert _state(conversation) == "away"
    assert center.findings() == []


def test_moving_the_demo_clock_sends_nobody_out_of_the_line(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    _as_the_person(conversation, chats.person_seen)
    clock.advance(minutes=30)
    assert _state(conversation) == "waiting"
    assert center.findings() == []


def test_a_person_who_ends_a_live_chat_leaves_a_wrap_up_that_takes_a_place_until_it_is_done(clock: Clock) -> None:
    limit = house.rules_at(ContactsRules, center.now()).chats_at_once.value
    agent = center.new_seat()
    waiting = [center.waits_for_a_person() for _ in range(limit + 1)]
    for _ in range(limit):
        center.takes_next(agent)
    for each in waiting:
        if _conversation(each).status == "live":
            _as_the_person(each, leaving.person_leaves)
    assert center.takes_next(agent) is None
    with acting_as(access.actor_of(agent)):
        owed = the_desk.owed_by(agent)
        assert len(owed) == limit
        assert the_desk.wrap_up(owed[0].contact, agent, center.WRAPPED_UP, center_clock.now()) is not None
    assert center.takes_next(agent) is not None
    assert center.findings() == []
