"""Which of the pack's languages a text is in, by the small words and letters that its sayings use."""

from __future__ import annotations

import math
import re
from collections import Counter

from openline.gateways.understanding.sayings import Sayings

_CLEAR = 1.5  # how much more likely, in nats, the best language must be before it is named


class LanguageGuess:
    """Words and letter triples counted over the pack's sayings; a guess only when it is clear."""

    def __init__(self, sayings: Sayings) -> None:
        self._counts = {
            language: Counter(part for texts in intents.values() for text in texts for part in _parts(text))
            for language, intents in sayings.by_language.items()
        }
        self._totals = {language: sum(counts.values()) for language, counts in self._counts.items()}

    def guess(self, text: str) -> str | None:
        parts = _parts(text)
        if not parts or len(self._counts) < 2:
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


def _parts(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return [*words, *(f" {word} "[i : i + 3] for word in words for i in range(len(word)))]
