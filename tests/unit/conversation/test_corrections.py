"""People who said something wrong, or find that we got it wrong."""

import pytest
from tests.unit.conversation.playing import OTHER_RECEIPT, RECEIPT, Person


def test_no_to_the_number_read_back_asks_for_it_again() -> None:
    person = Person(channel="voice")
    person.says("case status")
    person.says(RECEIPT)
    assert person.says("no") == ["ask_receipt_number_again"]
    person.gives(OTHER_RECEIPT)
    assert person.ran[0].slots["receipt_number"] == OTHER_RECEIPT


def test_another_number_while_one_is_read_back_is_read_back_instead() -> None:
    person = Person(channel="voice")
    person.says("case status")
    person.says(RECEIPT)
    assert person.says(OTHER_RECEIPT) == ["confirm_receipt_number"]
    person.says("yes")
    assert person.ran[0].slots["receipt_number"] == OTHER_RECEIPT


def test_a_corrected_number_after_the_answer_is_looked_up_anew() -> None:
    person = Person()
    person.says("where is my case")
    person.gives(RECEIPT)
    assert person.gives(f"sorry, I meant {OTHER_RECEIPT}") == ["status_summary", "anything_else"]
    assert person.ran[-1].slots["receipt_number"] == OTHER_RECEIPT


def test_that_was_wrong_without_a_number_asks_for_it() -> None:
    person = Person("es")
    person.says("dónde está mi caso")
    person.gives(RECEIPT)
    assert person.says("me equivoqué") == ["ask_receipt_number"]


def test_a_wrong_number_and_then_the_right_one_ends_in_the_status() -> None:
    person = Person(world={"case_status": ["not_found", "found"]})
    person.says("where is my case")
    assert person.gives(RECEIPT) == ["receipt_not_found", "ask_receipt_number"]
    assert person.gives(OTHER_RECEIPT) == ["status_summary", "anything_else"]


def test_a_number_that_is_never_found_leads_on_to_a_person() -> None:
    person = Person(world={"case_status": "not_found"})
    person.says("where is my case")
    person.gives(RECEIPT)
    person.gives(RECEIPT)
    assert person.gives(OTHER_RECEIPT)[-1] == "queued"
    assert person.queued_with and person.queued_with.reason == "self_service_failed"


def test_records_that_cannot_be_reached_leave_the_matter_taken_down() -> None:
    person = Person(world={"case_status": "unavailable"})
    person.says("where is my case")
    assert person.gives(RECEIPT) == ["records_unavailable", "matter_taken", "anything_else"]


def test_the_next_case_status_asks_for_its_own_number() -> None:
    person = Person()
    person.says("where is my case")
    person.gives(RECEIPT)
    assert person.says("case status") == ["ask_receipt_number"]


@pytest.mark.parametrize(
    ("language", "asks", "tells"),
    [
        ("en", "where is my case", "I made a mistake on my application and wrote the wrong date of my birth there"),
        ("es", "dónde está mi caso", "me equivoqué en mi formulario y puse mal la fecha de nacimiento de mi hija ahí"),
    ],
)
def test_a_mistake_somewhere_else_is_no_correction_of_what_was_said_here(language: str, asks: str, tells: str) -> None:
    person = Person(language)
    person.says(asks)
    person.gives(RECEIPT)
    assert "ask_receipt_number" not in person.says(tells)
    assert person.state.slots["receipt_number"] == RECEIPT


def test_i_typed_it_wrong_to_a_question_asked_anew_costs_no_try() -> None:
    person = Person(world={"case_status": ["not_found", "found"]})
    person.says("where is my case")
    person.gives(RECEIPT)
    tries = dict(person.state.tries)
    assert person.says("I typed it wrong") == ["ask_receipt_number"]
    assert person.state.tries == tries


def test_the_number_was_wrong_said_to_the_next_question_goes_back_to_the_number() -> None:
    person = Person()
    person.says("i want to expedite my case")
    person.gives(RECEIPT)
    assert person.state.awaits == "expedite_reason"
    assert person.says("I made a mistake, wrong receipt number") == ["ask_receipt_number"]
