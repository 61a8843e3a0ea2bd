"""The `Understanding` that ships: trained on the pack's sayings at build or first start, then kept."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from openline.conversation import Understood, Verdict
from openline.gateways.understanding.clauses import ClausedText, Clauses
from openline.gateways.understanding.encoders import Encoder, encoders_here
from openline.gateways.understanding.judgment import Limits, known_of, limits_from
from openline.gateways.understanding.kept import Taught, kept_or_made
from openline.gateways.understanding.language import LanguageGuess
from openline.gateways.understanding.model import OUT_OF_SCOPE, Model, trained
from openline.gateways.understanding.sayings import Sayings

_KEPT = 5
_LONGEST_FOR_LANGUAGE = 2000
_SURELY_TWO = 0.7  # from where on two clauses are taken to be about a matter each
_WHOLE = 1.5  # how much more it counts that the whole text speaks of the second matter
_END_IS_KNOWN = 0.3  # how far above out of scope the end of a story must lie to speak for the whole


class TrainedUnderstanding:
    """An `Understanding` by likeness to the pack's sayings. `out_of_scope` is the intent of what is not ours."""

    def __init__(self, model: Model, limits: dict[str, Limits], encoders: Sequence[Encoder], sayings: Sayings) -> None:
        self._model = model
        self._limits = limits
        self._encoders = encoders
        self._languages = LanguageGuess(sayings)
        self._clauses = Clauses.of(sayings.heard)
        self._threads = ThreadpoolController()

    @classmethod
    def ready(cls, sayings: Sayings, *folders: Path, encoders: Sequence[Encoder] | None = None) -> TrainedUnderstanding:
        """Read from one of the folders, or trained and kept there first; `encoders` are those installed."""
        at_hand = encoders_here() if encoders is None else encoders

        def taught() -> Taught:
            model, held_out = trained(sayings, at_hand)
            return model, {language: limits_from(scores) for language, scores in held_out.items()}

        key = (sayings.fingerprint, *(encoder.name for encoder in at_hand))
        model, limits = kept_or_made(key, folders, taught)
        return cls(model, limits, at_hand, sayings)

    @classmethod
    def unlimited(cls, sayings: Sayings, encoders: Sequence[Encoder]) -> TrainedUnderstanding:
        """With limits that do not come from the sayings and nothing kept: for measuring on sets of others."""
        model, _ = trained(sayings, encoders, hold_out=False)
        return cls(model, {language: Limits() for language in sayings.by_language}, encoders, sayings)

    def classify(self, text: str, language: str) -> Understood:
        said = self._clauses.cut(text)
        parts = said.parts
        if language not in self._limits or not parts:
            return Understood((), Verdict.REJECTED, out_of_scope=1.0)
        with self._threads.limit(limits=1, user_api="blas"):
            each = self._model.scores(parts, self._encoders, language)
        return self._judged(said, each[0], each[1:], self._limits[language], self._model.knows_a_word_of(parts[0]))

    def language_of(self, text: str) -> str | None:
        return self._languages.guess(text[:_LONGEST_FOR_LANGUAGE])

    def _judged(self, said: ClausedText, scores: Any, clauses: Any, limits: Limits, knows_a_word: bool) -> Understood:
        intents = self._model.intents
        known = float(known_of(scores[None], intents)[0])
        ranked = tuple((intents[i], float(np.clip(scores[i], 0, 1))) for i in np.argsort(-scores)[:_KEPT])
        strange = float(np.clip((1 - known) / 2, 0, 1))
        matters = [pair for pair in ranked if pair[0] != OUT_OF_SCOPE]
        best, score = matters[0] if matters else (OUT_OF_SCOPE, 0.0)
        if known < limits.known or score < limits.least:
            strangers = ranked[0][0] == OUT_OF_SCOPE
            if not strangers and len(clauses) and known_of(clauses[-1:], intents)[0] >= _END_IS_KNOWN:
                return self._judged(said, clauses[-1], clauses[:0], limits, knows_a_word)
            others = knows_a_word and strangers  # a matter of someone else's, and not just unclear
            return Understood(ranked, Verdict.ACCEPTED if others else Verdict.REJECTED, out_of_scope=strange)
        if two := self._two(scores, clauses, best):
            return Understood(tuple(matters), Verdict.ACCEPTED, list(two)[1], strange, said.told_apart(two))
        next_best, next_score = matters[1] if len(matters) > 1 else (None, 0.0)
        if score - next_score < limits.ahead:
            verdict = Verdict.UNSURE if next_best else Verdict.REJECTED
            return Understood(tuple(matters), verdict, next_best, strange)
        return Understood(tuple(matters), Verdict.ACCEPTED, None, strange)

    def _two(self, whole: Any, clauses: Any, best: str) -> dict[str, int]:
        """The best matter and a second one, where two clauses are surely about one each, with their places; or none.

        It is the surer the more each clause says for its own matter and the less for the other's, and the more the
        whole text says for the second one too.
        """
        first, sure = self._model.intents.index(best), np.maximum(clauses, 0)
        never = [i for i, intent in enumerate(self._model.intents) if intent in (best, OUT_OF_SCOPE)]
        surest, found = _SURELY_TWO, dict[str, int]()
        for own, other in itertools.permutations(range(len(clauses)), 2):
            each = np.minimum(sure[own, first], sure[other]) + _WHOLE * whole - sure[own] - sure[other, first]
            each[never] = -np.inf
            second = int(each.argmax())
            if each[second] >= surest:
                surest, found = float(each[second]), {best: own, self._model.intents[second]: other}
        return found
