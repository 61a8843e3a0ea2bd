"""The fake: understands the pack's sayings word for word and nothing else."""

from __future__ import annotations

from openline.conversation import Understood, Verdict
from openline.conversation.closed_answers import folded
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

    def classify(self, text: str, language: str) -> Understood:
        intent = self._intent_of.get(language, {}).get(folded(text))
        return Understood(((intent, 1.0),), Verdict.ACCEPTED) if intent else Understood((), Verdict.REJECTED)

    def language_of(self, text: str) -> str | None:
        return self._languages.guess(text)
