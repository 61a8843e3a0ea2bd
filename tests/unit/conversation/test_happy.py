"""People who say what they want and answer what they are asked."""

import pytest
from tests.unit.conversation.playing import RECEIPT, Guessing, Person, word_for_word

from openline.conversation import Understood, Verdict

EMERGENCY = {
    "en": "my client's mother is dying, I need an emergency travel document",
    "es": "mi mamá se está muriendo y necesito viajar",
}
STATUS = {"en": "where is my case", "es": "dónde está mi caso"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_typed_receipt_number_gets_the_status_and_no_offer_of_a_person(language: str) -> None:
    person = Person(language)
    assert person.says(STATUS[language]) == ["ask_receipt_number"]
    assert person.gives(f"it's {RECEIPT}") == ["status_summary", "anything_else"]
    assert person.turn.awaits == "anything_else"
    assert person.queued_with is None
    assert [pending.action for pending in person.ran] == ["case_status"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_spoken_receipt_number_is_read_back_before_it_is_looked_up(language: str) -> None:
    person = Person(language, channel="voice")
    person.says(STATUS[language])
    assert person.says("I O E 09 12 34 56 78") == ["confirm_receipt_number"]
    assert "I, O, E, 0, 9" in person.turn.says[0].text
    assert person.presses("1") == ["status_summary", "anything_else"]


def test_a_receipt_number_can_be_keyed_with_the_keys_that_carry_its_letters() -> None:
    person = Person(channel="voice")
    person.says("case status")
    person.presses("4630912345678#")
    assert person.says("yes") == ["status_summary", "anything_else"]
    assert person.ran[0].slots["receipt_number"] == RECEIPT


def test_a_receipt_number_in_the_first_sentence_is_not_asked_for_again() -> None:
    person = Person()
    assert person.gives(RECEIPT) == ["status_summary", "anything_else"]


@pytest.mark.parametrize("word", ["infopass", "cita infopass"])
def test_infopass_is_one_utterance_to_the_queue(word: str) -> None:
    person = Person("en" if word == "infopass" else "es")
    said = person.says(word)
    assert said[-1] == "queued"
    assert person.queued_with and person.queued_with.reason == "straight_to_queue"
    assert person.turn.awaits == "a_person"


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_emergency_is_queued_as_one_and_told_what_to_have_at_hand(language: str) -> None:
    person = Person(language)
    assert person.says(EMERGENCY[language]) == ["sorry_and_how", "ask_receipt_number"]
    assert person.gives(RECEIPT) == ["before_you_wait", "wait_known", "queued"]
    assert person.queued_with and person.queued_with.reason == "emergency"
    assert person.queued_with.slots["the_matter"] == EMERGENCY[language]
    assert "contacts.emergencies" in person.queued_with.because


def test_an_emergency_without_a_number_is_queued_all_the_same() -> None:
    person = Person()
    person.says(EMERGENCY["en"])
    assert person.says("I don't have it")[-1] == "queued"
    assert person.queued_with and person.queued_with.reason == "emergency"


def test_an_expedite_request_carries_the_reason_in_the_persons_words() -> None:
    person = Person()
    person.says("i want to expedite my case")
    person.gives(RECEIPT)
    assert person.turn.awaits == "expedite_reason"
    person.says("my employer will let me go")
    assert person.queued_with and person.queued_with.slots["expedite_reason"] == "my employer will let me go"


def test_a_callback_is_told_once_the_code_proves_the_address() -> None:
    person = Person(world={"callback_state": ["code_sent", "wrong_code", "waiting"]})
    person.state = person.state.knowing(item_number="known")
    assert person.says("when will you call me back") == ["code_sent", "ask_code"]
    assert person.says("111 111") == ["code_was_wrong", "ask_code"]
    assert person.says("222222") == ["callback_waiting", "anything_else"]


def test_a_missed_call_opens_the_matter_again() -> None:
    person = Person("es")
    person.state = person.state.knowing(item_number="known")
    assert person.says("perdí su llamada") == ["sorry_we_missed_you", "matter_reopened", "anything_else"]


def test_choosing_by_digit_and_by_label_are_the_same() -> None:
    by_digit, by_label = Person(), Person()
    by_digit.opens()
    label = by_label.opens() and by_label.turn.options[0].label
    assert by_digit.presses("1") == by_label.says(str(label)) == ["ask_receipt_number"]


def test_a_voice_says_its_options_with_their_keys() -> None:
    person = Person(channel="voice")
    person.opens()
    assert all(option.label in person.turn.says[-1].text for option in person.turn.options)


def test_no_to_anything_else_ends_kindly_and_a_word_begins_anew() -> None:
    person = Person()
    person.gives(RECEIPT)
    assert person.says("no thanks") == ["goodbye"]
    assert person.turn.ended
    assert person.says("where is my case") == ["ask_receipt_number"]


def test_two_matters_in_one_sentence_are_taken_one_after_the_other() -> None:
    person = Person()
    said = person.says("where is my case and also what are your hours")
    assert said == ["two_matters", "ask_receipt_number"]
    assert person.gives(RECEIPT) == ["status_summary", "now_the_other", "our_hours", "anything_else"]


def test_two_questions_with_an_answer_each_are_both_answered_each_to_its_words() -> None:
    text = "how much is the fee and which form is it"
    told = ("fees_payment", "the fee"), ("forms", "the form")
    both = Understood((("fees_payment", 0.6), ("forms", 0.5)), Verdict.ACCEPTED, "forms", 0, told)
    person = Person(understanding=Guessing({text: both}))
    assert person.says(text) == ["two_matters", "the_answer", "answer_source", "did_that_help"]
    assert person.says("yes")[:2] == ["now_the_other", "the_answer"]
    asked = [(ran.intent, ran.slots["the_matter"]) for ran in person.ran if ran.action == "answer"]
    assert asked == [("fees_payment", "the fee"), ("forms", "the form")]


def test_two_troubles_that_one_person_takes_are_one_matter_with_all_its_words() -> None:
    text = "the card never came and the notice never came"
    both = Understood((("card_not_received", 0.6),), Verdict.ACCEPTED, "notice_not_received")
    person = Person(understanding=Guessing({text: both}))
    assert "two_matters" not in person.says(text)
    assert person.state.frames[0].intent == "card_not_received"
    assert person.state.slots["the_matter"] == text
    assert person.state.waiting == ()


def test_what_cannot_be_answered_is_declined_with_what_can_be_done() -> None:
    person = Person(world={"answer": "declined"})
    book = word_for_word()
    saying = next(text for text, intent in book._intent_of["en"].items() if intent == "out_of_scope")
    assert person.says(saying) == ["cannot_help_with_that", "what_we_can_do"]
    assert person.turn.options and person.queued_with is None


def test_what_is_answered_here_comes_before_the_line_for_a_person() -> None:
    person = Person()
    assert person.says("my card never came and also what are your hours")[:3] == [
        "two_matters",
        "our_hours",
        "now_the_other",
    ]


def test_an_emergency_comes_first_and_what_else_was_named_reaches_the_person() -> None:
    person = Person()
    person.says("where is my case and also emergency advance parole")
    assert person.gives(RECEIPT)[-2:] == ["queued", "goes_along"]
    assert person.queued_with and person.queued_with.slots["also_named"] == "where is my case"
