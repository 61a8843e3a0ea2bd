"""The demo's inbox: the e-mails and texts that a real installation would have sent."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import house
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models
from openline.ui import showing
from openline.ui.doors import PUBLIC, open_to

SHOWN_AT_MOST = 100
OUR_LINK = re.compile(r"https?://\S+")


@open_to(PUBLIC)
@require_GET
def inbox(request: Any, notice_id: Any = None) -> HttpResponse:
    """Everything handed over, newest first; in the demo everyone may read it, elsewhere there is no such page."""
    if not settings.OPENLINE_DEMO:
        raise Http404
    with acting_as(SYSTEM):
        sent = models.Notice.objects.filter(state__in=("handed_over", "delivered"))
        notices = list(sent.order_by("-handed_over_at")[:SHOWN_AT_MOST])
        opened = next((each for each in notices if each.id == notice_id), None)
    context = {
        "letters": [_row(each, opened) for each in notices],
        "zone": house.home_zone(),
        "open_letter": _letter(opened) if opened else None,
    }
    return render(request, "messages/inbox.html", context, status=200 if opened or notice_id is None else 404)


def _row(notice: models.Notice, opened: models.Notice | None) -> dict[str, Any]:
    return {
        "id": str(notice.id),
        "kind": notice.form,
        "to": notice.address,
        "sender": _sender(notice),
        "subject": notice.subject or _("Text message"),
        "preview": notice.body[:110],
        "at": notice.handed_over_at,
        "href": reverse("inbox-message", args=[notice.id]),
        "current": opened is not None and notice.id == opened.id,
    }


def _letter(notice: models.Notice) -> dict[str, Any]:
    links = [link for link in OUR_LINK.findall(notice.body) if link.startswith(settings.OPENLINE_ADDRESS)]
    at: datetime = notice.handed_over_at or notice.written_at
    return {
        "kind": notice.form,
        "to": notice.address,
        "sender": _sender(notice),
        "subject": notice.subject or _("Text message"),
        "body": notice.body,
        "at": at,
        "links": [
            {"label": _("Open the link of this message"), "href": link.removeprefix(settings.OPENLINE_ADDRESS)}
            for link in dict.fromkeys(links)
        ],
        "why": showing.rule_notes(notice.because, at),
    }


def _sender(notice: models.Notice) -> str:
    return settings.OPENLINE_MAIL_FROM if notice.form == "email" else settings.OPENLINE_CALLER_NUMBER
