"""Bounces and other reports become plain facts about one address, and people's answers are left alone."""

from __future__ import annotations

import pytest

from openline.gateways.email import Delivery, NotADeliveryReceipt, parse_delivery_receipt

REPORT = """\
From: MAILER-DAEMON@mail.example
To: no-reply@openline.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"
MIME-Version: 1.0

--=_b
Content-Type: text/plain; charset=us-ascii

I am sorry to have to inform you.

--=_b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Wed, 25 Nov 2026 16:40:00 -0500

Final-Recipient: rfc822; selvanna.lunaverde@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such person
{more}
--=_b
{returned}
--=_b--
"""
HEADERS = """\
Content-Type: text/rfc822-headers

Return-Path: <no-reply@openline.example>
Message-ID: <abc123@openline.example>
Subject: Le llamaremos
"""
WHOLE = """\
Content-Type: message/rfc822

Message-ID: <abc123@openline.example>
Subject: Le llamaremos

Hola
"""


def report(action: str = "failed", status: str = "5.1.1", more: str = "", returned: str = HEADERS) -> bytes:
    return REPORT.format(action=action, status=status, more=more, returned=returned).encode()


@pytest.mark.parametrize("returned", [HEADERS, WHOLE])
def test_a_bounce_names_the_message_and_the_address_that_is_dead(returned: str):
    (receipt,) = parse_delivery_receipt(report(returned=returned))
    assert receipt.message_id == "<abc123@openline.example>"
    assert receipt.address == "selvanna.lunaverde@example.org"
    assert receipt.delivery is Delivery.FAILED
    assert receipt.address_is_dead
    assert "no such person" in receipt.detail


@pytest.mark.parametrize(
    ("action", "status", "delivery"),
    [
        ("delayed", "4.4.1", Delivery.DELAYED),
        ("delivered", "2.0.0", Delivery.DELIVERED),
        ("relayed", "2.0.0", Delivery.DELIVERED),
        ("Failed", "5.2.2 (mailbox full)", Delivery.FAILED),
    ],
)
def test_a_delay_a_delivery_or_a_full_mailbox_does_not_make_an_address_dead(
    action: str, status: str, delivery: Delivery
):
    (receipt,) = parse_delivery_receipt(report(action, status))
    assert receipt.delivery is delivery
    assert not receipt.address_is_dead


def test_a_report_on_two_addresses_gives_two_receipts():
    second = "\nFinal-Recipient: rfc822; other@example.org\nAction: delivered\nStatus: 2.0.0\n"
    receipts = parse_delivery_receipt(report(more=second))
    assert [(receipt.address, receipt.delivery) for receipt in receipts] == [
        ("selvanna.lunaverde@example.org", Delivery.FAILED),
        ("other@example.org", Delivery.DELIVERED),
    ]


def test_a_report_without_the_message_concludes_nothing_about_a_notice():
    (receipt,) = parse_delivery_receipt(report(returned="Content-Type: text/plain\n\nnothing\n"))
    assert receipt.message_id is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"From: x@example.org\nSubject: thank you\n\nI got it.",
        b"Auto-Submitted: auto-replied\nSubject: away\n\nBack on Monday.",
        report(action="exploded"),
    ],
)
def test_other_mail_is_no_receipt(raw: bytes):
    with pytest.raises(NotADeliveryReceipt):
        parse_delivery_receipt(raw)
