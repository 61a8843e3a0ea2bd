"""Letters and digits that were spoken, written as signs: "eye oh ee nine double five" becomes "I O E 9 5 5"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_LONGEST_TEXT_READ = 2_000
_FEWEST_DIGITS = 3

_DIGITS: Mapping[str, str] = {
    word: str(value)
    for value, words in enumerate(
        (
            "zero cero",
            "one uno",
            "two dos",
            "three tres",
            "four cuatro",
            "five cinco",
            "six seis",
            "seven siete",
            "eight ocho",
            "nine nueve niner",
        )
    )
    for word in words.split()
}
_TEENS: Mapping[str, str] = {
    word: str(value)
    for value, words in {
        10: "ten diez", 11: "eleven once", 12: "twelve doce", 13: "thirteen trece", 14: "fourteen catorce",
        15: "fifteen quince", 16: "sixteen dieciseis", 17: "seventeen diecisiete", 18: "eighteen dieciocho",
        19: "nineteen diecinueve", 21: "veintiuno", 22: "veintidos", 23: "veintitres", 24: "veinticuatro",
        25: "veinticinco", 26: "veintiseis", 27: "veintisiete", 28: "veintiocho", 29: "veintinueve",
    }.items()
    for word in words.split()
}  # fmt: skip
_TENS: Mapping[str, str] = {
    word: str(value)
    for value, words in {
        2: "twenty veinte", 3: "thirty treinta", 4: "forty fourty cuarenta", 5: "fifty cincuenta", 6: "sixty sesenta",
        7: "seventy setenta", 8: "eighty ochenta", 9: "ninety noventa",
    }.items()
    for word in words.split()
}  # fmt: skip
# Names of letters in English and Spanish, the radio alphabet, and what speech recognition writes for them.
_LETTERS: Mapping[str, str] = {
    word: letter
    for letter, words in {
        "A": "ay alpha alfa", "B": "bee bravo", "C": "cee sea ce charlie", "D": "dee delta", "E": "ee echo",
        "F": "ef eff efe foxtrot", "G": "gee ge golf", "H": "aitch hache hotel", "I": "eye aye india",
        "J": "jay jota juliet juliett", "K": "kay ka kilo", "L": "el ell ele lima", "M": "em eme mike",
        "N": "en enn ene november", "O": "oscar", "P": "pee pe papa", "Q": "cue queue cu quebec",
        "R": "ar erre ere romeo", "S": "ess ese sierra", "T": "tee tea tango", "U": "uniform",
        "V": "vee uve victor", "W": "whiskey doubleu", "X": "ex equis xray", "Y": "wye ye yankee",
        "Z": "zee zed zeta zulu",
    }.items()
    for word in words.split()
}  # fmt: skip
# Everyday words that are also heard for a sign: they count between signs, and are dropped at the ends of a run.
_EVERYDAY: Mapping[str, str] = {
    "a": "A", "be": "B", "see": "C", "de": "D", "e": "E", "es": "S", "i": "I", "are": "R", "te": "T", "you": "U",
    "u": "U", "ve": "V", "why": "Y", "to": "2", "too": "2", "for": "4", "ate": "8", "won": "1",
}  # fmt: skip
_ZERO_OR_O = {"oh", "o"}
_HUNDREDS: Mapping[str, str] = {
    "cien": "100", "doscientos": "200", "trescientos": "300", "cuatrocientos": "400", "quinientos": "500",
    "seiscientos": "600", "setecientos": "700", "ochocientos": "800", "novecientos": "900",
}  # fmt: skip
_HUNDRED = "hundred"
_TIMES = {"double": 2, "doble": 2, "triple": 3}
_JOINTS = {"and", "dash", "hyphen", "guion", "minus", "menos", "then", "luego", "coma", "comma", "space", "espacio"}
_AND = "y"


def written(text: str) -> str:
    """The text with every run of spoken signs written out, a space between the signs; other words stay.

    A run has at least three digits; shorter ones, such as "two weeks", stay as they are. Two tens
    are read as one number of two digits ("eighty five" and "ochenta y cinco" as 85); O and zero are both read as O
    before the first digit of a run and as 0 after it.
    """
    out: list[str] = []
    run: list[str] = []
    for word in text[:_LONGEST_TEXT_READ].split():
        if _is_sign(_plain(word)) or (run and _plain(word) in _JOINTS | {_AND}):
            run.append(word)
            if word[-1] not in ".;!?":
                continue
        else:
            out.extend(_read_run(run))
            run = []
            out.append(word)
            continue
        out.extend(_read_run(run))
        run = []
    return " ".join([*out, *_read_run(run)])


def _plain(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return bare.strip(".,;:!?\"'()-")


def _is_sign(word: str) -> bool:
    known = (_DIGITS, _TEENS, _TENS, _HUNDREDS, _LETTERS, _EVERYDAY, _TIMES, _ZERO_OR_O, (_HUNDRED,))
    return any(word in words for words in known) or re.fullmatch(r"[a-z]|[a-z]{1,3}?[0-9]+|[0-9]+", word) is not None


def _read_run(run: list[str]) -> list[str]:
    """The signs of one run, or its own words where it is no number."""
    first, last = 0, len(run)
    while first < last and _plain(run[first]) in _EVERYDAY and _plain(run[first]) not in ("a", "i", "e"):
        first += 1
    while last > first and _plain(run[last - 1]) in _EVERYDAY.keys() | _JOINTS | {_AND} | _TIMES.keys():
        last -= 1
    signs = _signs([_plain(word) for word in run[first:last]])
    digits = sum(sign.isdigit() for sign in "".join(signs))
    spoken = any(not re.fullmatch(r"[a-z]*[0-9]+|[a-z]", _plain(word)) for word in run[first:last])
    if digits < _FEWEST_DIGITS or not spoken:
        return run
    return [*run[:first], *signs, *run[last:]]


def _signs(words: list[str]) -> list[str]:
    signs: list[str] = []
    times = 1
    digit_seen = False
    for place, word in enumerate(words):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word in _JOINTS or word == _AND:
            continue
        if word == _HUNDRED:
            signs.extend("00" if signs and signs[-1].isdigit() else ())
        elif _DIGITS.get(word, "0") != "0" and _after_tens(words, place) and signs and signs[-1] == "0":
            signs[-1] = _DIGITS[word]
        else:
            read = _one_sign(word, digit_seen)
            signs.extend(list(read) * times)
            digit_seen = digit_seen or any(sign.isdigit() for sign in read)
        times = 1
    return signs


def _after_tens(words: list[str], place: int) -> bool:
    before = words[place - 1] if place else ""
    if before == _AND and place > 1:
        before = words[place - 2]
    return before in _TENS


def _one_sign(word: str, digit_seen: bool) -> str:
    if word in _ZERO_OR_O:
        return "0" if digit_seen else "O"
    if word in _TENS:
        return _TENS[word] + "0"
    for words in (_DIGITS, _TEENS, _HUNDREDS, _LETTERS, _EVERYDAY):
        if word in words:
            return words[word]
    return word.upper()
