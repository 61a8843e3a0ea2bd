"""What a text gateway sends in: texts of people, and receipts for texts of ours."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictStr, ValidationError

E164 = r"^\+[1-9][0-9]{6,14}$"
LONGEST_TEXT = 1600


class NotUnderstood(ValueError):
    """What came in is neither a text nor a receipt in the described form; answer 422 and change nothing."""


class Delivery(StrEnum):
    """What became of a text."""

    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class InboundText:
    """A text that a person sent. `message_id` is the gateway's: the same one is the same text."""

    message_id: str
    sender: str
    body: str


@dataclass(frozen=True, slots=True)
class TextReceipt:
    """What became of a text of ours; `number_is_dead` means that trying this number again will not help."""

    message_id: str
    delivery: Delivery
    at: datetime
    reason: str
    number_is_dead: bool


class _Text(BaseModel):
    model_config = ConfigDict(extra="ignore")
    id: StrictStr = Field(min_length=1, max_length=200)
    sender: StrictStr = Field(alias="from", pattern=E164)
    body: StrictStr = Field(max_length=LONGEST_TEXT)


class _Receipt(BaseModel):
    model_config = ConfigDict(extra="ignore")
    id: StrictStr = Field(min_length=1, max_length=200)
    status: Delivery
    at: AwareDatetime
    reason: StrictStr = Field(default="", max_length=300)
    permanent: bool = False


def parse_inbound_text(raw: bytes | str) -> InboundText:
    """The text in a gateway's JSON `{id, from, body}`; raises NotUnderstood, which repeats nothing of it."""
    try:
        text = _Text.model_validate_json(raw)
    except ValidationError as problem:
        raise NotUnderstood(_what(problem)) from None
    return InboundText(text.id, text.sender, text.body)


def parse_delivery_receipt(raw: bytes | str) -> TextReceipt:
    """The receipt in a gateway's JSON `{id, status, at, reason?, permanent?}`; raises NotUnderstood."""
    try:
        receipt = _Receipt.model_validate_json(raw)
    except ValidationError as problem:
        raise NotUnderstood(_what(problem)) from None
    dead = receipt.permanent and receipt.status is Delivery.FAILED
    return TextReceipt(receipt.id, receipt.status, receipt.at, receipt.reason, dead)


def is_from_gateway(raw: bytes, signature: str, secret: str) -> bool:
    """Whether `signature` is the hexadecimal HMAC-SHA256 of the raw body under the secret shared with the gateway."""
    expected = hmac.new(secret.encode(), raw, "sha256").hexdigest()
    return bool(secret) and hmac.compare_digest(expected.encode(), signature.strip().lower().encode())


def _what(problem: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, flaw['loc'])) or 'body'}: {flaw['type']}" for flaw in problem.errors())
