"""How well articles are found by words alone: what the bars of `gateways/retrieval` are set by.

    python -m benchmarks.retrieval [agency folder]

Asked are, in each language, the sayings of the intents that articles answer (whose right article is the first for the
intent) and, as questions of somebody else's business, the sayings of `out_of_scope`. None of them is in an article.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openline.gateways.retrieval import Document, LexicalRetrieval, Retrieval
from openline.gateways.understanding import load_sayings
from openline.policy import AgencyPack, load_pack

AGENCY = Path(__file__).resolve().parents[1] / "agency" / "uscis"
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Asked:
    """One question: the articles that may answer it, none for one of somebody else's business."""

    question: str
    right: frozenset[str]


@dataclass(frozen=True)
class Found:
    asked: Asked
    best: str
    score: float
    ahead: float
    among_three: bool


def documents_of(pack: AgencyPack, language: str) -> list[Document]:
    return [
        Document(article.key, words.title, words.asked_as, words.sha256)
        for article in pack.articles.values()
        if not article.internal and (words := article.words.get(language))
    ]


def questions_of(pack: AgencyPack, language: str) -> list[Asked]:
    right: dict[str, set[str]] = {}
    for article in pack.articles.values():
        for intent in () if article.internal else article.answers:
            right.setdefault(intent, set()).add(article.key)
    sayings = load_sayings(pack.path, pack.agency.languages).by_language[language]
    inside = [Asked(one, frozenset(right[intent])) for intent in right for one in sayings.get(intent, ())]
    return [*inside, *(Asked(one, frozenset()) for one in sayings.get(OUT_OF_SCOPE, ()))]


def found_by(retrieval: Retrieval, asked: Asked, documents: Sequence[Document], language: str) -> Found:
    ranked = retrieval.rank(asked.question, documents, language)
    score = ranked[0].score if ranked else 0.0
    rival = ranked[1].score if len(ranked) > 1 else 0.0
    among = any(one.article in asked.right for one in ranked[:3])
    return Found(asked, ranked[0].article if ranked else "", score, score - rival, among)


def share(these: int, of_all: int) -> str:
    return f"{100 * these / of_all:5.1f} %" if of_all else "    -  "


def report(retrieval: Retrieval, pack: AgencyPack, language: str) -> None:
    documents, questions = documents_of(pack, language), questions_of(pack, language)
    began = time.process_time()
    found = [found_by(retrieval, asked, documents, language) for asked in questions]
    spent = time.process_time() - began
    inside = [one for one in found if one.asked.right]
    outside = [one for one in found if not one.asked.right]
    print(f"\n{language}: {len(documents)} articles, {len(inside)} questions with an article, {len(outside)} without")
    print(f"  first is right {share(sum(one.best in one.asked.right for one in inside), len(inside))}")
    print(f"  right among three {share(sum(one.among_three for one in inside), len(inside))}")
    print(f"  CPU per question {1000 * spent / max(1, len(found)):.1f} ms")
    print("  sure at | answered | of them right | answered that have no article")
    for bar in (0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70):
        told = [one for one in inside if one.score >= bar and one.ahead >= retrieval.bars.ahead]
        right = sum(one.best in one.asked.right for one in told)
        wrong = sum(one.score >= bar and one.ahead >= retrieval.bars.ahead for one in outside)
        mark = " <" if abs(bar - retrieval.bars.sure) < 0.01 else ""
        print(
            f"    {bar:.2f}  | {share(len(told), len(inside))}  |    {share(right, len(told))}    |"
            f"   {share(wrong, len(outside))}{mark}"
        )


def main() -> None:
    pack = load_pack(Path(sys.argv[1]) if len(sys.argv) > 1 else AGENCY)
    for language in pack.agency.languages:
        report(LexicalRetrieval(), pack, language)


if __name__ == "__main__":
    main()
