"""Words and letter triples weighed by how rare they are among all phrasings; the nearest phrasing counts.

A word of the question that no phrasing has weighs like the rarest one: a question about something else shares
"how do I" with every article, and must not be answered for that.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from openline.conversation.closed_answers import cleaned, folded
from openline.domain.knowledge import Bars, Ranked
from openline.gateways.retrieval.port import Document

_LONGEST = 600  # characters of the question that are looked at
_WORDS_WEIGH = 0.3
_NUMBERS = re.compile(r"\b\w*\d\w*\b")
# Measured over the USCIS pack by `benchmarks/retrieval.py`: at `sure` hardly any question of another subject is
# answered; below `likely` the right article is seldom among the first.
_BARS = Bars(sure=0.50, likely=0.3, ahead=0.04)


class LexicalRetrieval:
    """The `Retrieval` that ships: no model, no network, a few milliseconds."""

    bars = _BARS

    def rank(self, question: str, documents: Sequence[Document], language: str) -> list[Ranked]:
        plain = _NUMBERS.sub(" ", folded(cleaned(question[:_LONGEST])))
        if not plain.strip() or not documents:
            return []
        return _index(tuple(documents)).rank(plain)


@lru_cache(maxsize=8)
def _index(documents: tuple[Document, ...]) -> _Index:
    return _Index(documents)


class _Index:
    """All phrasings of one set of documents, looked up by their parts."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._keys: list[str] = []
        texts: list[str] = []
        for document in documents:
            for phrasing in document.phrasings:
                plain = _NUMBERS.sub(" ", folded(phrasing)).strip()
                if plain:
                    self._keys.append(document.key)
                    texts.append(plain)
        self._words = _Side([_words(text) for text in texts])
        self._letters = _Side([_triples(text) for text in texts])

    def rank(self, plain: str) -> list[Ranked]:
        by_words, by_letters = self._words.similar(_words(plain)), self._letters.similar(_triples(plain))
        best: dict[str, float] = defaultdict(float)
        for place in by_words.keys() | by_letters.keys():
            score = _WORDS_WEIGH * by_words.get(place, 0.0) + (1 - _WORDS_WEIGH) * by_letters.get(place, 0.0)
            best[self._keys[place]] = max(best[self._keys[place]], score)
        ranked = [Ranked(key, round(min(score, 1.0), 4)) for key, score in best.items()]
        return sorted(ranked, key=lambda one: (-one.score, one.article))


class _Side:
    """Cosine over one kind of part, unknown parts of the question weighing as the rarest."""

    def __init__(self, bags: Sequence[Counter[str]]) -> None:
        total = len(bags)
        holding = Counter(part for bag in bags for part in bag)
        self._rarity = {part: math.log(1 + total / count) for part, count in holding.items()}
        self._unknown = math.log(1 + total)
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, bag in enumerate(bags):
            weights = self._weights(bag)
            length = _length(weights)
            for part, weight in weights.items():
                self._places[part].append((place, weight / length))

    def _weights(self, bag: Mapping[str, int]) -> dict[str, float]:
        return {part: (1 + math.log(count)) * self._rarity.get(part, self._unknown) for part, count in bag.items()}

    def similar(self, bag: Counter[str]) -> dict[int, float]:
        weights = self._weights(bag)
        length = _length(weights)
        scores: dict[int, float] = defaultdict(float)
        for part, weight in weights.items():
            for place, share in self._places.get(part, ()):
                scores[place] += weight * share / length
        return scores


def _length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0


def _words(plain: str) -> Counter[str]:
    return Counter(plain.split())


def _triples(plain: str) -> Counter[str]:
    return Counter(f" {word} "[i : i + 3] for word in plain.split() for i in range(len(word)))
