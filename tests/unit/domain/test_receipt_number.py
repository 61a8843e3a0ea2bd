"""Receipt numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openline.domain.receipt_number import NoReceiptNumber, ReceiptFound, ReceiptMalformed, find_receipt_number

prefixes = {"IOE", "EAC", "LIN", "MSC"}
digits = 10


def read(text: str) -> str:
    found = find_receipt_number(text, prefixes, digits)
    return found.number if isinstance(found, ReceiptFound) else found.reason.value


@pytest.mark.parametrize(
    "typed",
    [
        "IOE0912345678",
        "ioe0912345678",
        "IOE 09 123-45678",
        "IOE-09-123-45678",
        "IOE*0912345678*",
        "I O E 0 9 1 2 3 4 5 6 7 8",
        "i, o, e, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8",
        "I0E0912345678",
        "IOEO912345678",
        "IOE o9I2345678",
        "(IOE0912345678)",
        "IOE #: 0912345678.",
        "IOE ０９１２３４５６７８",
        "my case is ioe 0912345678 please",
        "IOE0912345678, filed 2 years ago",
        "IOE0912345678 or so",
        "IOE0912345678and EAC9999103403",
        "what is IOE? mine says IOE0912345678",
        "mi número es IOE0912345678, nací en 1990",
    ],
)
def test_a_receipt_number_is_read_however_it_is_typed(typed: str) -> None:
    assert read(typed) == "IOE0912345678"


def test_a_prefix_with_letters_that_look_like_digits_keeps_its_letters() -> None:
    assert read("L1N 21 900 12345") == "LIN2190012345"
    assert read("M5C2190012345") == "MSC2190012345"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", NoReceiptNumber.NOT_FOUND),
        ("hello, where is my case?", NoReceiptNumber.NOT_FOUND),
        ("IOE", NoReceiptNumber.NOT_FOUND),
        ("0912345678", NoReceiptNumber.NOT_FOUND),
        ("\x00\x1b[31m", NoReceiptNumber.NOT_FOUND),
        ("IOE091234567", NoReceiptNumber.TOO_SHORT),
        ("IOE 09 123 4567 and no more", NoReceiptNumber.TOO_SHORT),
        ("IOE09123456789", NoReceiptNumber.TOO_LONG),
        ("I O E 0 9 1 2 3 4 5 6 7 8 9", NoReceiptNumber.TOO_LONG),
        ("IOE" + "9" * 10_000, NoReceiptNumber.TOO_LONG),
        ("ABC0912345678", NoReceiptNumber.WRONG_PREFIX),
        ("abc 09 123 45678", NoReceiptNumber.WRONG_PREFIX),
    ],
)
def test_what_is_wrong_with_a_number_is_said_with_one_word(typed: str, reason: NoReceiptNumber) -> None:
    assert read(typed) == reason.value


def test_what_was_read_of_a_malformed_number_is_kept_short() -> None:
    malformed = find_receipt_number("IOE" + "9" * 10_000, prefixes, digits)
    assert isinstance(malformed, ReceiptMalformed)
    assert len(malformed.read) < 30


def test_prefixes_and_length_are_the_agencys() -> None:
    assert find_receipt_number("LIB-1234", {"LIB"}, 4) == ReceiptFound("LIB1234")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    find_receipt_number(text, prefixes, digits)


@given(
    st.sampled_from(sorted(prefixes)),
    st.text("0123456789", min_size=digits, max_size=digits),
    st.lists(st.sampled_from(["", "", "", "-"]), min_size=12, max_size=12),
    st.booleans(),
)
def test_dashes_and_lower_case_change_nothing(prefix: str, number: str, between: list[str], lower: bool) -> None:
    typed = "".join(map("".join, zip(prefix + number, [*between, ""], strict=True)))
    assert read(typed.lower() if lower else typed) == prefix + number
