"""What every implementation of the understanding port keeps."""

from pathlib import Path

import pytest

from openline.conversation import Understanding, Verdict
from openline.gateways.understanding import ExactUnderstanding, TfidfUnderstanding, load_sayings

USCIS = Path(__file__).resolve().parents[2] / "agency" / "uscis"
SAYINGS = load_sayings(USCIS, ("en", "es"))


@pytest.fixture(scope="module", params=["exact", "tfidf"])
def understanding(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    if request.param == "exact":
        return ExactUnderstanding(SAYINGS)
    return TfidfUnderstanding.ready(SAYINGS, tmp_path_factory.mktemp("understanding"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_pack_says_is_understood_as_the_pack_means_it(understanding: Understanding, language: str) -> None:
    texts, intents = SAYINGS.pairs(language)
    wrong = [
        (text, intent, understood.ranked[:2])
        for text, intent in zip(texts, intents, strict=True)
        if (understood := understanding.classify(text, language)).verdict is Verdict.ACCEPTED
        and understood.best != intent
    ]
    assert len(wrong) <= len(texts) // 100, wrong


@pytest.mark.parametrize("text", ["", " ", "\x00", "?", "x" * 100_000, "\ud83d", "日本語", "zzzz qqqq", "0912345678"])
def test_no_text_is_too_strange(understanding: Understanding, text: str) -> None:
    for language in ("en", "es", "xx"):
        understood = understanding.classify(text, language)
        assert understood.verdict is Verdict.REJECTED or understood.best
        understanding.language_of(text)


def test_scores_lie_between_none_and_all_best_first(understanding: Understanding) -> None:
    for text in ("where is my case", "need my green card faster please"):
        scores = [score for _, score in understanding.classify(text, "en").ranked]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1.000001 for score in scores)


def test_the_same_words_are_always_understood_alike(understanding: Understanding) -> None:
    assert understanding.classify("where is my case", "en") == understanding.classify("WHERE is my case?", "en")


def test_the_language_is_named_when_it_is_clear_and_only_then(understanding: Understanding) -> None:
    assert understanding.language_of("quiero saber dónde está mi caso") == "es"
    assert understanding.language_of("i want to know where my case is") == "en"
    assert understanding.language_of("12345") is None


def test_what_nobody_taught_is_not_accepted_as_a_matter(understanding: Understanding) -> None:
    for text in ("the quick brown fox jumps over the lazy dog", "bake bread at home"):
        understood = understanding.classify(text, "en")
        assert understood.verdict is not Verdict.ACCEPTED or understood.best == "out_of_scope"


class TestTheTrainedModel:
    @pytest.mark.parametrize("text", ["asdfgh", "xyzzy", "qqq www"])
    def test_gibberish_is_unclear_and_not_out_of_scope(
        self, text: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        model = TfidfUnderstanding.ready(SAYINGS, tmp_path_factory.getbasetemp() / "understanding")
        assert model.classify(text, "en").verdict is Verdict.REJECTED

    def test_it_is_trained_once_and_a_spoiled_file_is_trained_anew(self, tmp_path: Path) -> None:
        first = TfidfUnderstanding.ready(SAYINGS, tmp_path)
        (kept,) = tmp_path.iterdir()
        written = kept.stat().st_mtime_ns
        TfidfUnderstanding.ready(SAYINGS, tmp_path)
        assert kept.stat().st_mtime_ns == written
        kept.write_bytes(b"spoiled")
        again = TfidfUnderstanding.ready(SAYINGS, tmp_path)
        assert again.classify("where is my case", "en") == first.classify("where is my case", "en")

    @pytest.mark.parametrize(
        ("language", "text", "intent"),
        [
            ("en", "where's my case at", "case_status"),
            ("en", "my grandma is dying in mexico can I go see her", "emergency_advance_parole"),
            ("en", "nobody ever called", "missed_callback"),
            ("en", "I'd like an appointment in my local field office", "field_office_appointment"),
            ("en", "forgot pasword", "password_reset"),
            ("es", "donde ta mi caso", "case_status"),
            ("es", "mi mama esta muriendo en guatemala", "emergency_advance_parole"),
            ("es", "que hora abren mañana", "hours"),
        ],
    )
    def test_words_that_no_one_wrote_down_are_understood(
        self, language: str, text: str, intent: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        model = TfidfUnderstanding.ready(SAYINGS, tmp_path_factory.getbasetemp() / "understanding")
        understood = model.classify(text, language)
        assert (understood.best, understood.verdict) == (intent, Verdict.ACCEPTED)
