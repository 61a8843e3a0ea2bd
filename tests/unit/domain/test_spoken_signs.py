"""Numbers as people say them, and as speech recognition writes them down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.domain.heard import HEARD

from openline.domain.receipt_number import ReceiptFound, find_receipt_number

prefixes = {"IOE", "EAC", "LIN", "MSC", "WAC"}


def receipt_in(text: str) -> str | None:
    found = find_receipt_number(HEARD.signs.written(text), prefixes, 10)
    return found.number if isinstance(found, ReceiptFound) else None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("eye oh ee zero nine one two three four five six seven eight", "IOE0912345678"),
        ("my receipt is i o e oh nine one two three four five six seven eight please", "IOE0912345678"),
        ("ess see no wait em ess see two one nine zero one two three four five", None),
        ("it is em ess see two one nine oh oh one two three four five thank you", "MSC2190012345"),
        ("lima india november twenty one nine hundred", None),
        ("lima india november twenty one nine double zero one two three four five", "LIN2190012345"),
        ("ee ay see 21 900 one two three four five", "EAC2190012345"),
        ("w a c twenty one ninety oh twelve thirty four five for my wife", "WAC2190012345"),
        ("i o e cero nueve uno dos tres cuatro cinco seis siete ocho", "IOE0912345678"),
        ("es ele i ene veintiuno noventa cero doce treinta y cuatro cinco", "LIN2190012345"),
        ("mi número es eme ese ce dos uno nueve doble cero uno dos tres cuatro cinco gracias", "MSC2190012345"),
    ],
)
def test_a_receipt_number_is_read_however_it_is_said(said: str, number: str | None) -> None:
    assert receipt_in(said) == number


@pytest.mark.parametrize(
    "sentence",
    [
        "I waited two weeks for you to call me",
        "why are you so slow",
        "I see one problem and two mistakes",
        "tengo una o dos preguntas y no sé a quién ver",
        "I filed it in 2023, and then again in 2024",
        "IOE0912345678 is my case",
        "",
    ],
)
def test_ordinary_sentences_stay_as_they_are(sentence: str) -> None:
    assert HEARD.signs.written(sentence) == " ".join(sentence.split())


@given(st.text(max_size=300))
def test_any_text_at_all_is_taken(text: str) -> None:
    HEARD.signs.written(text)
