"""Handing e-mail over, and reading what mail systems send back."""

from openline.gateways.email.local_inbox import InboxEmail, LocalInboxEmail
from openline.gateways.email.port import (
    AddressRefused,
    EmailGateway,
    HandedOver,
    MailRefused,
    MailSystemUnavailable,
    OutgoingEmail,
    message_id_of,
)
from openline.gateways.email.sender import SenderNotAllowed, check_sender

__all__ = [
    "AddressRefused",
    "EmailGateway",
    "HandedOver",
    "InboxEmail",
    "LocalInboxEmail",
    "MailRefused",
    "MailSystemUnavailable",
    "OutgoingEmail",
    "SenderNotAllowed",
    "check_sender",
    "message_id_of",
]
