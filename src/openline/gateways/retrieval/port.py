"""The port of retrieval: articles ranked by how near their titles and phrasings are to a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from openline.domain.knowledge import Bars, Ranked


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one article in one language; `sha256` changes when the words do."""

    key: str
    title: str
    asked_as: tuple[str, ...]
    sha256: str

    @property
    def phrasings(self) -> tuple[str, ...]:
        return (self.title, *self.asked_as)


class Retrieval(Protocol):
    """Never raises on any text; the same text over the same documents is always ranked alike.

    Scores lie between 0 and 1; `bars` says what they mean, since that belongs to the method and not to an agency.
    """

    bars: Bars

    def rank(self, question: str, documents: Sequence[Document], language: str) -> list[Ranked]:
        """The documents that have anything to do with the question, nearest first."""
        ...
