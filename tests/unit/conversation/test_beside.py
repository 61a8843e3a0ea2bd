"""What is asked beside the question that is open, and matters that are taken alone."""

from __future__ import annotations

import pytest
from tests.unit.conversation.playing import RECEIPT, Guessing, Person, guess


def test_a_question_about_the_question_is_answered_and_costs_no_try() -> None:
    person = Person(world={"side_answer": ["none", "answered"]})
    person.says("where is my case")
    assert person.says("what is a receipt number") == ["the_answer", "answer_source", "ask_receipt_number"]
    assert not person.state.tries.get("receipt_number")
    assert person.ran[-1].slots["question"] == "what is a receipt number"


def test_what_is_no_question_that_we_answer_is_one_more_try_and_then_leads_on() -> None:
    person = Person()
    person.says("where is my case")
    for _ in range(2):
        assert person.says("blue green yellow red") == ["ask_receipt_number_again"]
    assert "a_person_instead" in person.says("blue green yellow red")


def test_the_question_beneath_an_aside_can_be_answered_at_once() -> None:
    person = Person()
    person.says("where is my case")
    person.says("how do i file a g-28")
    assert person.state.awaits == "yes_no"
    assert person.says(RECEIPT) == ["confirm_receipt_number"]
    assert person.says("yes")[0] == "status_summary"


@pytest.mark.parametrize("in_the_middle", [False, True])
def test_a_protected_matter_beside_another_is_asked_for_no_number(in_the_middle: bool) -> None:
    told = "i have a vawa case and need the status"
    seen = {told: guess("case_status", second="protected_case_vawa_t_u")}
    person = Person(understanding=Guessing(seen), world={"live_help": "closed"})
    if in_the_middle:
        person.says("where is my case")
    said = person.says(told)
    assert said[0] == "no_details_here" and "ask_receipt_number" not in said
    assert person.state.frames == () and person.state.waiting == ()


def test_nobody_is_put_in_line_for_a_second_matter_that_was_perhaps_heard_wrong() -> None:
    told = "renew my card, also an office in tampa"
    person = Person(understanding=Guessing({told: guess("green_card_replace", second="field_office_appointment")}))
    person.says(told)
    assert person.says("yes") == ["go_on_with_the_other"]
    assert person.says("no") == ["anything_else"]
    assert person.queued_with is None


def test_stopping_the_first_of_two_matters_asks_whether_the_other_is_wanted() -> None:
    person = Person()
    person.says("where is my case and also what are your hours")
    assert person.says("stop") == ["cancelled", "go_on_with_the_other"]
    assert person.says("yes") == ["our_hours", "anything_else"]


def test_no_to_a_question_for_an_address_is_no_wrong_address() -> None:
    person = Person(world={"live_help": "closed", "answer": "declined"})
    person.says("my card never came")
    person.says("yes")
    assert person.state.awaits == "pointers_address"
    assert person.says("no") == ["no_address_no_matter", "anything_else"]


def test_thanks_and_start_over_have_their_place_in_the_middle() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says("thank you") == ["gladly_and_on", "ask_receipt_number"]
    assert person.says("start over") == ["welcome", "how_can_we_help"]


def test_no_in_the_middle_is_no_other_language() -> None:
    person = Person(world={"tier_1": "who_asks"})
    person.says("i want to make a complaint")
    assert person.says("no") == ["ask_standing_again"] and person.state.language == "en"


def test_who_is_being_hit_hears_where_help_is_and_is_led_to_those_who_may_help() -> None:
    told = "my husband is hitting me right now and says he will call immigration"
    person = Person(understanding=Guessing({told: guess("protected_case_vawa_t_u")}), world={"live_help": "closed"})
    assert person.says(told)[:2] == ["help_in_danger", "no_details_here"]
    stranger = Person(understanding=Guessing({told: guess("out_of_scope")}))
    assert stranger.says(told)[0] == "help_in_danger" and "cannot_help_with_that" not in stranger.says(told)
