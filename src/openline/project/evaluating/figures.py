"""Figures over questions that were asked: right answers, refusals, time, and what was taken for what."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from openline.conversation.understanding import Understanding, Understood, Verdict
from openline.project.evaluating.questions import Question

OUT_OF_SCOPE = "out_of_scope"
_CONFUSIONS = 40


@dataclass(frozen=True, slots=True)
class Asked:
    question: Question
    understood: Understood
    cpu_ms: float = 0.0

    @property
    def rejected(self) -> bool:
        return self.understood.verdict is Verdict.REJECTED or self.understood.best in (None, OUT_OF_SCOPE)

    @property
    def answer(self) -> str:
        return OUT_OF_SCOPE if self.rejected else str(self.understood.best)

    @property
    def right(self) -> bool:
        return self.answer == self.question.intent

    @property
    def also_right(self) -> bool:
        return self.answer in (self.question.intent, self.question.second)

    @property
    def told(self) -> set[str]:
        """The matters that are gone on with: one or two, none where the words are unclear or it asks which."""
        understood = self.understood
        sure = understood.verdict is Verdict.ACCEPTED
        return {intent for intent in (understood.best, understood.second) if sure and intent}


def ask(understanding: Understanding, questions: Iterable[Question]) -> list[Asked]:
    """Each question by itself, as a person would ask it."""
    asked: list[Asked] = []
    for question in questions:
        began = time.process_time()
        understood = understanding.classify(question.text, question.language)
        asked.append(Asked(question, understood, (time.process_time() - began) * 1000))
    return asked


def figures(asked: Sequence[Asked], languages: Iterable[str]) -> dict[str, Any]:
    """The report that `openline evaluate intents` prints."""
    report: dict[str, Any] = {language: _of_language(asked, language) for language in languages}
    report["out_of_scope"] = _out_of_scope(asked)
    times = [each.cpu_ms for each in asked]
    report["cpu_ms"] = {
        name: round(float(np.percentile(times, share)), 2) for name, share in (("p50", 50), ("p99", 99))
    }
    report["confusions"] = _confusions(asked)
    return report


def auroc(strange: Sequence[float], out_of_scope: Sequence[bool]) -> float | None:
    """How often a stranger looks stranger than a matter of the center's; ties count half."""
    scores, outside = np.asarray(strange), np.asarray(out_of_scope, bool)
    if outside.all() or not outside.any():
        return None
    values, places = np.unique(scores, return_inverse=True)
    counts = np.bincount(places, minlength=len(values))
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    above = ranks[outside].sum() - outside.sum() * (outside.sum() + 1) / 2
    return round(float(above / (outside.sum() * (~outside).sum())), 4)


def _of_language(asked: Sequence[Asked], language: str) -> dict[str, float | int | None]:
    ours = [each for each in asked if each.question.language == language and each.question.intent != OUT_OF_SCOPE]
    top3 = [each.question.intent in [intent for intent, _ in each.understood.ranked[:3]] for each in ours]
    return {
        "accuracy": _share([each.right for each in ours]),
        "accept_second": _share([each.also_right for each in ours]),
        "top3": _share(top3),
        "n": len(ours),
        "asked_which_of_two": _share([each.understood.verdict is Verdict.UNSURE for each in ours]),
        "both_heard": _share([each.told == {q.intent, q.second} for each in ours if (q := each.question).second]),
        "two_heard_in_one": _share([len(each.told) > 1 for each in ours if not each.question.second]),
    }


def _out_of_scope(asked: Sequence[Asked]) -> dict[str, float | None]:
    outside = [each.question.intent == OUT_OF_SCOPE for each in asked]
    rejected = [each.rejected for each in asked]
    return {
        "recall": _share([no for no, out in zip(rejected, outside, strict=True) if out]),
        "precision": _share([out for no, out in zip(rejected, outside, strict=True) if no]),
        "false_reject_rate": _share([no for no, out in zip(rejected, outside, strict=True) if not out]),
        "auroc": auroc([each.understood.out_of_scope for each in asked], outside),
    }


def _confusions(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    counted = Counter(
        (each.question.intent, each.answer, each.question.language) for each in asked if not each.also_right
    )
    pairs = Counter((intent, answer) for intent, answer, _ in counted.elements())
    return [
        {
            "intent": intent,
            "taken_for": answer,
            "count": count,
            "by_language": {lang: n for (i, a, lang), n in sorted(counted.items()) if (i, a) == (intent, answer)},
        }
        for (intent, answer), count in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:_CONFUSIONS]
    ]


def _share(answers: Sequence[bool]) -> float | None:
    return round(sum(answers) / len(answers), 4) if answers else None
