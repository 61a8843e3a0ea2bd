"""People who speak the other language, from the start or from the middle of a sentence."""

from tests.unit.conversation.playing import RECEIPT, Person


def test_the_first_words_choose_the_language_when_none_was_chosen() -> None:
    person = Person("en", chosen=False)
    person.says("dónde está mi caso por favor, quiero saber")
    assert person.turn.language == "es"
    assert person.state.language_chosen


def test_a_chosen_language_is_kept_whatever_is_said() -> None:
    person = Person("en")
    person.says("hola buenos días")
    assert person.turn.language == "en"


def test_another_language_in_the_middle_keeps_what_was_said() -> None:
    person = Person(world={"case_status": ["not_found", "found"]})
    person.says("where is my case")
    person.gives(RECEIPT)
    assert person.says("en español por favor") == ["language_changed", "ask_receipt_number"]
    assert person.turn.language == "es"
    assert person.ran[-1].action == "keep_language"
    assert person.gives(RECEIPT) == ["status_summary", "anything_else"]


def test_another_language_beside_the_answer_takes_both() -> None:
    person = Person()
    person.says("where is my case")
    assert person.says(f"{RECEIPT}, en español por favor") == ["language_changed", "confirm_receipt_number"]
    assert person.says("sí") == ["status_summary", "anything_else"]
    assert person.turn.language == "es"


def test_another_language_at_the_opening_greets_in_it() -> None:
    person = Person("es")
    person.opens()
    assert person.says("english") == ["language_changed", "welcome", "how_can_we_help"]
    assert person.turn.options


def test_another_language_when_nothing_is_open_asks_in_it() -> None:
    person = Person()
    person.says("where is my case")
    person.gives(RECEIPT)
    assert person.says("spanish") == ["language_changed", "anything_else"]


def test_a_word_of_both_languages_changes_neither() -> None:
    person = Person("en", channel="voice", chosen=False)
    person.opens()
    person.says("no")
    assert person.turn.language == "en"
