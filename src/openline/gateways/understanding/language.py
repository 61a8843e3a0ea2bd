"""Which of the pack's languages a text is in, by the small words and letters that its sayings use."""

from __future__ import annotations

import math
import re
from collections import Counter

from openline.gateways.understanding.sayings import Sayings

_CLEAR = 1.5  # how much more likely, in nats, the best language must be before it is named
_FEW_WORDS = 2
_SHARED = 0.04  # from this share on a word is at home in the other language too, as the names on letters are


class LanguageGuess:
    """Words and letter triples counted over the pack's sayings; a guess only when it is clear."""

    def __init__(self, sayings: Sayings) -> None:
        self._counts = {
            language: Counter(part for texts in intents.values() for text in texts for part in _parts(text))
            for language, intents in sayings.by_language.items()
        }
        self._words = {
            language: Counter(word for texts in intents.values() for text in texts for word in _words(text))
            for language, intents in sayings.by_language.items()
        }
        self._totals = {language: sum(counts.values()) for language, counts in self._counts.items()}

    def guess(self, text: str) -> str | None:
        parts = _parts(text)
        if not parts or len(self._counts) < 2 or self._is_at_home_everywhere(_words(text)):
            return None
        scores = sorted(
            (
                (sum(math.log((counts[p] + 0.5) / (self._totals[language] + 1)) for p in parts), language)
                for language, counts in self._counts.items()
            ),
            reverse=True,
        )
        (best, language), (next_best, _) = scores[:2]
        return language if best - next_best > _CLEAR else None

    def _is_at_home_everywhere(self, words: list[str]) -> bool:
        """Whether these few words are names that every language uses, or are known to none: they show neither."""
        if len(words) > _FEW_WORDS:
            return False
        uses = [[counts[word] for counts in self._words.values()] for word in words]
        return all(min(each) >= _SHARED * max(each) for each in uses)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _parts(text: str) -> list[str]:
    words = _words(text)
    return [*words, *(f" {word} "[i : i + 3] for word in words for i in range(len(word)))]
