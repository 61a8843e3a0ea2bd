"""Numbers and codes as people give them."""

import pytest
from tests.unit.conversation.playing import RECEIPT, uscis

from openline.conversation import slots
from openline.domain.item_number import new_item_number

SLOTS = uscis().settings.slots


@pytest.mark.parametrize(
    "typed",
    [
        "IOE0912345678",
        "ioe 091-234-5678",
        "my number is IOE-09-12345678 thanks",
        "I O E 0 9 1 2 3 4 5 6 7 8",
        "ioeO9l2345678",
    ],
)
def test_a_receipt_number_is_read_as_people_type_it(typed: str) -> None:
    assert slots.read(typed, SLOTS["receipt_number"]) == RECEIPT


@pytest.mark.parametrize("typed", ["IOE091234567", "0912345678", "ABC0912345678", "", "IOE"])
def test_what_is_no_receipt_number_is_not_read_as_one(typed: str) -> None:
    assert slots.read(typed, SLOTS["receipt_number"]) is None


def test_keys_that_fit_no_prefix_give_no_number() -> None:
    assert slots.read_keys("1110912345678", SLOTS["receipt_number"]) is None
    assert slots.read_keys("463091234567", SLOTS["receipt_number"]) is None


def test_an_item_number_is_found_within_a_sentence() -> None:
    number = new_item_number(lambda alphabet: alphabet[3])
    assert slots.read(f"it is {number}, I think", SLOTS["item_number"]) == number.text
    assert slots.read("I do not think I have one of those", SLOTS["item_number"]) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        ("the code is 123-456.", "123456"),
        ("12 34 56", "123456"),
        ("12345", None),
        ("1234567", None),
    ],
)
def test_a_code_has_exactly_its_digits(typed: str, code: str | None) -> None:
    assert slots.read(typed, SLOTS["code"]) == code
