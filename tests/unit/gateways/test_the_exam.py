"""The exams of understanding: complete in both languages, and apart from what the assistant was taught."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from openline.conversation.closed_answers import folded
from openline.gateways.understanding import load_sayings

REPOSITORY = Path(__file__).resolve().parents[3]
PACK = REPOSITORY / "agency" / "uscis"
LANGUAGES = ("en", "es")
PARTS = ("exam.dev", "exam.final")
OF_TWO = ("two_matters.dev", "two_matters.final")
CLOSED = {"yes", "no", "repeat"}


def questions(part: str) -> list[dict[str, Any]]:
    path = REPOSITORY / "tests" / "understanding" / f"{part}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def known_intents() -> set[str]:
    return {folder.name for folder in (PACK / "intents").iterdir() if folder.is_dir()} | CLOSED


@pytest.mark.parametrize("part", [*PARTS, *OF_TWO])
def test_each_question_has_its_four_fields_and_a_known_intent(part: str):
    for question in questions(part):
        assert set(question) == {"text", "lang", "intent", "second_intent"}, question
        assert question["text"].strip() == question["text"] != "", question
        assert question["lang"] in LANGUAGES, question
        assert question["intent"] in known_intents(), question
        assert question["second_intent"] in known_intents() - {question["intent"]} | {None}, question


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_is_asked_in_both_languages(part: str, language: str):
    asked = {question["intent"] for question in questions(part) if question["lang"] == language}
    assert asked == known_intents()


@pytest.mark.parametrize("part", OF_TWO)
def test_every_question_of_two_matters_names_both(part: str):
    assert {question["lang"] for question in questions(part)} == set(LANGUAGES)
    assert all(question["second_intent"] for question in questions(part))


def test_no_question_is_asked_twice():
    texts = Counter(folded(question["text"]) for part in (*PARTS, *OF_TWO) for question in questions(part))
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_question_is_a_saying_that_was_taught():
    sayings = load_sayings(PACK, LANGUAGES)
    taught = {
        folded(saying) for intents in sayings.by_language.values() for said in intents.values() for saying in said
    }
    assert [
        question["text"]
        for part in (*PARTS, *OF_TWO)
        for question in questions(part)
        if folded(question["text"]) in taught
    ] == []
