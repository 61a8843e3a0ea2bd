"""Receipt numbers as people type them, within a sentence or alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

_LONGEST_TEXT_READ = 2_000
_SEPARATORS = r"[^A-Z0-9]"
_LOOKS_LIKE = {"O": "[O0]", "I": "[I1]", "L": "[L1]", "S": "[S5]"}
_DIGITS_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


class NoReceiptNumber(StrEnum):
    """Why no receipt number was read."""

    NOT_FOUND = "not_found"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    WRONG_PREFIX = "wrong_prefix"


@dataclass(frozen=True, slots=True)
class ReceiptFound:
    """A well-formed number, without separators or asterisks; whether such a case exists is another question."""

    number: str


@dataclass(frozen=True, slots=True)
class ReceiptMalformed:
    """What was read of a number, and the word for what is wrong with it."""

    reason: NoReceiptNumber
    read: str = ""


def find_receipt_number(text: str, prefixes: Collection[str], digits: int) -> ReceiptFound | ReceiptMalformed:
    """The first well-formed receipt number in `text`, else what is wrong with the first attempt at one.

    `prefixes` and the number of `digits` after them are the agency's. Read are lower case, separators, numbers
    spelled out, the letters O, I and L for digits, and digits for such letters in the prefix.
    """
    upper = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT_READ]).upper()
    malformed: ReceiptMalformed | None = None
    for prefix, rest in _known_prefixes(upper, prefixes):
        read = _digits_at_start(rest, digits)
        if len(read) == digits:
            return ReceiptFound(prefix + read)
        if read and malformed is None:
            reason = NoReceiptNumber.TOO_SHORT if len(read) < digits else NoReceiptNumber.TOO_LONG
            malformed = ReceiptMalformed(reason, prefix + read[: 2 * digits])
    return malformed or _with_another_prefix(upper, prefixes, digits)


def _known_prefixes(text: str, prefixes: Collection[str]) -> list[tuple[str, str]]:
    """Each accepted prefix in the order of the text, with the text that follows it."""
    found: list[tuple[int, str, str]] = []
    for prefix in prefixes:
        letters = rf"{_SEPARATORS}*".join(_LOOKS_LIKE.get(letter, re.escape(letter)) for letter in prefix.upper())
        for match in re.finditer(rf"(?<![A-Z0-9]){letters}", text):
            found.append((match.start(), prefix.upper(), text[match.end() :]))
    return [(prefix, rest) for _, prefix, rest in sorted(found)]


def _digits_at_start(rest: str, digits: int) -> str:
    """The digits that `rest` begins with, reading on over separators as long as digits follow.

    Once enough are read at the end of a word the sentence goes on, unless single digits follow one another.
    """
    read = ""
    spelled_out = True
    for word in re.findall(r"[A-Z0-9]+", rest):
        if len(read) >= digits and not (spelled_out and len(word) == 1):
            break
        if not re.fullmatch(r"[0-9OIL]+", word):
            glued = re.match(r"[0-9]*", word)
            return read + (glued[0] if glued else "")
        spelled_out = spelled_out and len(word) == 1
        read += word.translate(_DIGITS_MEANT)
    return read


def _with_another_prefix(text: str, prefixes: Collection[str], digits: int) -> ReceiptMalformed:
    """Three letters that begin no receipt number, before as many digits as one has, or nothing at all."""
    length = max((len(prefix) for prefix in prefixes), default=0)
    candidate = rf"(?<![A-Z0-9])([A-Z]{{{length}}}){_SEPARATORS}*((?:[0-9]{_SEPARATORS}*){{{digits}}})(?![0-9])"
    match = re.search(candidate, text)
    if match is None or match[1] in {prefix.upper() for prefix in prefixes}:
        return ReceiptMalformed(NoReceiptNumber.NOT_FOUND)
    return ReceiptMalformed(NoReceiptNumber.WRONG_PREFIX, match[1] + re.sub(r"\D", "", match[2]))
