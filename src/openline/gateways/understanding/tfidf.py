"""Words and characters weighed by TF-IDF under a linear model, trained on the pack's sayings at first start."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import sklearn
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from openline.conversation import Understood, Verdict
from openline.conversation.closed_answers import cleaned, folded
from openline.gateways.understanding.language import LanguageGuess
from openline.gateways.understanding.sayings import Sayings

_CODE_VERSION = "1"
_LONGEST = 2000  # characters that are looked at; a matter shows itself earlier
_KEPT = 5
# Where the best guess is gone on with, where two are worth asking about, and where a second matter shows itself.
# Weighed on held-out sayings of the USCIS pack: higher accepts fewer wrong guesses and asks more often. They
# belong to this model's scores, not to an agency.
_ACCEPT, _MARGIN, _UNSURE, _ALSO = 0.42, 0.15, 0.18, 0.15


@dataclass(frozen=True)
class _Model:
    words: Any
    characters: Any
    coefficients: Any
    intercept: Any
    intents: tuple[str, ...]

    def scores(self, text: str) -> Any:
        """Probability by intent. Only the rows of features that the text has are touched."""
        total = self.intercept.copy()
        offset = 0
        for vectorizer in (self.words, self.characters):
            row = vectorizer.transform([text])
            if row.nnz:
                total += row.data @ self.coefficients[row.indices + offset]
            offset += len(vectorizer.vocabulary_)
        powers = np.exp(total - total.max())
        return powers / powers.sum()

    def knows_a_word_of(self, text: str) -> bool:
        return any(word in self.words.vocabulary_ for word in text.split())


class TfidfUnderstanding:
    """The `Understanding` that ships. `out_of_scope` is the intent whose win means that nothing is understood."""

    def __init__(self, models: dict[str, _Model], languages: LanguageGuess, out_of_scope: str = "out_of_scope") -> None:
        self._models = models
        self._languages = languages
        self._out_of_scope = out_of_scope

    @classmethod
    def ready(cls, sayings: Sayings, folder: Path) -> TfidfUnderstanding:
        """Loaded from `folder`, or trained and kept there first. A spoiled or older file is trained anew."""
        version = f"{_CODE_VERSION} {sklearn.__version__} {np.__version__} {sayings.fingerprint}"
        path = folder / f"understanding-{hashlib.sha256(version.encode()).hexdigest()[:16]}.joblib"
        models = _loaded(path)
        if models is None:
            models = {language: _trained(*sayings.pairs(language)) for language in sayings.by_language}
            _kept(models, path)
        return cls(models, LanguageGuess(sayings))

    def classify(self, text: str, language: str) -> Understood:
        model = self._models.get(language)
        plain = folded(cleaned(text[:_LONGEST]))
        if model is None or not plain:
            return Understood((), Verdict.REJECTED)
        scores = model.scores(plain)
        order = np.argsort(-scores)[:_KEPT]
        ranked = tuple((model.intents[i], float(scores[i])) for i in order if scores[i] > 0)
        if ranked and ranked[0][0] == self._out_of_scope and not model.knows_a_word_of(plain):
            return Understood(ranked, Verdict.REJECTED)  # gibberish is unclear, not a matter of someone else's
        return self._judged(ranked)

    def language_of(self, text: str) -> str | None:
        return self._languages.guess(text[:_LONGEST])

    def _judged(self, ranked: tuple[tuple[str, float], ...]) -> Understood:
        if not ranked:
            return Understood((), Verdict.REJECTED)
        (best, score), *others = ranked
        next_best, next_score = others[0] if others else (None, 0.0)
        if score >= _ACCEPT and score - next_score >= _MARGIN:
            also = next_best if next_score >= _ALSO and next_best != self._out_of_scope else None
            return Understood(ranked, Verdict.ACCEPTED, also)
        if best == self._out_of_scope or score < _UNSURE:
            return Understood(ranked, Verdict.REJECTED)
        second = next_best if next_best != self._out_of_scope and next_score >= _UNSURE / 2 else None
        return Understood(ranked, Verdict.UNSURE if second else Verdict.REJECTED, second)


def _trained(texts: list[str], intents: list[str]) -> _Model:
    plain = [folded(text) for text in texts]
    words = TfidfVectorizer(analyzer="word", ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=30000)
    features = hstack([words.fit_transform(plain), characters.fit_transform(plain)]).tocsr()
    model = LogisticRegression(C=40.0, max_iter=400, tol=1e-3)
    model.fit(features, intents)
    coefficients, intercept = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        coefficients, intercept = np.vstack([-coefficients, coefficients]), np.concatenate([-intercept, intercept])
    return _Model(
        words,
        characters,
        np.ascontiguousarray(coefficients.T, dtype=np.float32),
        np.asarray(intercept, dtype=np.float32),
        tuple(str(intent) for intent in model.classes_),
    )


def _loaded(path: Path) -> dict[str, _Model] | None:
    if not path.is_file():
        return None
    try:
        models = joblib.load(path)
    except (EOFError, OSError, ValueError, AttributeError, ImportError, KeyError, IndexError):
        return None
    return models if isinstance(models, dict) else None


def _kept(models: dict[str, _Model], path: Path) -> None:
    """Written beside and moved, so that a second process never reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        joblib.dump(models, file)
    Path(temporary).replace(path)
