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
from openline.gateways.email.receipt import Delivery, EmailReceipt, NotADeliveryReceipt, parse_delivery_receipt
from openline.gateways.email.sender import SenderNotAllowed, check_sender
from openline.gateways.email.smtp import SmtpEmail

__all__ = [
    "AddressRefused",
    "Delivery",
    "EmailGateway",
    "EmailReceipt",
    "HandedOver",
    "InboxEmail",
    "LocalInboxEmail",
    "MailRefused",
    "MailSystemUnavailable",
    "NotADeliveryReceipt",
    "OutgoingEmail",
    "SenderNotAllowed",
    "SmtpEmail",
    "check_sender",
    "message_id_of",
    "parse_delivery_receipt",
]
