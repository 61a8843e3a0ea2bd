"""A text gateway that keeps every text in a folder, so that a demo can show what a person would get."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from openline.gateways.inbox_files import keep_once, newest_first
from openline.gateways.sms.port import HandedOver, NumberRefused, OutgoingText

E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class InboxText:
    """A text in the local inbox; `id` opens it again."""

    id: str
    message_id: str
    to: str
    body: str


class LocalInboxSms:
    """Texts that go to one file each under `folder`; the same key is kept once."""

    def __init__(self, folder: Path) -> None:
        self._texts = folder / "texts"
        self._drafts = folder / "drafts"
        for part in (self._texts, self._drafts):
            part.mkdir(parents=True, exist_ok=True)

    def send(self, text: OutgoingText) -> HandedOver:
        if not E164.fullmatch(text.to):
            raise NumberRefused("the number is not one that a text can be sent to")
        message_id = sha256(text.key.encode()).hexdigest()[:40]
        content = json.dumps({"message_id": message_id, "to": text.to, "body": text.body}, ensure_ascii=False)
        keep_once(self._texts / f"{message_id}.json", content.encode(), self._drafts)
        return HandedOver(message_id)

    def messages(self, to: str | None = None) -> list[InboxText]:
        """The texts, newest first, to everyone or to one number."""
        found = (_read(file) for file in newest_first(self._texts))
        return [text for text in found if to is None or text.to == to]

    def read(self, text: str) -> InboxText | None:
        """The text with this id, or None; an id is never taken as a path."""
        return next((_read(file) for file in newest_first(self._texts) if file.name == text), None)


def _read(file: Path) -> InboxText:
    kept = json.loads(file.read_bytes())
    return InboxText(id=file.name, message_id=kept["message_id"], to=kept["to"], body=kept["body"])
