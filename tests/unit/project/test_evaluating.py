"""The figures of `openline evaluate intents`, and what a spoiled file of questions is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openline.conversation.understanding import Understood, Verdict
from openline.project.cli import main
from openline.project.evaluating.figures import Asked, auroc, figures
from openline.project.evaluating.questions import Question, read_questions

LIBRARY = Path(__file__).resolve().parents[2] / "agency" / "library"


def asked(intent: str, *ranked: str, second: str | None = None, language: str = "en", rejected: bool = False) -> Asked:
    scores = tuple((name, 0.9 - place / 10) for place, name in enumerate(ranked))
    verdict = Verdict.REJECTED if rejected else Verdict.ACCEPTED
    strange = 0.9 if rejected else 0.1
    return Asked(Question("words", language, intent, second), Understood(scores, verdict, out_of_scope=strange), 2.0)


class TestFigures:
    def test_a_rejected_matter_is_a_wrong_answer(self) -> None:
        report = figures([asked("hours", "hours"), asked("hours", "hours", rejected=True)], ["en"])
        assert report["en"]["accuracy"] == 0.5
        assert report["out_of_scope"]["false_reject_rate"] == 0.5

    def test_the_second_reading_is_accepted_as_well(self) -> None:
        report = figures([asked("hours", "loan_status", second="loan_status")], ["en"])
        assert (report["en"]["accuracy"], report["en"]["accept_second"]) == (0, 1)

    def test_the_right_one_among_three_counts_as_found(self) -> None:
        report = figures([asked("c", "a", "b", "c"), asked("d", "a", "b", "c", "d")], ["en"])
        assert report["en"]["top3"] == 0.5

    def test_two_matters_are_heard_only_where_both_are_told(self) -> None:
        def heard(second: str | None, also: str | None, verdict: Verdict = Verdict.ACCEPTED) -> Asked:
            return Asked(Question("words", "en", "a", second), Understood((("a", 0.9),), verdict, also))

        of_two = [heard("b", "b"), heard("b", "c"), heard("b", None), heard("b", "b", Verdict.UNSURE)]
        report = figures([*of_two, heard(None, "b"), heard(None, None)], ["en"])
        assert (report["en"]["both_heard"], report["en"]["two_heard_in_one"]) == (0.25, 0.5)

    def test_a_stranger_is_refused_by_verdict_or_by_name(self) -> None:
        strangers = [asked("out_of_scope", "hours", rejected=True), asked("out_of_scope", "out_of_scope")]
        report = figures([*strangers, asked("out_of_scope", "hours")], ["en"])
        assert report["out_of_scope"]["recall"] == round(2 / 3, 4)
        assert report["out_of_scope"]["precision"] == 1

    def test_confusions_are_counted_by_language_most_frequent_first(self) -> None:
        each = [asked("a", "b"), asked("a", "b", language="es"), asked("b", "a"), asked("a", "a")]
        first, second = figures(each, ["en", "es"])["confusions"]
        assert first == {"intent": "a", "taken_for": "b", "count": 2, "by_language": {"en": 1, "es": 1}}
        assert second["count"] == 1

    def test_a_language_without_questions_has_no_figure(self) -> None:
        assert figures([asked("a", "a")], ["en", "es"])["es"]["accuracy"] is None


def test_auroc_is_one_for_apart_a_half_for_alike_and_nothing_without_strangers() -> None:
    assert auroc([0.9, 0.8, 0.1], [True, True, False]) == 1
    assert auroc([0.5, 0.5], [True, False]) == 0.5
    assert auroc([0.5], [False]) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "line 1: not JSON"),
        ("[]", "line 1: write an object"),
        ('{"text": "x", "lang": "en"}', "intent is missing"),
        ('{"text": "x", "lang": "xx", "intent": "hours"}', "none of the pack's"),
        ('{"text": "x", "lang": "en", "intent": "nothing"}', "no intent 'nothing'"),
        ('{"text": "x", "lang": "en", "intent": "hours", "second_intent": "nothing"}', "no intent 'nothing'"),
        ("", "has no question"),
    ],
)
def test_a_spoiled_file_of_questions_says_where_and_what(line: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(Exception, match=told):
        read_questions(path, {"hours"}, {"en"})


def test_questions_are_asked_of_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"text": "what are your opening hours", "lang": "en", "intent": "hours"}))
    assert main(["evaluate", "intents", str(path), "--agency", str(LIBRARY)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["en"]["n"] == 1
    assert {"p50", "p99"} <= set(report["cpu_ms"])


@pytest.mark.parametrize(
    "given",
    [[], ["--own", "--benchmark", "hint3"], ["--benchmark", "hint3"], ["--benchmark", "hint3", "--data", "/nowhere"]],
)
def test_a_misuse_is_told(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "intents", *given]) == 1
    assert "openline evaluate:" in capsys.readouterr().err
