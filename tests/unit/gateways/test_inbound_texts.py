"""What a person texts back, and what the gateway tells of our texts."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openline.gateways.sms import (
    Delivery,
    Keyword,
    NotUnderstood,
    Wish,
    is_from_gateway,
    load_keywords,
    parse_delivery_receipt,
    parse_inbound_text,
    read_keyword,
    segments_of,
)

USCIS = Path(__file__).parents[3] / "agency/uscis"
TEXT = {"id": "in-1", "from": "+12125550142", "body": "¿Cuándo me llaman?"}
RECEIPT = {
    "id": "out-1",
    "status": "failed",
    "at": "2026-11-25T16:40:00-05:00",
    "reason": "landline",
    "permanent": True,
}


@pytest.mark.parametrize(
    ("body", "wish", "language"),
    [
        ("STOP", Wish.STOP, "en"),
        (" stop. ", Wish.STOP, "en"),
        ("Stop all!", Wish.STOP, "en"),
        ("alto", Wish.STOP, "es"),
        ("¡Alto!", Wish.STOP, "es"),
        ("Parar", Wish.STOP, "es"),
        ("HELP?", Wish.HELP, "en"),
        ("ayuda", Wish.HELP, "es"),
        ("Información", Wish.HELP, "es"),
        ("start", Wish.START, "en"),
        ("Iniciar", Wish.START, "es"),
    ],
)
def test_a_keyword_is_understood_however_it_is_typed(body: str, wish: Wish, language: str):
    assert read_keyword(body, load_keywords(USCIS)) == Keyword(wish, language)


@pytest.mark.parametrize("body", ["", "please don't stop", "I need help with my case", "stopped", "🙂", "alto ahí"])
def test_a_word_inside_a_sentence_asks_for_nothing(body: str):
    assert read_keyword(body, load_keywords(USCIS)) is None


def test_a_word_that_asks_for_two_things_is_refused(tmp_path: Path):
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "keywords.yaml").write_text("stop: {en: [END]}\nstart: {en: [end]}\n")
    with pytest.raises(ValueError, match="'end' stands twice"):
        load_keywords(tmp_path)


def test_a_text_comes_in_with_its_sender_and_every_letter():
    text = parse_inbound_text(json.dumps(TEXT))
    assert (text.message_id, text.sender, text.body) == ("in-1", "+12125550142", "¿Cuándo me llaman?")


def test_a_receipt_tells_whether_the_number_is_worth_another_try():
    receipt = parse_delivery_receipt(json.dumps(RECEIPT))
    assert receipt.delivery is Delivery.FAILED
    assert receipt.at == datetime(2026, 11, 25, 21, 40, tzinfo=UTC)
    assert receipt.number_is_dead
    assert not parse_delivery_receipt(json.dumps(RECEIPT | {"permanent": False})).number_is_dead
    assert not parse_delivery_receipt(json.dumps(RECEIPT | {"status": "delivered"})).number_is_dead


@pytest.mark.parametrize(
    "change",
    [{"from": "5550142"}, {"from": None}, {"body": 7}, {"body": "x" * 1601}, {"id": ""}],
)
def test_what_is_no_text_is_not_understood_and_not_repeated(change: dict[str, object]):
    with pytest.raises(NotUnderstood) as refusal:
        parse_inbound_text(json.dumps(TEXT | change))
    assert "5550142" not in str(refusal.value)


@pytest.mark.parametrize("change", [{"status": "maybe"}, {"at": "2026-11-25T16:40:00"}, {"at": None}, {"id": 7}])
def test_what_is_no_receipt_is_not_understood(change: dict[str, object]):
    with pytest.raises(NotUnderstood):
        parse_delivery_receipt(json.dumps(RECEIPT | change))


@pytest.mark.parametrize("raw", [b"", b"[]", b"not json", b"\xff"])
def test_nonsense_is_not_understood(raw: bytes):
    with pytest.raises(NotUnderstood):
        parse_inbound_text(raw)
    with pytest.raises(NotUnderstood):
        parse_delivery_receipt(raw)


def test_only_the_gateway_that_knows_the_secret_is_believed():
    raw = json.dumps(TEXT).encode()
    signature = hmac.new(b"shared", raw, "sha256").hexdigest()
    assert is_from_gateway(raw, signature, "shared")
    assert not is_from_gateway(raw + b" ", signature, "shared")
    assert not is_from_gateway(raw, signature, "other")
    assert not is_from_gateway(raw, "ñ", "shared")
    assert not is_from_gateway(raw, hmac.new(b"", raw, "sha256").hexdigest(), "")


@pytest.mark.parametrize(
    ("body", "segments"),
    [
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("é" * 160, 1),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("€" * 81, 2),
    ],
)
def test_segments_are_counted_as_carriers_count_them(body: str, segments: int):
    assert segments_of(body) == segments
