"""What is kept of a question that nobody answered tells of no person."""

from __future__ import annotations

import pytest
from tests.unit.domain.heard import HEARD

from openline.domain.knowledge_gaps import key_of, without_personal_data

KNOWN = {"can", "i", "bring", "my", "dog", "to", "the", "interview", "is", "a", "about", "card", "uscis", "i485", "and"}


def kept(text: str) -> str:
    return without_personal_data(text, KNOWN.__contains__, HEARD.names_follow)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("my receipt is MSC2190012345, can I bring my dog", "MSC2190012345"),
        ("call me at (202) 555-0142 about the card", "555-0142"),
        ("write to someone@example.org about the card", "someone"),
        ("my name is quella drumharrow and i bring my dog", "quella"),
        ("my name is quella drumharrow and i bring my dog", "drumharrow"),
        ("me llamo tarsio belmontane", "belmontane"),
        ("Can Quella Drumharrow bring my dog", "Quella"),
        ("Drumharrow again, about the card", "Drumharrow"),
        ("mi abogado Mr. Vossberry", "Vossberry"),
        ("look at https://example.org/me?id=abc", "example"),
    ],
)
def test_numbers_addresses_and_names_are_left_out(said: str, secret: str) -> None:
    assert secret.casefold() not in kept(said).casefold()


def test_what_the_question_is_about_stays() -> None:
    assert kept("Can I bring my dog to the interview?") == "Can I bring my dog to the interview?"
    assert kept("CAN I BRING MY PARROT") == "can i bring my parrot"
    assert "I-485" in kept("a question about my I-485")


def test_the_same_question_counts_under_one_key() -> None:
    assert key_of("Can I bring my DOG?") == key_of("can i bring my dog") == "can i bring my dog"
