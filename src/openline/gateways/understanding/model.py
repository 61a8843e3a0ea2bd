"""What the sayings teach: a score for each intent, from the sayings that a text is like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from openline.conversation.closed_answers import folded
from openline.conversation.understanding import OUT_OF_SCOPE as OUT_OF_SCOPE
from openline.gateways.understanding.encoders import Encoder
from openline.gateways.understanding.grams import KINDS, Grams
from openline.gateways.understanding.likeness import Likeness, seen
from openline.gateways.understanding.ridge import learned
from openline.gateways.understanding.sayings import Sayings

Views = tuple[str, ...]  # names of the encoders that look at a text


@dataclass(frozen=True, slots=True)
class Model:
    """`shares`: by the encoders that look, what each saying adds to each intent."""

    intents: tuple[str, ...]
    likeness: Likeness
    shares: Mapping[Views, Any]

    def scores(self, parts: Sequence[str], encoders: Sequence[Encoder], language: str) -> Any:
        """A row for each part, a column for each intent: about 1 for the intent's own sayings, 0 for a stranger's.

        All encoders look at the first part. At the others only the fewest that were taught alone do, which is nearly
        as good and takes a third of the time.
        """
        views = views_of(encoders, language)
        quick = min((taught for taught in self.shares if set(taught) <= set(views)), key=len)
        vectors = {
            encoder.name: seen(encoder.encode(looked_at), np.ones(len(looked_at), bool))
            for encoder in encoders
            if encoder.name in views
            for looked_at in [parts if encoder.name in quick else parts[:1]]
        }
        likeness = self.likeness.to_sayings(vectors, [folded(part) for part in parts])
        return np.vstack([likeness[:1] @ self.shares[views], likeness[1:] @ self.shares[quick]])

    def knows_a_word_of(self, text: str) -> bool:
        words = next(grams for grams in self.likeness.grams if grams.kind == "words")
        return words.knows(folded(text).split())


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Scores of sayings by a model that did not have them."""

    intents: tuple[str, ...]
    wanted: Sequence[str]
    scores: Any


def reads(encoder: Encoder, language: str) -> bool:
    return encoder.languages is None or language in encoder.languages


def views_of(encoders: Iterable[Encoder], language: str) -> Views:
    return tuple(encoder.name for encoder in encoders if reads(encoder, language))


def trained(
    sayings: Sayings, encoders: Sequence[Encoder], *, hold_out: bool = True
) -> tuple[Model, dict[str, HeldOut]]:
    """One model for all languages, so that each learns from the others' sayings; held-out scores by language,
    none without `hold_out`.
    """
    texts, wanted, languages = _listed(sayings)
    intents = tuple(sorted(set(wanted)))
    column = {intent: number for number, intent in enumerate(intents)}
    targets = np.zeros((len(texts), len(intents)), np.float32)
    targets[np.arange(len(texts)), [column[intent] for intent in wanted]] = 1
    plain = [folded(text) for text in texts]
    with ThreadPoolExecutor() as side_by_side:  # each encoder keeps to one processor
        vectors = {encoder.name: side_by_side.submit(_vectors, encoder, texts, languages) for encoder in encoders}
        grams = tuple(Grams.of(kind, plain) for kind in KINDS)
    likeness = Likeness({name: matrix.result() for name, matrix in vectors.items()}, grams)
    shares: dict[Views, Any] = {}
    held_out: dict[str, HeldOut] = {}
    for views in dict.fromkeys(views_of(encoders, language) for language in sayings.by_language):
        alike = [i for i, language in enumerate(languages) if views_of(encoders, language) == views]
        rows = range(alike[0], alike[-1] + 1) if hold_out and alike else range(0)
        shares[views], scores = learned(likeness.among_sayings(views), targets, rows)
        for language in sayings.by_language:
            own = [i for i in rows if languages[i] == language and views_of(encoders, language) == views]
            if own:
                held_out[language] = HeldOut(intents, [wanted[i] for i in own], scores[[i - rows.start for i in own]])
    return Model(intents, likeness, shares), held_out


def _vectors(encoder: Encoder, texts: Sequence[str], languages: Sequence[str]) -> Any:
    read = np.array([reads(encoder, language) for language in languages])
    vectors = encoder.encode([text for text, is_read in zip(texts, read, strict=True) if is_read])
    return seen(vectors, read)


def _listed(sayings: Sayings) -> tuple[list[str], list[str], list[str]]:
    """Each saying once for each language and intent."""
    listed = dict.fromkeys(
        (text, intent, language)
        for language in sayings.by_language
        for text, intent in zip(*sayings.pairs(language), strict=True)
        if folded(text)
    )
    return [text for text, _, _ in listed], [intent for _, intent, _ in listed], [language for _, _, language in listed]
