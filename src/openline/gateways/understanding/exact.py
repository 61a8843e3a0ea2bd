"""The fake: understands the pack's sayings word for word and nothing else."""

from __future__ import annotations

import itertools

from openline.conversation import Understood, Verdict
from openline.conversation.closed_answers import folded
from openline.gateways.understanding.clauses import Clauses
from openline.gateways.understanding.language import LanguageGuess
from openline.gateways.understanding.sayings import Sayings


class ExactUnderstanding:
    """An `Understanding` without a model, quick and foreseeable, for tests and for a pack being written."""

    def __init__(self, sayings: Sayings) -> None:
        self._intent_of = {
            language: {folded(text): intent for intent, texts in intents.items() for text in texts}
            for language, intents in sayings.by_language.items()
        }
        self._languages = LanguageGuess(sayings)
        self._clauses = Clauses.of(sayings.heard)

    def classify(self, text: str, language: str) -> Understood:
        """What is no saying by itself may be clauses that are: the first two different ones count."""
        intents = self._intent_of.get(language, {})
        if intent := intents.get(folded(text)):
            return Understood(((intent, 1.0),), Verdict.ACCEPTED)
        said = self._clauses.cut(text)
        place_of: dict[str, int] = {}
        for place in range(len(said)):
            if intent := intents.get(folded(said.clause(place))):
                place_of.setdefault(intent, place)
        ranked = tuple((intent, 1.0) for intent in place_of)
        if len(ranked) < 2:
            return Understood(ranked, Verdict.ACCEPTED if ranked else Verdict.REJECTED)
        first_two = dict(itertools.islice(place_of.items(), 2))
        return Understood(ranked, Verdict.ACCEPTED, ranked[1][0], matters=said.told_apart(first_two))

    def language_of(self, text: str) -> str | None:
        return self._languages.guess(text)
