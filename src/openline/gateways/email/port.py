"""What a mail system promises: an e-mail is handed over once for each key, or an exception with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Protocol

OWN_HEADERS = frozenset({"to", "from", "subject", "message-id", "date", "auto-submitted"})


class AddressRefused(Exception):
    """This address takes no mail: trying again will not help, another way to the person is needed."""


class MailRefused(Exception):
    """The mail system refuses this very message, whoever it goes to: its text or size has to change."""


class MailSystemUnavailable(Exception):
    """The mail system did not take the message now; try again later with the same key."""


@dataclass(frozen=True, slots=True)
class OutgoingEmail:
    """One e-mail to one person. `key` names it for ever: the same key is the same message.

    `written_at`, an aware moment, becomes its date; without it the mail server dates it.
    """

    to: str
    subject: str
    text: str
    html: str | None
    sender: str
    key: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The mail or text system has the message; a receipt that comes back names this `message_id`."""

    message_id: str


class EmailGateway(Protocol):
    """A mail system that takes messages."""

    def send(self, email: OutgoingEmail) -> HandedOver:
        """Hand over; raises AddressRefused, MailRefused or MailSystemUnavailable."""
        ...


def message_id_of(key: str, sender: str) -> str:
    """The Message-ID that a key always gives, in the domain of the sender."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def as_message(email: OutgoingEmail) -> EmailMessage:
    """The message as it goes over the wire; raises AddressRefused or MailRefused for what could not be one."""
    message = EmailMessage()
    try:
        message["To"] = Address(addr_spec=email.to)
    except (ValueError, IndexError, MessageError) as problem:
        raise AddressRefused("the address is not one that mail can be sent to") from problem
    if not message["To"].addresses[0].domain:
        raise AddressRefused("the address has no domain")
    message.set_content(email.text)
    if email.html is not None:
        message.add_alternative(email.html, subtype="html")
    try:
        _set_headers(message, email)
    except ValueError as problem:
        raise MailRefused(f"a header of the message cannot be sent: {problem}") from problem
    return message


def _set_headers(message: EmailMessage, email: OutgoingEmail) -> None:
    message["From"] = email.sender
    message["Subject"] = email.subject
    message["Message-ID"] = message_id_of(email.key, email.sender)
    message["Auto-Submitted"] = "auto-generated"
    if email.written_at is not None:
        message["Date"] = format_datetime(email.written_at)
    for name, value in email.headers.items():
        if name.lower() in OWN_HEADERS:
            raise ValueError(f"{name} is set by the message itself")
        message[name] = value
