"""The officers' desk: callbacks by planned window, in the person's own time, with the number to read out."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import access, queues
from openline.actions.acting import acting_as
from openline.actions.callbacks import attempts
from openline.desks.agent import showing_callbacks
from openline.desks.agent.forms import EmailAnswerForm
from openline.domain.callback_attempts import Answer
from openline.records import models
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

CALL = "call_back"


@open_to(CALL, "supervise")
@require_GET
def callbacks(request: Any) -> HttpResponse:
    whose = "mine" if request.GET.get("whose") == "mine" else "all"
    with acting_as(request.actor):
        return render(request, "agent/callbacks.html", showing_callbacks.list_context(request, whose))


@open_to(CALL, "supervise")
@require_GET
def callback(request: Any, callback_id: uuid.UUID) -> HttpResponse:
    return _page(request, callback_id)


@open_to(CALL)
@posted("callback", "callback_id")
def attempt(request: Any, callback_id: uuid.UUID) -> HttpResponse:
    """What became of a call. Whoever records it holds the work from here until it waits again."""
    answer = request.POST.get("answer", "")
    if answer not in set(Answer):
        return _refused(request, callback_id, _("Say how the call ended."))
    try:
        with acting_as(request.actor):
            held = _held(request, callback_id)
            if held is None:
                raise _HeldElsewhere
            attempts.record_attempt(held, request.seat, Answer(answer), request.now)
    except _HeldElsewhere:
        return _refused(request, callback_id, _("A colleague holds this call, or it is over. Nothing was recorded."))
    except attempts.NotNow as refusal:
        return _refused(request, callback_id, showing_callbacks.may_attempt_text(refusal.decision.outcome, request))
    return redirect("callback", callback_id)


@open_to(CALL)
@posted("callback", "callback_id")
def answer_by_email(request: Any, callback_id: uuid.UUID) -> HttpResponse:
    form = EmailAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, callback_id, email_form=form, status=422)
    with acting_as(request.actor):
        held = _held(request, callback_id)
        sent = held and attempts.answer_by_email(held, request.seat, form.cleaned_data["body"], request.now)
        if held and not sent:
            _let_go(held)
    if held is None:
        return _refused(request, callback_id, _("A colleague holds this call, or it is over. Nothing was sent."))
    if not sent:
        return _refused(request, callback_id, _("The person left no e-mail address that can be written to. Call them."))
    return redirect("callback", callback_id)


class _HeldElsewhere(Exception):
    """The work is another seat's, or done."""


def _held(request: Any, callback_id: uuid.UUID) -> models.Callback | None:
    """The callback with its work in this seat's hands; None when it is in another's or over."""
    found = _find(request, callback_id)
    item = models.WorkItem.objects.filter(promise=found.promise).exclude(state="done").first()
    if item is None:
        return None
    if item.state == "claimed":
        return found if item.owner_id == request.seat.id else None
    return found if queues.claim_this(request.seat, item.id, request.now) else None


def _let_go(callback: models.Callback) -> None:
    models.WorkItem.objects.filter(promise=callback.promise, state="claimed").update(
        state="waiting", owner=None, claimed_at=None
    )


def _find(request: Any, callback_id: uuid.UUID) -> models.Callback:
    found = models.Callback.objects.select_related("promise", "matter", "matter__person").filter(id=callback_id).first()
    if found is None or not access.may_see_callback(request.seat, found):
        raise Http404
    return found


def _refused(request: Any, callback_id: uuid.UUID, text: str) -> HttpResponse:
    return _page(request, callback_id, refusal=Alert(text=text, kind="error", announced=True), status=422)


def _page(
    request: Any,
    callback_id: uuid.UUID,
    *,
    email_form: EmailAnswerForm | None = None,
    refusal: Alert | None = None,
    status: int = 200,
) -> HttpResponse:
    with acting_as(request.actor):
        receipt_number = showing_callbacks.opened_case(_find(request, callback_id))
    case = access.case_file(receipt_number, request.seat)
    with acting_as(request.actor):
        found = _find(request, callback_id)
        context = showing_callbacks.detail_context(request, found, case)
        context["email_form"] = email_form or EmailAnswerForm()
        context["refusal"] = refusal
        return render(request, "agent/callback.html", context, status=status)
