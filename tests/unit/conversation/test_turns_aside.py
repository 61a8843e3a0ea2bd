"""People who stop, ask something else, ask again, say nothing, or cannot be understood."""

import pytest
from tests.unit.conversation.playing import RECEIPT, Person


@pytest.mark.parametrize(
    ("language", "status", "stop"), [("en", "where is my case", "never mind"), ("es", "estado de mi caso", "olvídelo")]
)
def test_stopping_leaves_the_matter_and_asks_what_else(language: str, status: str, stop: str) -> None:
    person = Person(language)
    person.says(status)
    assert person.says(stop) == ["cancelled", "anything_else"]


def test_asking_something_else_comes_back_to_the_question() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says("what are your hours") == ["our_hours", "ask_receipt_number"]
    assert person.gives(RECEIPT) == ["status_summary", "anything_else"]


def test_stopping_the_second_matter_goes_back_to_the_first() -> None:
    person = Person()
    person.says("where is my case")
    person.says("i want to expedite my case")
    assert person.says("cancel") == ["cancelled", "ask_receipt_number"]
    assert person.state.frames[-1].flow == "case_status"


def test_again_says_the_same_once_more() -> None:
    person = Person(channel="voice")
    first = person.says("case status")
    text = person.turn.says[-1].text
    assert person.says("say that again") == first == person.presses("*")
    assert person.turn.says[-1].text == text


def test_two_misunderstandings_lead_to_the_offer_of_a_person_in_hours() -> None:
    person = Person()
    person.opens()
    assert person.says("gralf the nimble") == ["not_understood", "how_can_we_help"]
    assert person.says("wobble wobble") == ["a_person"]
    assert person.says("yes") == ["queued"]
    assert person.queued_with and person.queued_with.reason == "not_understood"
    assert person.queued_with.slots["the_matter"] == "wobble wobble"


def test_who_wants_no_person_is_told_what_works_now() -> None:
    person = Person("es")
    person.says("gralf the nimble")
    person.says("wobble wobble")
    assert person.says("no") == ["tools_now", "anything_else"]
    assert person.queued_with is None


def test_two_misunderstandings_lead_to_the_tools_out_of_hours() -> None:
    person = Person(world={"live_help": "closed"})
    person.says("gralf the nimble")
    assert person.says("wobble wobble") == ["closed_now", "tools_now", "send_the_pointers"]
    assert person.queued_with is None


def test_a_number_that_cannot_be_read_is_asked_for_and_then_leads_on() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says("IOE 091") == ["ask_receipt_number_again"]
    person.says("it is long")
    assert person.says("no idea what you mean")[-1] == "queued"


def test_silence_is_waited_for_and_then_closes_with_what_was_said_kept() -> None:
    person = Person("es", channel="voice")
    person.says("estado de mi caso")
    assert person.is_silent() == ["still_there", "ask_receipt_number"]
    person.is_silent()
    assert person.is_silent() == ["closed_for_now"]
    assert person.turn.ended


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07\x1b", "?!?", "\u200b", "😀"])
def test_text_without_words_is_an_unclear_answer(text: str) -> None:
    person = Person()
    person.opens()
    assert person.says(text) == ["not_understood", "how_can_we_help"]


def test_ten_thousand_characters_are_asked_for_in_fewer_and_nothing_is_lost() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says("x" * 10_000) == ["shorter_please", "ask_receipt_number"]
    assert person.gives(RECEIPT) == ["status_summary", "anything_else"]


def test_control_characters_within_a_number_do_not_hide_it() -> None:
    person = Person()
    person.says("where is my case")
    assert person.gives("IOE\x0009123\x0745678")[0] == "status_summary"


def test_an_answer_delivered_twice_says_the_same_and_does_nothing_twice() -> None:
    person = Person()
    person.says("where is my case")
    person.gives(RECEIPT)
    outcome = person.answer(person.ran[0])
    before = person.state.slots
    assert person.meets(outcome) == ["status_summary", "anything_else"]
    assert person.state.slots == before and len(person.ran) == 1


def test_a_wrong_key_is_an_unclear_answer() -> None:
    person = Person(channel="voice")
    person.opens()
    assert person.presses("8") == ["not_understood", "how_can_we_help"]


def test_no_to_what_can_be_chosen_ends_kindly() -> None:
    person = Person()
    person.opens()
    assert person.says("no thanks") == ["goodbye"]
