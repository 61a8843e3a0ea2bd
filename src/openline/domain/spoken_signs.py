"""Letters and digits that were spoken, written as signs: "eye oh ee nine double five" becomes "I O E 9 5 5"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from openline.domain.plain_words import unaccented

_LONGEST_TEXT_READ = 2_000
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class SpokenSigns:
    """What is said for signs in the languages that are heard; every word as `folded_sign` folds it.

    `signs`: a word and the letter or number that it names ("lima" L, "twelve" 12, "cien" 100). `tens`: a word and
    the first digit of its number ("eighty" 8). `everyday`: ordinary words that are heard for a sign too; they count
    between signs and are dropped at the ends of a run, but for those that `may_begin` one. `zero_or_o`: O before the
    first digit, 0 after it. `between_tens`: what joins tens and ones to one number ("ochenta y cinco").
    """

    signs: Mapping[str, str] = field(default_factory=dict[str, str])
    tens: Mapping[str, str] = field(default_factory=dict[str, str])
    everyday: Mapping[str, str] = field(default_factory=dict[str, str])
    may_begin: frozenset[str] = frozenset()
    zero_or_o: frozenset[str] = frozenset()
    hundred: frozenset[str] = frozenset()
    times: Mapping[str, int] = field(default_factory=dict[str, int])
    joints: frozenset[str] = frozenset()
    between_tens: frozenset[str] = frozenset()

    def written(self, text: str) -> str:
        """The text with every run of spoken signs written out, a space between the signs; other words stay.

        A run has at least three digits; shorter ones, such as "two weeks", stay as they are. Two tens
        are read as one number of two digits ("eighty five" and "ochenta y cinco" as 85); O and zero are both read
        as O before the first digit of a run and as 0 after it.
        """
        out: list[str] = []
        run: list[str] = []
        for word in text[:_LONGEST_TEXT_READ].split():
            sign = folded_sign(word)
            if not (self._is_sign(sign) or (run and self._joins(sign))):
                out += [*self._read_run(run), word]
                run = []
                continue
            run.append(word)
            if word[-1] in ".;!?":
                out += self._read_run(run)
                run = []
        return " ".join([*out, *self._read_run(run)])

    def _joins(self, word: str) -> bool:
        return word in self.joints or word in self.between_tens

    def _is_sign(self, word: str) -> bool:
        known = (self.signs, self.tens, self.everyday, self.times, self.zero_or_o, self.hundred)
        if any(word in words for words in known):
            return True
        return re.fullmatch(r"[a-z]|[a-z]{1,3}?[0-9]+|[0-9]+", word) is not None

    def _read_run(self, run: list[str]) -> list[str]:
        """The signs of one run, or its own words where it is no number."""
        plain = [folded_sign(word) for word in run]
        first, last = 0, len(run)
        while first < last and plain[first] in self.everyday and plain[first] not in self.may_begin:
            first += 1
        while last > first and (
            plain[last - 1] in self.everyday or self._joins(plain[last - 1]) or plain[last - 1] in self.times
        ):
            last -= 1
        signs = self._signs(plain[first:last])
        digits = sum(sign.isdigit() for sign in "".join(signs))
        spoken = any(not re.fullmatch(r"[a-z]*[0-9]+|[a-z]", word) for word in plain[first:last])
        if digits < _FEWEST_DIGITS or not spoken:
            return run
        return [*run[:first], *signs, *run[last:]]

    def _signs(self, words: list[str]) -> list[str]:
        signs: list[str] = []
        times = 1
        digit_seen = False
        for place, word in enumerate(words):
            if word in self.times:
                times = self.times[word]
                continue
            if self._joins(word):
                continue
            if word in self.hundred:
                signs.extend("00" if signs and signs[-1].isdigit() else ())
            elif self._is_one_to_nine(word) and self._after_tens(words, place) and signs and signs[-1] == "0":
                signs[-1] = self.signs[word]
            else:
                read = self._one_sign(word, digit_seen)
                signs.extend(list(read) * times)
                digit_seen = digit_seen or any(sign.isdigit() for sign in read)
            times = 1
        return signs

    def _is_one_to_nine(self, word: str) -> bool:
        return self.signs.get(word, "") in set("123456789")

    def _after_tens(self, words: list[str], place: int) -> bool:
        before = words[place - 1] if place else ""
        if before in self.between_tens and place > 1:
            before = words[place - 2]
        return before in self.tens

    def _one_sign(self, word: str, digit_seen: bool) -> str:
        if word in self.zero_or_o:
            return "0" if digit_seen else "O"
        if word in self.tens:
            return self.tens[word] + "0"
        return self.signs.get(word) or self.everyday.get(word) or word.upper()


NO_SIGNS = SpokenSigns()


def folded_sign(word: str) -> str:
    """A word for comparing: lower case, without accents and without punctuation around it."""
    return unaccented(word).strip(".,;:!?\"'()-")
