"""What people name in passing: A-numbers, forms and days, typed or spoken, in English and Spanish."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.domain.heard import HEARD

from openline.domain.a_number import find_a_number
from openline.domain.day_said import DaySaid
from openline.domain.form_number import find_form_numbers
from openline.domain.things_named import Named, NamedThing, Names, things_named

FORMS = (
    "I-90",
    "I-130",
    "I-131",
    "I-485",
    "I-539",
    "I-765",
    "I-821",
    "I-821D",
    "N-400",
    "G-28",
    "AR-11",
    "I-600",
    "N-600",
)
TUESDAY = date(2026, 11, 24)
CALLED = ("alien", "a-number", "anumber", "USCIS #", "número A", "número de extranjero")
OFFICES = {"honolulu_office": ("Honolulu",), "new_york_office": ("New York",)}
NAMES = Names({"IOE", "MSC"}, 10, FORMS, OFFICES, "US", HEARD, CALLED)


@pytest.mark.parametrize(
    "said",
    [
        "A012345678", "a 012-345-678", "my A# is A12345678", "A-number 012 345 678", "alien number: 012345678",
        "ay zero one two three four five six seven eight", "mi número A es 012345678", "USCIS# 012-345-678",
    ],
)  # fmt: skip
def test_an_a_number_is_read_however_it_is_said(said: str) -> None:
    assert find_a_number(said, HEARD, CALLED) == "A012345678"


def test_a_short_a_number_is_filled_up_and_other_digits_are_none() -> None:
    assert find_a_number("A1234567", HEARD, CALLED) == "A001234567"
    for other in ("A123456", "A1234567890", "a 2023 visa", "call me at 202 555 0142", "MSC2190012345", "a"):
        assert find_a_number(other, HEARD, CALLED) is None


@pytest.mark.parametrize(
    ("said", "forms"),
    [
        ("status of my i485", ("I-485",)),
        ("my I 4 8 5 and i-765", ("I-485", "I-765")),
        ("eye four eighty five pending", ("I-485",)),
        ("la forma i cuatro ochenta y cinco", ("I-485",)),
        ("en four hundred interview", ("N-400",)),
        ("the 765 and the 131", ("I-765", "I-131")),
        ("I821D renewal", ("I-821D",)),
        ("form i-821", ("I-821",)),
        ("g28", ("G-28",)),
        ("AR11 change", ("AR-11",)),
        ("i waited 90 days", ()),
        ("it costs $485", ()),
        ("room 1485", ()),
        ("about 600 people", ()),
    ],
)
def test_forms_are_read_however_they_are_named(said: str, forms: tuple[str, ...]) -> None:
    assert find_form_numbers(said, FORMS, HEARD) == forms


@pytest.mark.parametrize(
    ("said", "language", "day"),
    [
        ("on 03/25/2025", "en", date(2025, 3, 25)),
        ("born 4/17/88", "en", date(1988, 4, 17)),
        ("2025-03-04", "en", date(2025, 3, 4)),
        ("March 4th, 2025 was the date", "en", date(2025, 3, 4)),
        ("the 4th of march", "en", date(2027, 3, 4)),
        ("december third", "en", date(2026, 12, 3)),
        ("my interview is next tuesday", "en", date(2026, 12, 1)),
        ("last friday", "en", date(2026, 11, 20)),
        ("tomorrow at 9", "en", date(2026, 11, 25)),
        ("el 4 de marzo de 2025", "es", date(2025, 3, 4)),
        ("25/03/2025", "es", date(2025, 3, 25)),
        ("el martes pasado", "es", date(2026, 11, 17)),
        ("pasado mañana", "es", date(2026, 11, 26)),
        ("mi cita es mañana", "es", date(2026, 11, 25)),
        ("primero de diciembre", "es", date(2026, 12, 1)),
    ],
)
def test_a_day_is_read_however_it_is_said(said: str, language: str, day: date) -> None:
    found = HEARD.days.find(said, language, TUESDAY)
    assert found is not None and found.day == day


def test_a_day_that_can_be_read_two_ways_says_so() -> None:
    assert HEARD.days.find("03/04/2025", "en", TUESDAY) == DaySaid(date(2025, 3, 4), date(2025, 4, 3))
    assert HEARD.days.find("03/04/2025", "es", TUESDAY) == DaySaid(date(2025, 4, 3), date(2025, 3, 4))


@pytest.mark.parametrize(
    "said", ["", "three weeks ago they said", "12-14 months", "3.5 years", "por la mañana", "99/99/2025"]
)
def test_what_is_no_day_is_not_read_as_one(said: str) -> None:
    assert HEARD.days.find(said, "es", TUESDAY) is None


@given(st.text(max_size=200))
def test_any_text_at_all_is_taken(text: str) -> None:
    find_a_number(text, HEARD, CALLED)
    find_form_numbers(text, FORMS, HEARD)
    for language in ("en", "es"):
        HEARD.days.find(text, language, TUESDAY)


def test_everything_that_was_named_is_noted_once_in_its_order() -> None:
    said = [
        "Hi, my I-485 MSC2607091001 was filed on 03/04/2025 in Honolulu",
        "the number is m s c 2607091001, call me at 202-555-0142",
    ]
    assert things_named(said, "en", NAMES, TUESDAY) == (
        Named(NamedThing.RECEIPT_NUMBER, "MSC2607091001"),
        Named(NamedThing.FORM, "I-485"),
        Named(NamedThing.OFFICE, "honolulu_office"),
        Named(NamedThing.DAY, date(2025, 3, 4), date(2025, 4, 3)),
        Named(NamedThing.PHONE, "+12025550142"),
    )


def test_digits_of_a_case_are_no_phone_number() -> None:
    kinds = {named.kind for named in things_named(["MSC2607091001", "A012345678"], "en", NAMES, TUESDAY)}
    assert kinds == {NamedThing.RECEIPT_NUMBER, NamedThing.A_NUMBER}
