"""The number that a person is given, and what becomes of it when they type it back."""

from __future__ import annotations

import random
import secrets

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openline.domain.item_number import ALPHABET, ItemNumber, NotAnItemNumber, new_item_number, parse_item_number

characters = st.sampled_from(ALPHABET)
numbers = st.integers().map(lambda seed: new_item_number(random.Random(seed).choice))
places = st.integers(0, 10)


def test_the_alphabet_holds_no_two_characters_that_look_or_read_alike() -> None:
    for pair in ("0O", "0D", "0Q", "1I", "1L", "5S", "2Z", "8B", "6G", "UV"):
        assert len(set(pair) & set(ALPHABET)) <= 1
    assert not set("AEIOU") & set(ALPHABET)


def test_a_new_number_is_shown_in_groups_and_read_back() -> None:
    number = new_item_number(secrets.choice)
    groups = str(number).split("-")
    assert [len(group) for group in groups] == [4, 4, 3]
    assert parse_item_number(str(number)) == number


def test_two_numbers_are_hardly_ever_the_same() -> None:
    assert len({new_item_number(secrets.choice).text for _ in range(1000)}) == 1000


@given(numbers)
def test_it_is_read_in_lower_case_and_with_spaces(number: ItemNumber) -> None:
    assert parse_item_number(f"  {str(number).lower().replace('-', ' ')} ") == number


@given(numbers)
def test_letters_that_can_only_mean_a_digit_are_read_as_it(number: ItemNumber) -> None:
    mistaken = number.text.translate(str.maketrans("5286", "SZBG"))
    assert parse_item_number(mistaken) == number


@given(numbers, places, characters)
def test_one_wrong_character_is_always_noticed(number: ItemNumber, place: int, wrong: str) -> None:
    assume(number.text[place] != wrong)
    typed = number.text[:place] + wrong + number.text[place + 1 :]
    assert parse_item_number(typed) is NotAnItemNumber.CHECK_DISAGREES


@given(numbers, places, places)
def test_two_swapped_characters_are_always_noticed(number: ItemNumber, one: int, other: int) -> None:
    typed = list(number.text)
    assume(typed[one] != typed[other])
    typed[one], typed[other] = typed[other], typed[one]
    assert parse_item_number("".join(typed)) is NotAnItemNumber.CHECK_DISAGREES


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", NotAnItemNumber.TOO_SHORT),
        ("2345", NotAnItemNumber.TOO_SHORT),
        ("2" * 12, NotAnItemNumber.TOO_LONG),
        ("2" * 10_000, NotAnItemNumber.TOO_LONG),
        ("O234-5678-9CD", NotAnItemNumber.STRANGE_CHARACTER),
        ("ñ234-5678-9CD", NotAnItemNumber.STRANGE_CHARACTER),
    ],
)
def test_what_is_no_number_is_refused_with_one_word(typed: str, reason: NotAnItemNumber) -> None:
    assert parse_item_number(typed) is reason


def test_it_is_spelled_for_the_phone() -> None:
    assert ItemNumber("2C3D4F5H6J7").spelled() == (
        "2, Charlie, 3, Delta",
        "4, Foxtrot, 5, Hotel",
        "6, Juliett, 7",
    )
    assert all(ItemNumber(character * 11).spelled() for character in ALPHABET)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    parse_item_number(text)
