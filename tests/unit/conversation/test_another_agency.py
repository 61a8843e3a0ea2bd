"""A small library plays on the same engine: no agency fact is in code."""

from pathlib import Path

import pytest
from tests.unit.conversation import playing
from tests.unit.conversation.playing import ROUTING, Person

from openline.conversation import load_flows
from openline.gateways.understanding import ExactUnderstanding, TrainedUnderstanding, load_sayings

LIBRARY = Path(__file__).resolve().parents[2] / "agency" / "library"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Person:
    understanding = ExactUnderstanding(load_sayings(LIBRARY, ("en", "es")))
    monkeypatch.setattr(playing, "word_for_word", lambda: understanding)
    return Person(book=load_flows(LIBRARY).with_routing(ROUTING))


def test_a_reader_learns_where_a_loan_stands(reader: Person) -> None:
    assert reader.opens() == ["welcome", "what_is_it"]
    assert reader.says("where is my loan") == ["ask_receipt_number"]
    assert reader.says("ln-123456") == ["loan_told", "anything_else"]


def test_a_receipt_of_another_agency_is_no_loan(reader: Person) -> None:
    reader.says("where is my loan")
    assert reader.says(playing.RECEIPT) == ["ask_receipt_number_again"]


def test_the_desk_is_reached_with_the_matter(reader: Person) -> None:
    reader.world["desk"] = "queued"
    assert reader.says("librarian") == ["ask_the_matter"]
    assert reader.says("my book fell into the bath") == ["queued"]


def test_the_shipped_model_trains_on_a_small_pack(tmp_path: Path) -> None:
    model = TrainedUnderstanding.ready(load_sayings(LIBRARY, ("en", "es")), tmp_path)
    assert model.classify("is my book due soon", "en").best == "loan_status"
