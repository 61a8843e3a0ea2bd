"""A person reaches the center over the API: self-service, the queue, a promise, and the way back to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.conftest import Clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.integration.api_urls")]
NEW_YORK = ZoneInfo("America/New_York")
open_hours = datetime(2026, 11, 25, 16, 40, tzinfo=NEW_YORK)
the_night = datetime(2026, 11, 25, 22, 0, tzinfo=NEW_YORK)
RECEIPT = "MSC2607091001"


def post(client: Client, path: str, body: Any, token: str = "", **headers: str) -> Any:
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


@pytest.fixture
def started(client: Client, clock: Clock) -> dict[str, Any]:
    clock.starts_at(open_hours)
    answer = post(client, "conversations", {"channel": "api", "language": "en"})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_conversation_greets_and_says_where_it_stands(started: dict[str, Any]) -> None:
    print(started)
    assert started["status"] == "self_service"
    assert started["says"] and started["token"]


def say(client: Client, started: dict[str, Any], text: str) -> Any:
    answer = post(client, f"conversations/{started['conversation_id']}/turns", {"text": text}, started["token"])
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_case_status_is_told_and_no_person_is_offered(client: Client, started: dict[str, Any]) -> None:
    say(client, started, "where is my case")
    told = say(client, started, RECEIPT)
    assert told["status"] == "self_service"
    assert told["item_number"] is None
    assert "contacts.self_service_only" in str(told["says"]) or told["says"]


def test_an_emergency_is_queued_with_a_number_in_hand(client: Client, started: dict[str, Any]) -> None:
    told = say(client, started, "my mother is dying, I need an emergency travel document")
    for _ in range(4):
        if told["status"] != "self_service":
            break
        print(told)
        told = say(client, started, RECEIPT if told["stands"]["awaits"] == "receipt_number" else "yes")
    assert told["status"] == "waiting"
    assert told["item_number"]
