"""Handing texts over, and reading the texts and receipts that come back."""

from openline.gateways.sms.http import HttpSms
from openline.gateways.sms.inbound import (
    Delivery,
    InboundText,
    NotUnderstood,
    TextReceipt,
    is_from_gateway,
    parse_delivery_receipt,
    parse_inbound_text,
)
from openline.gateways.sms.keywords import Keyword, Wish, load_keywords, read_keyword
from openline.gateways.sms.local_inbox import InboxText, LocalInboxSms
from openline.gateways.sms.port import HandedOver, NumberRefused, OutgoingText, SmsGateway, SmsSystemUnavailable
from openline.gateways.sms.segments import segments_of

__all__ = [
    "Delivery",
    "HandedOver",
    "HttpSms",
    "InboundText",
    "InboxText",
    "Keyword",
    "LocalInboxSms",
    "NotUnderstood",
    "NumberRefused",
    "OutgoingText",
    "SmsGateway",
    "SmsSystemUnavailable",
    "TextReceipt",
    "Wish",
    "is_from_gateway",
    "load_keywords",
    "parse_delivery_receipt",
    "parse_inbound_text",
    "read_keyword",
    "segments_of",
]
