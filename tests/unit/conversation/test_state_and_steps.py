"""What is saved between turns, and how a flow is shown."""

import pytest
from tests.unit.conversation.playing import RECEIPT, Person, uscis, word_for_word

from openline.conversation import State, UnknownStateFormat, Utterance, describe, step
from openline.conversation.running import UnknownOutcome
from openline.conversation.state import Frame, Outcome
from openline.conversation.talk import FactMissing


def test_a_conversation_saved_by_a_newer_version_is_refused_by_name() -> None:
    with pytest.raises(UnknownStateFormat):
        State.from_json({**State.new("en", "assistant").to_json(), "format": 99})


def test_another_process_is_given_the_same_action_when_the_first_one_died() -> None:
    state = State.new("en", "assistant", language_chosen=True)
    state, _ = step(uscis(), state, Utterance("where is my case"), word_for_word(), "assistant")
    state, _ = step(uscis(), state, Utterance(RECEIPT), word_for_word(), "assistant")
    state, first = step(uscis(), state, Utterance("yes"), word_for_word(), "assistant")
    _, again = step(uscis(), state, Utterance("hello?"), word_for_word(), "assistant")
    assert first.pending and again.pending == first.pending


def test_a_conversation_in_a_flow_that_was_taken_away_goes_on() -> None:
    person = Person()
    person.says("where is my case")
    gone = Frame("a_flow_of_yesterday", "case_status", (3, "found", 1))
    person.state = State.from_json({**person.state.to_json(), "frames": [], "awaits": None})
    person.state = State.from_json(
        {**person.state.to_json(), "frames": [{**gone.__dict__}] if hasattr(gone, "__dict__") else []}
    )
    assert person.says("where is my case")


def test_an_outcome_that_does_not_exist_is_the_callers_mistake() -> None:
    person = Person()
    for text in (RECEIPT, "yes"):
        person.state, person.turn = step(uscis(), person.state, Utterance(text), word_for_word(), "assistant")
        if person.turn.pending and person.turn.pending.action == "side_answer":
            nothing = Outcome("side_answer", "none")
            person.state, person.turn = step(uscis(), person.state, nothing, word_for_word(), "assistant")
    with pytest.raises(UnknownOutcome):
        step(uscis(), person.state, Outcome("case_status", "lost"), word_for_word(), "assistant")
    with pytest.raises(FactMissing):
        step(uscis(), person.state, Outcome("case_status", "found"), word_for_word(), "assistant")


def test_a_flow_is_shown_in_its_order_and_a_turn_names_its_step() -> None:
    shown = describe(uscis(), "case_status")
    assert [(s.verb, s.target) for s in shown if s.depth == 0] == [
        ("look_up", "side_answer"), ("ask", "receipt_number"), ("look_up", "case_status"), ("offer", "anything_else"),
    ]  # fmt: skip
    person = Person()
    person.says("where is my case")
    assert person.turn.step in {s.address for s in shown}


def test_every_intent_has_somewhere_to_go() -> None:
    book = uscis()
    for intent in book.flow_of:
        person = Person()
        sayings = word_for_word()._intent_of["en"]
        saying = next(text for text, known in sayings.items() if known == intent)
        assert person.says(saying)
        assert person.turn.awaits or person.turn.ended or intent == "thanks_goodbye"
