"""A mail system that keeps every message in a folder, so that a demo can show what a person would get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from openline.gateways.email.port import HandedOver, OutgoingEmail, as_message, message_id_of
from openline.gateways.inbox_files import keep_once, newest_first


@dataclass(frozen=True, slots=True)
class InboxEmail:
    """A message in the local inbox; `id` opens it again."""

    id: str
    message_id: str
    to: str
    sender: str
    subject: str
    text: str
    html: str | None
    written_at: datetime | None


class LocalInboxEmail:
    """Mail that goes to a maildir under `folder`; the same key is kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for part in ("new", "cur", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True)

    def send(self, email: OutgoingEmail) -> HandedOver:
        name = sha256(email.key.encode()).hexdigest()[:40] + ".openline"
        keep_once(self._folder / "new" / name, as_message(email).as_bytes(), self._folder / "tmp")
        return HandedOver(message_id_of(email.key, email.sender))

    def messages(self, to: str | None = None) -> list[InboxEmail]:
        """The messages, newest first, of everyone or of one address."""
        found = (_read(file) for file in newest_first(self._folder / "new"))
        return [message for message in found if to is None or message.to.lower() == to.lower()]

    def read(self, message: str) -> InboxEmail | None:
        """The message with this id, or None; an id is never taken as a path."""
        return next((_read(file) for file in newest_first(self._folder / "new") if file.name == message), None)


def _read(file: Path) -> InboxEmail:
    message = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default)
    html = message.get_body(("html",))
    text = message.get_body(("plain",))
    return InboxEmail(
        id=file.name,
        message_id=message["Message-ID"],
        to=message["To"],
        sender=message["From"],
        subject=message["Subject"],
        text=text.get_content() if text else "",
        html=html.get_content() if html else None,
        written_at=parsedate_to_datetime(message["Date"]) if message["Date"] else None,
    )
