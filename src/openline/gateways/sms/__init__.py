"""Handing texts over, and reading the texts and receipts that come back."""

from openline.gateways.sms.local_inbox import InboxText, LocalInboxSms
from openline.gateways.sms.port import HandedOver, NumberRefused, OutgoingText, SmsGateway, SmsSystemUnavailable

__all__ = [
    "HandedOver",
    "InboxText",
    "LocalInboxSms",
    "NumberRefused",
    "OutgoingText",
    "SmsGateway",
    "SmsSystemUnavailable",
]
