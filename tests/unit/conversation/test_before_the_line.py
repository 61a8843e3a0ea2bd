"""What a person is asked and told before they wait, and the questions that have choices."""

from tests.unit.conversation.playing import RECEIPT, Person

COMPLAINT = "i want to make a complaint"


def test_who_may_ask_and_the_wait_are_settled_before_the_line() -> None:
    person = Person(world={"tier_1": ["who_asks", "wait_first", "queued"]})
    assert person.says(COMPLAINT)[-2:] == ["before_you_wait", "ask_standing"]
    assert [option.key for option in person.turn.options][-1] == "someone_else"
    assert person.says("it is my case") == ["wait_known", "better_times", "wait_advice", "ask_wait_or_later"]
    assert person.says("I will wait") == ["queued"]
    assert person.queued_with and person.ran[-1].slots["standing"] == "applicant"


def test_somebody_else_learns_before_waiting_that_no_case_is_told_about() -> None:
    person = Person(world={"tier_1": ["who_asks", "general_only", "wait_first", "queued"]})
    person.says(COMPLAINT)
    assert person.says("a friend") == ["no_case_facts", "ask_general_question"]
    assert person.says("yes")[-1] == "ask_wait_or_later"
    assert person.says("1") == ["queued"]


def test_who_does_not_want_to_wait_is_told_what_works_now() -> None:
    person = Person(world={"tier_1": ["who_asks", "wait_first", "not_now"]})
    person.says(COMPLAINT)
    person.says("me")
    assert person.says("another time") == ["come_back_later", "tools_now", "anything_else"]


def test_an_answer_that_is_no_choice_holds_nobody_up() -> None:
    person = Person(world={"tier_1": ["who_asks", "wait_first", "queued"]})
    person.says(COMPLAINT)
    assert person.says("blue") == ["ask_standing_again"]
    assert person.says("green")[-1] == "ask_wait_or_later"
    assert person.ran[-2].slots["standing"] == "unsaid"


def test_asking_for_a_person_at_that_question_asks_it_again() -> None:
    person = Person(world={"tier_1": ["who_asks", "wait_first", "queued"]})
    person.says(COMPLAINT)
    assert person.says("agent") == ["agent_after_this", "ask_standing"]


def test_a_forgotten_password_has_three_choices_and_one_of_them_two_more() -> None:
    person = Person()
    assert person.says("i forgot my password") == ["ask_which_account"]
    assert len(person.turn.options) == 3
    assert person.presses("2") == ["ask_password_or_username"]
    assert [option.key for option in person.turn.options] == ["password", "username"]
    assert person.says("the username") == ["the_answer", "answer_source", "did_that_help"]
    assert person.ran[-1].intent == "case_status_account_recovery"


def test_a_wrong_choice_is_taken_back() -> None:
    person = Person()
    person.says("i forgot my password")
    person.presses("2")
    assert person.says("no, I meant the online account")[:3] == ["corrected", "never_your_password", "the_answer"]
    assert person.ran[-1].intent == "password_reset"


def test_another_language_is_kept_and_an_interpreter_recorded_with_consent() -> None:
    person = Person()
    assert person.says("i need an interpreter") == ["ask_language_wished"]
    assert person.says("we speak Mandarin") == ["wish_kept", "with_an_interpreter", "ask_interpreter"]
    assert person.says("yes") == ["ask_interpreter_consent"]
    assert person.says("I agree") == ["interpreter_recorded", "go_on_together"]
    assert person.ran[-1].slots["language_wished"] == "zh"
    assert person.ran[-1].slots["interpreter_consent"] == "agrees"
    assert person.says("where is my case") == ["ask_receipt_number"]


def test_a_language_that_is_not_listed_is_kept_as_it_is_named() -> None:
    person = Person("es")
    person.says("necesito un intérprete")
    person.says("kirundi")
    assert person.ran[-1].slots["language_wished"] == "kirundi"


def test_a_number_given_in_the_first_words_is_read_back_too() -> None:
    person = Person()
    assert person.says(RECEIPT) == ["confirm_receipt_number"]
    assert [option.key for option in person.turn.options] == ["yes", "no"]


def test_a_short_word_within_a_question_is_no_choice() -> None:
    person = Person(world={"tier_1": ["who_asks", "wait_first", "queued"]})
    person.says(COMPLAINT)
    assert person.says("what are your hours") == ["our_hours", "ask_standing"]


def test_another_question_is_no_language() -> None:
    person = Person()
    person.says("i need an interpreter")
    assert person.says("what are your hours today") != ["wish_kept"]
    assert "language_wished" not in person.state.slots
