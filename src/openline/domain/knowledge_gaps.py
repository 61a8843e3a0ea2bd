"""A question that no article answers, kept in words that tell of no person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

from openline.domain.plain_words import any_of, unaccented

LONGEST = 160
LEFT_OUT = "…"
_TOKEN = re.compile(r"\S+")
_NAME_LENGTH = 3  # words after an introduction that may be parts of a name


def without_personal_data(text: str, is_known: Callable[[str], bool], names_follow: Collection[str]) -> str:
    """The question without numbers, addresses and what may be a name, shortened.

    `is_known` says of a folded word whether the center itself uses it: such a word tells of nobody, however written.
    A word with a capital letter that the center does not use is taken for a name, also at the start of a sentence.
    After the phrases `names_follow` people name themselves or others.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if plain.isupper():
        plain = plain.lower()
    names = _places_of_names(plain, is_known, names_follow)
    kept: list[str] = []
    for place, match in enumerate(_TOKEN.finditer(plain)):
        token = match.group()
        tells = place in names or _tells_of_someone(token, is_known)
        if not tells:
            kept.append(token)
        elif not kept or kept[-1] != LEFT_OUT:
            kept.append(LEFT_OUT)
    return " ".join(kept)[:LONGEST].strip()


def _tells_of_someone(token: str, is_known: Callable[[str], bool]) -> bool:
    word = folded_word(token)
    if "@" in token or "://" in token or "www." in token.lower():
        return True
    if any(character.isdigit() for character in token):
        return not is_known(word)  # the name of a form is known; a number of the person's is not
    # A short word in a capital, such as "I", is grammar; longer ones that the center does not use may be names.
    return token[:1].isupper() and len(word) > 1 and not is_known(word)


def _places_of_names(text: str, is_known: Callable[[str], bool], names_follow: Collection[str]) -> set[int]:
    starts = [match.start() for match in _TOKEN.finditer(text)]
    words = text.split()
    named: set[int] = set()
    for match in re.finditer(rf"\b(?:{any_of(names_follow)})\b[\s.:,]*", text, re.IGNORECASE):
        first = next((place for place, start in enumerate(starts) if start >= match.end()), len(words))
        for place in range(first, min(first + _NAME_LENGTH, len(words))):
            if is_known(folded_word(words[place])):
                break
            named.add(place)
    return named


def folded_word(token: str) -> str:
    """A word for comparing: lower case, without accents and punctuation."""
    return re.sub(r"[\W_]+", "", unaccented(token))


def key_of(words: str) -> str:
    """Under which a gap is counted: the same for the same words, however they are written."""
    return " ".join(filter(None, (folded_word(token) for token in words.split())))[:LONGEST]
