"""People who ask for a person, in hours and out of them."""

import pytest
from tests.unit.conversation.playing import RECEIPT, Guessing, Person, guess

from openline.conversation import Understood, Verdict


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "agent"), ("en", "live agent"), ("en", "operator"), ("es", "agente"), ("es", "operador")],
)
@pytest.mark.parametrize("channel", ["assistant", "voice"])
def test_agent_alone_is_asked_what_it_is_about(language: str, word: str, channel: str) -> None:
    person = Person(language, channel)
    assert person.says(word) == ["matter_first", "ask_the_matter"]
    assert "contacts.matter_before_person" in person.turn.says[-1].because
    assert not person.ran


def test_a_matter_that_self_service_answers_is_answered_there() -> None:
    person = Person()
    person.says("agent")
    assert person.says("where is my case") == ["ask_receipt_number"]
    assert person.gives(RECEIPT) == ["status_summary", "anything_else"]
    assert person.queued_with is None


def test_a_matter_without_self_service_is_queued_with_the_words_and_the_reason() -> None:
    person = Person()
    person.says("agent")
    person.world["answer"] = "declined"
    person.says("my card never came")
    assert person.turn.awaits == "receipt_number"
    assert person.gives(RECEIPT) == ["queued"]
    assert person.queued_with
    assert person.queued_with.intent == "card_not_received"
    assert person.queued_with.reason == "no_answer"
    assert person.queued_with.slots["the_matter"] == "my card never came"


def test_a_matter_in_unknown_words_is_queued_as_it_was_said() -> None:
    person = Person()
    person.says("agent")
    assert person.says("the thing with the blue paper again")[-1] == "queued"
    assert person.queued_with and person.queued_with.slots["the_matter"] == "the thing with the blue paper again"


def test_insisting_without_a_matter_leads_on_after_the_tries() -> None:
    person = Person()
    person.says("agent")
    assert person.says("agent") == ["ask_the_matter_again"]
    assert person.says("agent")[-1] == "queued"
    assert person.queued_with and person.queued_with.reason == "not_understood"


def test_asking_for_a_person_within_self_service_is_a_try_of_it() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says("agent") == ["agent_first", "ask_receipt_number"]
    assert person.gives(RECEIPT) == ["status_summary", "anything_else"]


@pytest.mark.parametrize(
    "words", ["infopass", "my mother is dying and i need to travel", "i want to make a complaint", "my card never came"]
)
def test_out_of_hours_no_one_is_queued_and_all_are_told_when_it_opens(words: str) -> None:
    person = Person(world={"live_help": "closed"})
    person.world["answer"] = "declined"
    said = person.says(words)
    assert "closed_now" in said[:2] and len(said) <= 4
    assert person.queued_with is None


def test_closing_while_handing_over_is_told_too() -> None:
    person = Person(world={"tier_1": "closed_now"})
    assert person.says("infopass")[-3:] == ["closed_until", "tools_now", "anything_else"]
    assert not person.state.with_person


def test_words_in_line_are_kept_for_the_person() -> None:
    person = Person()
    person.says("infopass")
    assert person.says("are you there?") == ["kept_for_person"]
    person.state = person.state.back_from_person()
    assert person.says("where is my case") == ["ask_receipt_number"]


def test_a_protected_matter_goes_to_senior_officers_without_a_look_up() -> None:
    person = Person()
    person.says("i have a vawa case")
    assert [pending.action for pending in person.ran] == ["own_line", "live_help", "tier_3"]


def test_a_person_is_offered_where_the_answer_did_not_help() -> None:
    person = Person()
    assert person.says("how much is the fee") == ["the_answer", "answer_source", "did_that_help"]
    assert person.says("no") == ["a_person_now"]
    assert person.says("yes")[-1] == "queued"
    assert person.queued_with and person.queued_with.reason == "answer_did_not_help"


def test_a_person_is_not_offered_where_the_answer_helped() -> None:
    person = Person()
    person.says("how much is the fee")
    assert person.says("yes") == ["anything_else"]
    assert person.queued_with is None


def test_a_question_without_an_answer_is_declined_and_a_person_offered() -> None:
    person = Person(world={"answer": "declined"})
    assert person.says("how much is the fee") == ["cannot_answer", "a_person_now"]
    person.says("yes")
    assert person.queued_with and person.queued_with.reason == "no_answer"


def test_out_of_hours_a_question_without_an_answer_is_offered_what_works_then() -> None:
    person = Person(world={"answer": "declined", "live_help": "closed"})
    assert person.says("how much is the fee") == ["cannot_answer", "closed_now", "tools_now", "send_the_pointers"]
    person.says("yes")
    assert person.says("ana@example.org") == ["confirm_pointers_address"]
    assert person.says("yes") == ["pointers_sent", "anything_else"]
    assert person.ran[-1].slots["pointers_address"] == "ana@example.org"


def test_why_no_person_is_answered_and_the_open_question_comes_back() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says("why can't I talk to a person?") == ["why_self_service_first", "ask_receipt_number"]


def test_each_time_that_a_person_is_weighed_the_caller_hears_of_it() -> None:
    person = Person()
    person.says("agent")
    assert [weighed.intent for weighed in person.turn.weighed] == ["live_agent"]
    person.says("the thing with the blue paper again")
    assert person.queued_with


def test_a_question_asked_for_the_person_is_said_to_be_so() -> None:
    person = Person(world={"answer": "declined"})
    person.says("my card never came")
    assert person.says("agent") == ["agent_after_this", "ask_receipt_number"]
    assert person.gives(RECEIPT) == ["queued"]


DYING = "quiero hablar con una persona porque mi mamá se está muriendo"
LIKELY_TOO = Understood((("live_agent", 0.5), ("emergency_advance_parole", 0.33)), Verdict.ACCEPTED)
TOO_FAINT = Understood((("live_agent", 0.5), ("emergency_advance_parole", 0.1)), Verdict.ACCEPTED)
EITHER = Understood((("card_not_received", 0.44), ("live_agent", 0.4)), Verdict.UNSURE, "live_agent")


@pytest.mark.parametrize(
    ("guesses", "first"),
    [
        ({DYING: LIKELY_TOO}, "sorry_and_how"),
        ({DYING: TOO_FAINT, "porque mi mama se esta muriendo": guess("emergency_advance_parole")}, "sorry_and_how"),
        ({DYING: EITHER}, "the_answer"),
        ({DYING: TOO_FAINT}, "matter_first"),
    ],
)
def test_the_matter_named_beside_the_wish_for_a_person_is_the_matter(
    guesses: dict[str, Understood], first: str
) -> None:
    person = Person("es", understanding=Guessing(guesses))
    assert person.says(DYING)[0] == first


def test_an_emergency_named_with_the_wish_is_heard_in_the_middle_of_another_question() -> None:
    person = Person(understanding=Guessing({DYING: LIKELY_TOO}))
    person.says("where is my case")
    assert person.says(DYING)[:2] == ["language_changed", "sorry_and_how"]


def test_who_asks_why_is_answered_for_the_matter_under_way() -> None:
    person = Person(world={"answer": "declined"})
    person.says("my card never came")
    person.says("why can't I talk to a person?")
    why = next(pending for pending in person.ran if pending.action == "why_no_person")
    assert (why.intent, why.failed) == ("card_not_received", True)
