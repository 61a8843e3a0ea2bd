"""The person's own copy of a conversation: as a file, or by e-mail to an address that is read back first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openline.actions import transcripts
from openline.actions.acting import Actor, acting_as
from openline.actions.transcripts import Sent
from openline.channels.assistant.transcript_text import as_text, transcript_of
from openline.channels.assistant.views import of_this_visit
from openline.channels.visitors import page_language
from openline.ui.components.alert.part import Alert
from openline.ui.doors import PUBLIC, open_to

ON_FILE = "on_file"
FORMS = ("txt", "html")
LONGEST_ADDRESS = 254


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def as_file(request: Any, form: str) -> HttpResponse:
    """The conversation of this visit, or the person's own that the body names, as plain text or as a page."""
    conversation = of_this_visit(request)
    if conversation is None or form not in FORMS:
        raise Http404
    with acting_as(Actor.person(request.person_id)):
        written = transcript_of(conversation, request.now)
    if form == "html":
        response = render(request, "assistant/transcript_file.html", written)
    else:
        response = HttpResponse(as_text(written), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="conversation.{form}"'
    response["Cache-Control"] = "no-store"
    return response


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def transcript(request: Any) -> HttpResponse:
    """Asks how to get it; an address is read back and confirmed before anything is sent to it."""
    conversation = of_this_visit(request)
    if conversation is None:
        return redirect("assistant")
    with acting_as(Actor.person(request.person_id)):
        on_file = transcripts.address_on_file(request.person_id)
        if request.method == "GET":
            return _page(request, "ask", on_file)
        typed = str(request.POST.get("address", "")).strip()[:LONGEST_ADDRESS]
        address = on_file if request.POST.get("to") == ON_FILE else typed
        if not transcripts.is_address(address):
            return _page(request, "ask", on_file, typed=typed, error=_not_an_address())
        if request.POST.get("act") == "change":
            return _page(request, "ask", on_file, typed=typed)
        if request.POST.get("act") != "send":
            return _page(request, "check", on_file, typed=typed, address=_shown(address, on_file))
        text = as_text(transcript_of(conversation, request.now))
        sent = transcripts.send(conversation, text, address, page_language(), request.now)
    if sent is Sent.TOO_OFTEN:
        problem = Alert(
            text=_("Several transcripts were sent within the hour. Download it instead, or try again later."),
            kind="warning",
            announced=True,
        )
        return _page(request, "ask", on_file, typed=typed, problem=problem, status=429)
    return _page(request, "sent", on_file, address=_shown(address, on_file))


def _not_an_address() -> str:
    return _("This is not an e-mail address. Write it as name@example.org.")


def _page(
    request: Any,
    step: str,
    on_file: str,
    *,
    typed: str = "",
    address: str = "",
    error: str = "",
    problem: Alert | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "step": step,
        "on_file": masked(on_file) if on_file else "",
        "to": str(request.POST.get("to", "")),
        "typed": typed,
        "address": address,
        "error": error,
        "problem": problem,
    }
    return render(request, "assistant/transcript.html", context, status=422 if error else status)


def _shown(address: str, on_file: str) -> str:
    """An address that was typed is read back whole; the one on file is only hinted at."""
    return masked(address) if address == on_file else address


def masked(address: str) -> str:
    """Enough of an address to know it again by."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}"
