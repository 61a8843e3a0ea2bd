"""How alike two texts are: by what the encoders say they mean, and by their words and letters, all multiplied.

A product asks a saying to be near in every respect; widths under one keep it broad, so that a text with words that
nobody wrote down still finds the sayings that mean the same. Measured on public sets and on held-out sayings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from openline.gateways.understanding.grams import Grams

_MEANING, _WORDING, _WORDING_ALONE = 1.0, 0.25, 1.0
_SHARED = 0.25  # how much of a vector says only that the encoder reads the language
_ROWS_AT_ONCE = 512


def seen(vectors: Any, reads: Any) -> Any:
    """The encoder's vectors of texts, one entry longer, so that what it cannot read is alike to itself, half alike
    to what it reads, and the whole stays a proper measure. `reads`: for each text, whether it reads the language.
    """
    longer = np.zeros((len(reads), vectors.shape[1] + 1), np.float32)
    longer[reads, :-1] = vectors * np.sqrt(1 - _SHARED)
    longer[:, -1] = np.where(reads, np.sqrt(_SHARED), 1)
    return longer


def _read(matrix: Any) -> slice:
    """The rows of `seen` that the encoder reads, where they stand together, as those of one language do; else all."""
    places = np.flatnonzero(matrix[:, -1] < 1)
    together = len(places) and len(places) == places[-1] - places[0] + 1
    return slice(places[0], places[-1] + 1) if together else slice(0, len(matrix))


@dataclass(frozen=True, slots=True)
class Likeness:
    """The sayings as vectors by encoder (as `seen`), and their grams; `read` are the sayings that an encoder reads."""

    vectors: Mapping[str, Any]
    grams: tuple[Grams, ...]
    read: Mapping[str, slice] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "read", {name: _read(matrix) for name, matrix in self.vectors.items()})

    def to_sayings(self, vectors: Mapping[str, Any], texts: Sequence[str]) -> Any:
        """A row for each text with its likeness, from 0 to 1, to each saying; `vectors` are those of the texts, by
        encoder, of all of them or of the first ones.
        """
        width = _WORDING if vectors else _WORDING_ALONE
        total = np.stack([sum(gram.likeness(text) - 1 for gram in self.grams) * width for text in texts])
        for name, rows in vectors.items():
            total[: len(rows)] += _MEANING / (1 - _SHARED) * (self._alike(name, rows) - 1)
        return np.exp(total, out=total)

    def _alike(self, name: str, rows: Any) -> Any:
        """The products of the rows with each saying's; those with sayings that the encoder cannot read are known."""
        matrix, read = self.vectors[name], self.read[name]
        alike = np.repeat(rows[:, -1:], len(matrix), axis=1)
        alike[:, read] = rows @ matrix[read].T
        return alike

    def among_sayings(self, names: Sequence[str]) -> Any:
        """The likeness of each saying to each, in 32 bits: four times the square of their number, in bytes."""
        from scipy.sparse import csc_matrix

        count = self.grams[0].count
        width = _WORDING if names else _WORDING_ALONE
        weighed = [csc_matrix((g.weights, g.sayings, g.begins), (count, len(g.number_of))).tocsr() for g in self.grams]
        total = np.empty((count, count), np.float32)
        for first in range(0, count, _ROWS_AT_ONCE):
            rows = slice(first, min(first + _ROWS_AT_ONCE, count))
            block = sum((matrix[rows] @ matrix.T).toarray() - 1 for matrix in weighed) * width
            for name in names:
                block = block + _MEANING / (1 - _SHARED) * (self.vectors[name][rows] @ self.vectors[name].T - 1)
            np.exp(block, out=total[rows])
        return total
