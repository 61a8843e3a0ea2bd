"""A-numbers as people type and say them: the letter A and seven to nine digits."""

from __future__ import annotations

import re

from openline.domain.spoken_signs import written

_LONGEST_TEXT_READ = 2_000
_DIGITS = 9
_FEWEST = 7
_BETWEEN = r"[\s\-.#:]*"
_AFTER_THE_LETTER = re.compile(
    rf"(?<![A-Z0-9])A{_BETWEEN}(?:NUMBER|NUM|NO|NUMERO)?{_BETWEEN}((?:[0-9]{_BETWEEN}){{{_FEWEST},{_DIGITS}}})(?![0-9])"
)
_NAMED = re.compile(
    r"(?:\bALIEN\b|\bA-?NUMBER\b|\bUSCIS\s*#|\bNUMERO\s+(?:A|DE\s+EXTRANJERO)\b)[^0-9]{0,20}"
    rf"((?:[0-9]{_BETWEEN}){{{_FEWEST},{_DIGITS}}})(?![0-9])"
)


def find_a_number(text: str) -> str | None:
    """The first A-number in `text` as the letter A and nine digits, shorter ones filled up with zeros, or None.

    Its length alone does not make digits an A-number: the letter must stand before them, or its name.
    """
    for form in (text[:_LONGEST_TEXT_READ], written(text)):
        plain = form.upper().replace("Ú", "U")
        match = _AFTER_THE_LETTER.search(plain) or _NAMED.search(plain)
        if match:
            return "A" + re.sub(r"\D", "", match[1]).zfill(_DIGITS)
    return None
