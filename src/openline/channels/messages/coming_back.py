"""Receipts become what follows from them: delivered, or another way to the person and an alert."""

from __future__ import annotations

from datetime import datetime

from openline.actions import receipts
from openline.actions.receipts import Came
from openline.gateways import email, sms
from openline.notices import handing_over


def of_text(receipt: sms.TextReceipt, now: datetime) -> bool:
    """Whether it is about a text of ours. A dead number is not written to again; a lost text goes another way."""
    if receipt.delivery is sms.Delivery.DELIVERED:
        came = Came.DELIVERED
    else:
        came = Came.BOUNCED if receipt.number_is_dead else Came.LOST
    return _take("text", receipt.message_id, came, "number_dead" if receipt.number_is_dead else "text_lost", now)


def of_email(report: email.EmailReceipt, now: datetime) -> bool:
    """Whether it is about an e-mail of ours. A delay is no news yet: the mail system goes on trying."""
    if report.message_id is None:
        return False
    if report.delivery is email.Delivery.DELAYED:
        return receipts.is_known("email", report.message_id)
    if report.delivery is email.Delivery.DELIVERED:
        return _take("email", report.message_id, Came.DELIVERED, "", now)
    came = Came.BOUNCED if report.address_is_dead else Came.LOST
    trouble = "address_dead" if report.address_is_dead else "mail_lost"
    return _take("email", report.message_id, came, trouble, now, address=report.address)


def _take(form: str, outside_id: str, came: Came, trouble: str, now: datetime, address: str = "") -> bool:
    """`address`: whom the report speaks of; beyond a forwarding it is another than the one that we wrote to."""
    notice = receipts.take_receipt(form, outside_id, came, now)
    if notice is None:
        return receipts.is_known(form, outside_id)
    if came is Came.BOUNCED and (not address or address.casefold() == notice.address.casefold()):
        handing_over.fail(notice, trouble, now)
    elif came is not Came.DELIVERED:
        handing_over.did_not_arrive(notice, trouble, now)
    return True
