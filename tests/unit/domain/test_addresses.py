"""Addresses within what people write and say."""

import pytest

from openline.domain.addresses import LONGEST_EMAIL, find_email, find_phone


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ana@example.org", "ana@example.org"),
        ("my mail is Ana.Luna@Example.ORG, thanks", "Ana.Luna@example.org"),
        ("ana at example dot org", "ana@example.org"),
        ("es ana arroba example punto org", "ana@example.org"),
    ],
)
def test_an_address_is_found_as_people_write_and_say_it(text: str, found: str) -> None:
    assert find_email(text) == found


@pytest.mark.parametrize("text", ["", "at home", "ana@example", "@example.org", "a" * LONGEST_EMAIL + "@example.org"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert find_email(text) is None


@pytest.mark.parametrize(
    "text", ["202 555 0147", "it's (202) 555-0147", "+1 202-555-0147", "al 202.555.0147 por favor"]
)
def test_a_phone_number_is_found_as_people_write_it(text: str) -> None:
    assert find_phone(text, "US") == "+12025550147"


@pytest.mark.parametrize("text", ["", "12", "my case", "call me maybe"])
def test_what_is_no_phone_number_is_none(text: str) -> None:
    assert find_phone(text, "US") is None
