"""What mail systems send back about a message: delivered, delayed or failed (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum

MESSAGE_ID = re.compile(r"^Message-ID:\s*(<[^>\s]+>)", re.IGNORECASE | re.MULTILINE)


class NotADeliveryReceipt(ValueError):
    """This mail is no delivery report, such as an answer of a person or an absence notice; set it aside."""


class Delivery(StrEnum):
    """What became of a message. Only `failed` is final bad news; a delayed one is still tried."""

    DELIVERED = "delivered"
    DELAYED = "delayed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EmailReceipt:
    """What became of a message for one address.

    `message_id` is None when the report does not carry it; then nothing may be concluded about any notice.
    `address_is_dead` tells a wrong address from a full mailbox or a refused content.
    """

    message_id: str | None
    address: str
    delivery: Delivery
    status: str
    detail: str

    @property
    def address_is_dead(self) -> bool:
        return self.delivery is Delivery.FAILED and self.status.startswith("5.1.")


WORDS = {
    "failed": Delivery.FAILED,
    "delayed": Delivery.DELAYED,
    "delivered": Delivery.DELIVERED,
    "relayed": Delivery.DELIVERED,
    "expanded": Delivery.DELIVERED,
}


def parse_delivery_receipt(raw: bytes) -> tuple[EmailReceipt, ...]:
    """What a delivery report says of each address it names; raises NotADeliveryReceipt for other mail."""
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if not reports:
        raise NotADeliveryReceipt("the mail has no delivery status")
    message_id = _message_id(message)
    found = tuple(
        receipt
        for report in reports
        for fields in report.walk()
        if fields is not report and (receipt := _receipt(fields, message_id)) is not None
    )
    if not found:
        raise NotADeliveryReceipt("the delivery status names no address and what became of it")
    return found


def _receipt(fields: EmailMessage, message_id: str | None) -> EmailReceipt | None:
    address = _text(fields, "Final-Recipient") or _text(fields, "Original-Recipient")
    delivery = WORDS.get(_text(fields, "Action").lower())
    if not address or delivery is None:
        return None
    return EmailReceipt(
        message_id=message_id,
        address=address.partition(";")[2].strip().strip("<>") or address,
        delivery=delivery,
        status=_text(fields, "Status").partition(" ")[0],
        detail=_text(fields, "Diagnostic-Code")[:300],
    )


def _message_id(report: EmailMessage) -> str | None:
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            found = MESSAGE_ID.search(str(part.get_content()))
            return found[1] if found else None
        if kind == "message/rfc822" and part.get_payload():
            returned = part.get_payload(0)
            return _text(returned, "Message-ID") or None if isinstance(returned, EmailMessage) else None
    return None


def _text(fields: EmailMessage, name: str) -> str:
    return str(fields[name] or "").strip()
