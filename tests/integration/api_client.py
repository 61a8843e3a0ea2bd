"""A client of the API as somebody outside would write one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

NEW_YORK = ZoneInfo("America/New_York")
open_hours = datetime(2026, 11, 25, 16, 40, tzinfo=NEW_YORK)
after_closing = datetime(2026, 11, 25, 23, 0, tzinfo=NEW_YORK)
RECEIPT = "MSC2607091001"
UNKNOWN_RECEIPT = "MSC2612099999"
A_KEY = "3f1c9a52-6d0e-4d43-9c0a-7b8f2f6f0e11"
PROBLEM = "application/problem+json"


@dataclass
class Caller:
    """Somebody who talks to the API; once a conversation is started, with its token."""

    client: Client
    token: str = ""
    conversation: str = ""

    def post(self, path: str, body: Any, **headers: str) -> Any:
        data = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self._send("post", path, headers, data=data, content_type="application/json")

    def get(self, path: str, **headers: str) -> Any:
        return self._send("get", path, headers)

    def _send(self, method: str, path: str, headers: dict[str, str], **rest: Any) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            named.setdefault("Authorization", f"Bearer {self.token}")
        return getattr(self.client, method)(f"/api/v1/{path}", headers=named, **rest)

    def start(self, channel: str = "api", language: str = "en", **headers: str) -> Any:
        answer = self.post("conversations", {"channel": channel, "language": language}, **headers)
        assert answer.status_code == 201, answer.content
        started = answer.json()
        self.token, self.conversation = started["token"], started["conversation_id"]
        return started

    def turn(self, body: Any, **headers: str) -> Any:
        return self.post(f"conversations/{self.conversation}/turns", body, **headers)

    def say(self, text: str) -> Any:
        answer = self.turn({"text": text})
        assert answer.status_code == 200, answer.content
        return answer.json()

    def reach_a_person(self) -> Any:
        """Says an emergency and answers what is asked until the queue has it."""
        told = self.say("my mother is dying, I need an emergency travel document")
        for _ in range(5):
            if told["status"] != "self_service":
                break
            told = self.say(RECEIPT if told["stands"]["awaits"] == "receipt_number" else "yes")
        return told

    def said(self) -> list[dict[str, Any]]:
        return self.get(f"conversations/{self.conversation}/messages").json()["messages"]


def word_of(answer: Any) -> str:
    """The problem's own word; fails where the answer is no problem document with a way onward."""
    assert answer["Content-Type"] == PROBLEM, answer.content
    document = answer.json()
    assert document["status"] == answer.status_code
    assert document["title"] and document["detail"]
    return document["type"].removeprefix("urn:openline:problem:")
