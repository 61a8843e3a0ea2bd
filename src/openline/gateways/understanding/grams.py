"""Words, pairs of words and runs of letters of a text, weighed by how few of the sayings have them (TF-IDF)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_LETTERS = (3, 4, 5)


def words_of(text: str) -> list[str]:
    words = text.split()
    return [*words, *(f"{one} {next_one}" for one, next_one in itertools.pairwise(words))]


def letters_of(text: str) -> list[str]:
    found: list[str] = []
    for word in text.split():
        padded = f" {word} "
        for length in _LETTERS:
            if length >= len(padded):
                found.append(padded)
                break
            found += [padded[i : i + length] for i in range(len(padded) - length + 1)]
    return found


KINDS: dict[str, tuple[Callable[[str], list[str]], int]] = {"words": (words_of, 1), "letters": (letters_of, 2)}


@dataclass(frozen=True, slots=True)
class Grams:
    """The sayings' grams of one kind, by gram: which sayings have it (`sayings`) and how much it weighs there.

    Gram g's entries are those from `begins[g]` to `begins[g + 1]`.
    """

    kind: str
    number_of: dict[str, int]
    rarity: Any
    begins: Any
    sayings: Any
    weights: Any
    count: int

    @classmethod
    def of(cls, kind: str, texts: Sequence[str]) -> Grams:
        """Counted over the texts, which are folded. Letters that a single saying has tell nothing and are left out."""
        cut, fewest = KINDS[kind]
        counted = [Counter(cut(text)) for text in texts]
        spread = Counter(gram for counts in counted for gram in counts)
        number_of = {gram: i for i, gram in enumerate(sorted(g for g, n in spread.items() if n >= fewest))}
        rarity = np.array([np.log((1 + len(texts)) / (1 + spread[g])) + 1 for g in number_of], np.float32)
        rows = [_weighed(counts, number_of, rarity) for counts in counted]
        grams = np.concatenate([numbers for numbers, _ in rows]) if rows else np.zeros(0, np.int64)
        weights = np.concatenate([weights for _, weights in rows]) if rows else np.zeros(0, np.float32)
        sayings = np.repeat(np.arange(len(rows)), [len(numbers) for numbers, _ in rows])
        order = np.argsort(grams, kind="stable")
        begins = np.searchsorted(grams[order], np.arange(len(number_of) + 1))
        return cls(kind, number_of, rarity, begins, sayings[order].astype(np.int32), weights[order], len(texts))

    def likeness(self, text: str) -> Any:
        """The cosine of the text's grams with those of each saying."""
        numbers, weights = _weighed(Counter(KINDS[self.kind][0](text)), self.number_of, self.rarity)
        if not len(numbers):
            return np.zeros(self.count, np.float32)
        spans = [slice(self.begins[n], self.begins[n + 1]) for n in numbers]
        lengths = [span.stop - span.start for span in spans]
        shares = np.concatenate([self.weights[span] for span in spans]) * np.repeat(weights, lengths)
        rows = np.concatenate([self.sayings[span] for span in spans])
        return np.bincount(rows, shares, minlength=self.count).astype(np.float32)

    def knows(self, grams: Iterable[str]) -> bool:
        return any(gram in self.number_of for gram in grams)


def _weighed(counts: Counter[str], number_of: dict[str, int], rarity: Any) -> tuple[Any, Any]:
    known = [(number_of[gram], count) for gram, count in counts.items() if gram in number_of]
    numbers = np.array([number for number, _ in known], np.int64)
    weights = (1 + np.log(np.array([count for _, count in known], np.float32))) * rarity[numbers]
    length = np.linalg.norm(weights)
    return numbers, (weights / length).astype(np.float32) if length else weights.astype(np.float32)
