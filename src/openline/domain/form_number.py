"""Form numbers as people type and say them: "i485", "eye four eighty five", "the 765", "forma n 400"."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from openline.domain.heard import Heard
from openline.domain.plain_words import any_of

_LONGEST_TEXT_READ = 2_000
_BARE_NUMBER_HAS_AT_LEAST = 3


def find_form_numbers(text: str, forms: Collection[str], heard: Heard) -> tuple[str, ...]:
    """The forms named in `text`, each once, in the order in which they are named, as `forms` writes them.

    `forms` are the agency's, such as "I-485". A number without its letter is taken where it has three digits and only
    one form has it, no longer number, amount or date stands around it, and it counts nothing.
    """
    found: dict[str, int] = {}
    for reading in (text[:_LONGEST_TEXT_READ], heard.signs.written(text)):
        for form, pattern in _patterns(tuple(sorted(forms)), tuple(sorted(heard.counted))):
            match = pattern.search(reading)
            if match:
                found.setdefault(form, match.start())
    longer = {other for other in found for form in found if form != other and form.startswith(other)}
    return tuple(sorted((form for form in found if form not in longer), key=lambda form: found[form]))


@lru_cache(maxsize=8)
def _patterns(forms: tuple[str, ...], counted: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((form, re.compile(_pattern(form, forms, counted), re.IGNORECASE)) for form in forms)


def _pattern(form: str, forms: Collection[str], counted: Collection[str]) -> str:
    letters, digits, tail = _parts(form)
    spaced = r"[\s\-.]*".join(digits)
    letter = r"[\s\-.]*".join("(?:[Il]|1(?=-))" if each == "I" else each for each in letters)
    end = rf"[\s\-]*{tail}(?![A-Z0-9])" if tail else r"(?![0-9])(?![A-Z](?![A-Z]))"
    whole = rf"(?<![A-Z0-9]){letter}[\s\-.]*{spaced}{end}"
    alike = [other for other in forms if _parts(other)[1] == digits]
    if len(digits) < _BARE_NUMBER_HAS_AT_LEAST or len(alike) > 1 or tail:
        return whole
    counts = any_of(counted)
    return rf"{whole}|(?<![\w$#.,/\-]){digits}(?![\w%/\-]|[.,][0-9]|\s+(?:{counts}))"


def _parts(form: str) -> tuple[str, str, str]:
    """The letters before the digits, the digits, and what follows them, such as ("I", "821", "D")."""
    match = re.fullmatch(r"([A-Z]+)-?([0-9]+)([A-Z]*)", form.upper())
    if match is None:
        raise ValueError(f"{form!r} is no form number: write letters, digits and perhaps letters, as I-821D")
    return match[1], match[2], match[3]
