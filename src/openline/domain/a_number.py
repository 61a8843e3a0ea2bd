"""A-numbers as people type and say them: the letter A and seven to nine digits."""

from __future__ import annotations

import re
from collections.abc import Collection

from openline.domain.heard import Heard
from openline.domain.plain_words import any_of, unaccented

_LONGEST_TEXT_READ = 2_000
_DIGITS = 9
_FEWEST = 7
_BETWEEN = r"[\s\-.#:]*"
_ITS_DIGITS = rf"((?:[0-9]{_BETWEEN}){{{_FEWEST},{_DIGITS}}})(?![0-9])"


def find_a_number(text: str, heard: Heard, called: Collection[str]) -> str | None:
    """The first A-number in `text` as the letter A and nine digits, shorter ones filled up with zeros, or None.

    Its length alone does not make digits an A-number: the letter must stand before them, or one of the names by
    which it is `called`.
    """
    number = any_of(map(unaccented, heard.number))
    after_the_letter = re.compile(rf"(?<![a-z0-9])a{_BETWEEN}(?:{number})?{_BETWEEN}{_ITS_DIGITS}")
    names = "|".join(_name(name) for name in sorted(called, key=len, reverse=True)) or r"(?!)"
    named = re.compile(rf"(?:{names})[^0-9]{{0,20}}{_ITS_DIGITS}")
    for form in (text[:_LONGEST_TEXT_READ], heard.signs.written(text)):
        plain = unaccented(form)
        match = after_the_letter.search(plain) or named.search(plain)
        if match:
            return "A" + re.sub(r"\D", "", match[1]).zfill(_DIGITS)
    return None


def _name(name: str) -> str:
    words = r"[\s\-]*".join(re.escape(word) for word in re.split(r"[\s\-]+", unaccented(name)))
    return rf"\b{words}" + (r"\b" if name[-1:].isalnum() else "")
