"""What the mail and text systems send in. Each body is signed with the secret that both sides know."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from openline.actions import clock, receipts
from openline.actions.acting import SYSTEM, acting_as
from openline.channels.messages import coming_back
from openline.gateways import email, sms
from openline.ui.doors import PUBLIC, open_to

SIGNATURE = "X-Openline-Signature"
LARGEST_BODY = 512 * 1024
Hook = Callable[[bytes], HttpResponse]


def hook(take: Hook) -> Callable[[HttpRequest], HttpResponse]:
    """A POST that only the gateway can make: anyone may knock, and without its signature nothing is read."""

    @wraps(take)
    def view(request: HttpRequest) -> HttpResponse:
        if _length_of(request) > LARGEST_BODY:
            return refused(413, "The body is too large.")
        raw = request.body
        if not sms.is_from_gateway(raw, request.headers.get(SIGNATURE, ""), settings.OPENLINE_HOOK_TOKEN):
            return refused(401, f"Sign the raw body (HMAC-SHA256, hexadecimal) in the header {SIGNATURE}.")
        return take(raw)

    return csrf_exempt(require_POST(open_to(PUBLIC)(view)))


def _length_of(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length") or "0"
    return int(length) if length.isdigit() else LARGEST_BODY + 1


def refused(status: int, detail: str) -> HttpResponse:
    """What is wrong and what to do, for the one who runs the gateway."""
    return JsonResponse({"status": status, "detail": detail}, status=status, content_type="application/problem+json")


@hook
def text_came_in(raw: bytes) -> HttpResponse:
    """A text that a person sent."""
    try:
        text = sms.parse_inbound_text(raw)
    except sms.NotUnderstood as problem:
        return refused(422, str(problem))
    with acting_as(SYSTEM):
        taken = receipts.take_text(text, clock.now())
    return JsonResponse({"taken": taken.value})


@hook
def text_receipt(raw: bytes) -> HttpResponse:
    """What became of a text of ours."""
    try:
        receipt = sms.parse_delivery_receipt(raw)
    except sms.NotUnderstood as problem:
        return refused(422, str(problem))
    with acting_as(SYSTEM):
        known = coming_back.of_text(receipt, clock.now())
    if not known:
        return refused(404, "No text of this id was handed over, or it is being written down: send again in a minute.")
    return JsonResponse({"taken": "receipt"})


@hook
def email_receipt(raw: bytes) -> HttpResponse:
    """A delivery report (RFC 3464) as the mail system sent it; one about mail that is not ours changes nothing."""
    try:
        reports = email.parse_delivery_receipt(raw)
    except email.NotADeliveryReceipt as problem:
        return refused(422, f"{problem}: set this mail aside")
    with acting_as(SYSTEM):
        now = clock.now()
        known = [coming_back.of_email(report, now) for report in reports]
    return JsonResponse({"taken": "receipt" if any(known) else "nothing"})
