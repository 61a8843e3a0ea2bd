"""The pack's own sayings as questions: each fifth is asked of a model that was taught by the other four."""

from __future__ import annotations

from openline.gateways.understanding import Sayings, TrainedUnderstanding
from openline.gateways.understanding.encoders import Encoder
from openline.project.evaluating.figures import Asked, ask
from openline.project.evaluating.questions import Question

_FOLDS = 5
_RUN = 4  # neighbors in a file often say the same thing twice: they are held out together


def ask_own(sayings: Sayings, encoders: tuple[Encoder, ...]) -> list[Asked]:
    """Takes about as long as training five times."""
    asked: list[Asked] = []
    for fold in range(_FOLDS):
        taught = _part(sayings, fold, held_out=False)
        model = TrainedUnderstanding.ready(taught, encoders=encoders)
        held_out = _part(sayings, fold, held_out=True)
        questions = [
            Question(text, language, intent)
            for language in held_out.by_language
            for text, intent in zip(*held_out.pairs(language), strict=True)
        ]
        asked += ask(model, questions)
    return asked


def _part(sayings: Sayings, fold: int, *, held_out: bool) -> Sayings:
    by_language = {
        language: {
            intent: tuple(text for i, text in enumerate(texts) if ((i // _RUN) % _FOLDS == fold) is held_out)
            for intent, texts in intents.items()
        }
        for language, intents in sayings.by_language.items()
    }
    return Sayings(by_language, sayings.heard)
