"""Where a text is cut into clauses, and what of it is looked at."""

from __future__ import annotations

import pytest

from openline.domain.heard import Heard
from openline.gateways.understanding.clauses import ClausedText, Clauses

CLAUSES = Clauses.of(Heard(goes_on_with=frozenset({"how", "and"}), further_matter=frozenset({"and", "y", "and also"})))


def cut(text: str) -> list[str]:
    said = CLAUSES.cut(text)
    return [said.clause(place) for place in range(len(said))]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("I lost my card", []),
        ("I lost my card and I moved", ["I lost my card", "I moved"]),
        ("I lost my card, and also I moved", ["I lost my card", "I moved"]),
        ("I lost my card, how do I pay", ["I lost my card", "how do I pay"]),
        ("I lost my card. And I moved.", ["I lost my card.", "I moved."]),
        ("me mudé Y perdí la tarjeta", ["me mudé", "perdí la tarjeta"]),
        ("it fell, somewhere", []),
        ("my wife and I moved", ["my wife", "I moved"]),
        ("bread and butter", []),
        ("bread and butter. Where is my case?", ["bread and butter.", "Where is my case?"]),
        ("Hi. I lost my card", []),
    ],
)
def test_a_clause_ends_with_a_sentence_and_at_the_languages_words(text: str, clauses: list[str]) -> None:
    assert cut(text) == clauses


def test_of_a_long_story_the_last_sentences_are_looked_at() -> None:
    story = "We came and stayed here. " * 9 + "My card is lost and I moved."
    assert cut(story) == ["We came and stayed here."] * 2 + ["My card is lost and I moved."]


def test_the_words_of_two_matters_are_all_that_was_said_cut_where_the_later_begins() -> None:
    said = CLAUSES.cut("We are four. I lost my card and I moved. It was in May.")
    both = (("card", "We are four. I lost my card"), ("address", "I moved. It was in May."))
    assert said.told_apart({"card": 1, "address": 2}) == said.told_apart({"address": 2, "card": 1}) == both


def test_no_part_is_long_and_the_whole_keeps_its_beginning_and_its_end() -> None:
    parts = CLAUSES.cut(f"first {'word ' * 100} and {'other ' * 100} last").parts
    assert [len(part) for part in parts] == sorted((len(part) for part in parts), reverse=True)
    assert len(parts[0]) <= 211 and all(len(part) <= 65 for part in parts[1:])
    assert parts[0].startswith("first") and parts[0].endswith("last")


@pytest.mark.parametrize("text", ["", " ", "...", "\x00"])
def test_nothing_said_has_no_parts(text: str) -> None:
    assert CLAUSES.cut(text).parts == [] == ClausedText("").parts


def test_a_long_sentence_is_looked_at_where_it_ends() -> None:
    assert cut("we came and " * 20 + "I lost my card and I moved") == ["we came", "I lost my card", "I moved"]
