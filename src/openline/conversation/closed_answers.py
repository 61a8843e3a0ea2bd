"""Answers that need no model: yes, no, again, stop, a person, the other language. Their words are pack data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from openline.domain.plain_words import unaccented

_NOT_WORDS = re.compile(r"[^\w\s]+|_+")


def folded(text: str) -> str:
    """The text for comparing: lower case, without accents, punctuation and doubled spaces."""
    return " ".join(_NOT_WORDS.sub(" ", unaccented(text)).split())


def cleaned(text: str) -> str:
    """What was typed, in one Unicode form and without control characters; line ends become spaces."""
    kept = (c if unicodedata.category(c)[0] != "C" else (" " if c.isspace() else "") for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


@dataclass(frozen=True, slots=True)
class ClosedAnswers:
    """`whole`: folded sentence → answer; `within`: phrase → answer wherever it stands; `fillers` do not count."""

    whole: Mapping[str, str]
    within: Mapping[str, str]
    fillers: frozenset[str]

    def find(self, text: str) -> str | None:
        """The closed answer that the whole sentence is, politeness aside; or one found within it."""
        sentence = folded(text)
        if sentence in self.whole:
            return self.whole[sentence]
        bare = " ".join(word for word in sentence.split() if word not in self.fillers)
        if bare in self.whole:
            return self.whole[bare]
        return self.find_within(sentence)

    def is_whole(self, text: str) -> bool:
        """Whether the whole sentence, politeness aside, is a closed answer."""
        sentence = folded(text)
        return sentence in self.whole or " ".join(w for w in sentence.split() if w not in self.fillers) in self.whole

    def find_within(self, text: str) -> str | None:
        padded = f" {folded(text)} "
        for phrase, answer in self.within.items():
            if f" {phrase} " in padded:
                return answer
        return None

    def after(self, text: str, answer: str) -> str:
        """What is said after the phrase that means `answer`, for hearing the rest of a sentence."""
        padded = f" {folded(text)} "
        for phrase, means in self.within.items():
            if means == answer and f" {phrase} " in padded:
                return padded.split(f" {phrase} ", 1)[1].strip()
        return ""

    def without(self, text: str, answer: str) -> str:
        """The text without the phrases that mean `answer`; unchanged where there are none."""
        padded = f" {folded(text)} "
        phrases = [phrase for phrase, means in (*self.within.items(), *self.whole.items()) if means == answer]
        found = [phrase for phrase in phrases if f" {phrase} " in padded]
        for phrase in sorted(found, key=len, reverse=True):
            padded = padded.replace(f" {phrase} ", " ")
        return " ".join(word for word in padded.split() if word not in self.fillers) if found else text
