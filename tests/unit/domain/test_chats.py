"""Several live contacts at a seat: how many, whose turn it is, what a silence leads to, and a whole wrap-up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.domain.rules_in_force import contacts_in_force, with_rules

from openline.domain.chats import (
    Room,
    Spoken,
    Stillness,
    Turn,
    Whereabouts,
    WrapUpGiven,
    WrapUpWord,
    room_for,
    standing_still,
    told_count,
    whereabouts,
    whose_turn,
    wrap_up,
)
from openline.domain.contacts import ContactsRules
from openline.domain.rules import Span

TAKEN = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
RULES: ContactsRules = with_rules(
    contacts_in_force,
    chats_at_once=2,
    one_at_a_time=frozenset({"voice"}),
    idle_asked_after=Span.parse("5 minutes"),
    idle_ended_after=Span.parse("3 minutes"),
    answer_alerts_after=Span.parse("4 minutes"),
    answer_goes_back_after=Span.parse("10 minutes"),
    away_after=Span.parse("2 minutes"),
    place_kept_when_away=Span.parse("60 minutes"),
    wrap_up_reasons=("case_status", "other"),
    self_help_reasons=("emergency", "no_self_service"),
    least_count_told=5,
)


@pytest.mark.parametrize(
    ("held", "to_wrap_up", "coming", "room"),
    [
        ((), 0, "", Room.FREE),
        (("assistant",), 0, "assistant", Room.FREE),
        (("assistant", "assistant"), 0, "assistant", Room.FULL),
        (("assistant",), 1, "assistant", Room.FULL),
        ((), 2, "", Room.FULL),
        (("voice",), 0, "assistant", Room.HOLDS_ONE_ALONE),
        ((), 0, "voice", Room.FREE),
        (("assistant",), 0, "voice", Room.NEXT_NEEDS_A_FREE_SEAT),
        ((), 1, "voice", Room.NEXT_NEEDS_A_FREE_SEAT),
    ],
)
def test_a_seat_takes_one_more_only_where_it_has_room(
    held: tuple[str, ...], to_wrap_up: int, coming: str, room: Room
) -> None:
    decision = room_for(held, to_wrap_up, RULES, coming=coming)
    assert decision.outcome is room
    assert decision.because


def _at(minutes: float) -> datetime:
    return TAKEN + timedelta(minutes=minutes)


def test_a_chat_begins_with_the_agents_turn() -> None:
    assert whose_turn(TAKEN, ()) == Turn("agent", TAKEN)


def test_an_answer_is_owed_from_the_first_word_that_was_not_answered() -> None:
    said = [Spoken("agent", _at(1)), Spoken("person", _at(2)), Spoken("person", _at(6))]
    assert whose_turn(TAKEN, said) == Turn("agent", _at(2))


def test_it_is_the_persons_turn_from_the_agents_last_word() -> None:
    said = [Spoken("person", _at(1)), Spoken("agent", _at(2)), Spoken("agent", _at(3))]
    assert whose_turn(TAKEN, said) == Turn("person", _at(3))


def test_what_was_said_before_a_new_agent_took_it_is_owed_from_the_taking() -> None:
    assert whose_turn(TAKEN, [Spoken("agent", _at(-9)), Spoken("person", _at(-8))]) == Turn("agent", TAKEN)


PERSON_SINCE = Turn("person", TAKEN)
AGENT_SINCE = Turn("agent", TAKEN)


@pytest.mark.parametrize(
    ("now", "word", "look_at"),
    [
        (_at(5) - A_MOMENT, Stillness.NOTHING_YET, _at(5)),
        (_at(5), Stillness.ASK_THE_PERSON, _at(8)),
    ],
)
def test_a_silent_person_is_asked_when_the_rule_says_and_no_sooner(
    now: datetime, word: Stillness, look_at: datetime
) -> None:
    step = standing_still(PERSON_SINCE, None, RULES, now).outcome
    assert (step.word, step.look_at) == (word, look_at)


@pytest.mark.parametrize(("now", "word"), [(_at(8) - A_MOMENT, Stillness.NOTHING_YET), (_at(8), Stillness.END_IT)])
def test_who_was_asked_and_stays_silent_is_waited_for_as_long_as_they_were_told(now: datetime, word: Stillness) -> None:
    assert standing_still(PERSON_SINCE, _at(5), RULES, now).outcome.word is word


def test_who_was_asked_late_still_has_the_whole_time_to_answer() -> None:
    step = standing_still(PERSON_SINCE, None, RULES, _at(60)).outcome
    assert (step.word, step.look_at) == (Stillness.ASK_THE_PERSON, _at(63))


@pytest.mark.parametrize(
    ("noticed_at", "now", "word"),
    [
        (None, _at(4) - A_MOMENT, Stillness.NOTHING_YET),
        (None, _at(4), Stillness.ALERT),
        (_at(4), _at(10) - A_MOMENT, Stillness.NOTHING_YET),
        (_at(4), _at(10), Stillness.GIVE_IT_BACK),
        (None, _at(11), Stillness.GIVE_IT_BACK),
    ],
)
def test_an_agent_who_does_not_answer_is_noticed_and_then_helped(
    noticed_at: datetime | None, now: datetime, word: Stillness
) -> None:
    assert standing_still(AGENT_SINCE, noticed_at, RULES, now).outcome.word is word


@pytest.mark.parametrize(
    ("last_seen", "left", "where"),
    [
        (None, False, Whereabouts.HERE),
        (_at(-2) + A_MOMENT, False, Whereabouts.HERE),
        (_at(-2), False, Whereabouts.UNHEARD_OF),
        (_at(0), True, Whereabouts.LEFT),
    ],
)
def test_only_a_page_that_said_it_was_there_can_fall_silent(
    last_seen: datetime | None, left: bool, where: Whereabouts
) -> None:
    assert whereabouts(last_seen, left, TAKEN, RULES).outcome is where


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (WrapUpGiven(("other",), "emergency"), WrapUpWord.WHOLE),
        (WrapUpGiven((), "emergency"), WrapUpWord.REASON_MISSING),
        (WrapUpGiven(("other", "gossip"), "emergency"), WrapUpWord.REASON_UNKNOWN),
        (WrapUpGiven(("other",), ""), WrapUpWord.SELF_HELP_MISSING),
        (WrapUpGiven(("other",), "bored"), WrapUpWord.SELF_HELP_UNKNOWN),
    ],
)
def test_a_wrap_up_says_what_it_was_about_and_why_self_help_did_not_do(given: WrapUpGiven, word: WrapUpWord) -> None:
    decision = wrap_up(given, RULES)
    assert decision.outcome is word
    assert decision.because


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_a_count_so_small_that_it_could_point_at_somebody_is_not_told(count: int, told: int | None) -> None:
    assert told_count(count, RULES).outcome == told
