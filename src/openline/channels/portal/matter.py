"""A matter from elsewhere: its number and a code sent to the address on file; and reopening it by its link."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openline.actions import ladder, matter_access, reopening
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.callbacks import planning, waiting_for_person
from openline.channels.portal.forms import CodeForm, ItemNumberForm
from openline.channels.visitors import page_language
from openline.domain.item_number import ItemNumber, parse_item_number
from openline.policy import telling
from openline.records import models
from openline.ui import showing
from openline.ui.components.alert.part import Alert
from openline.ui.components.timeline.part import Step, Timeline
from openline.ui.doors import PUBLIC, open_to

ASKED_FOR = "openline_item_asked_for"


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def check(request: Any) -> HttpResponse:
    """Number, then code, then the state of the matter. The number waits in the session, never in an address."""
    if request.method == "GET":
        request.session.pop(ASKED_FOR, None)
        return _page(request, "number", ItemNumberForm())
    if "code" in request.POST and ASKED_FOR in request.session:
        return _with_code(request)
    form = ItemNumberForm(request.POST)
    number = parse_item_number(form.data.get("item_number", "")) if form.is_valid() else None
    if not isinstance(number, ItemNumber):
        if form.is_valid():
            form.add_error("item_number", _("This is not an item number. Compare it with our message and try again."))
        return _page(request, "number", form, status=422)
    with acting_as(SYSTEM):
        matter_access.send_code(number.text, who=_who(request))
    request.session[ASKED_FOR] = number.text
    return _page(request, "code", CodeForm())


def _with_code(request: Any) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, "code", form, status=422)
    with acting_as(SYSTEM):
        matter = matter_access.prove(request.session[ASKED_FOR], form.cleaned_data["code"], who=_who(request))
        state = _state_of(matter, request) if matter else None
    if state is None:
        problem = Alert(
            text=_("This code does not fit, or its time is over. Try again, or ask for a new one."),
            kind="error",
            announced=True,
        )
        return _page(request, "code", CodeForm(), problem=problem, status=422)
    del request.session[ASKED_FOR]
    return render(request, "portal/matter_check.html", {"step": "state", "state": state})


def _page(request: Any, step: str, form: Any, *, problem: Alert | None = None, status: int = 200) -> HttpResponse:
    return render(request, "portal/matter_check.html", {"step": step, "form": form, "problem": problem}, status=status)


def _who(request: Any) -> str:
    return str(request.person_id or request.META.get("REMOTE_ADDR", ""))


def _state_of(matter: models.Matter, request: Any) -> dict[str, Any]:
    callback = reopening.latest_callback(matter)
    return {
        "title": showing.title_of(matter.about),
        "item_number": telling.tell_item_number(matter.item_number),
        "state": _("open") if matter.state == "open" else _("closed"),
        "promise": showing.promise_card_of(callback, request.now) if callback else None,
        "timeline": _timeline(matter, callback),
    }


def _timeline(matter: models.Matter, callback: models.Callback | None) -> Timeline:
    steps = [Step(at=matter.opened_at, title=_("You got in touch"))]
    for rung in ladder.rungs_of(matter, page_language()):
        if rung.tier != ladder.SELF_SERVICE:
            steps.append(Step(at=rung.at, title=_("To: %(tier)s") % {"tier": rung.title}, text=rung.reason))
    zone = callback.zone if callback else "UTC"
    for each in models.Callback.objects.filter(matter=matter).select_related("promise").order_by("promise__made_at"):
        steps.append(Step(at=each.promise.made_at, title=_("A call was promised")))
        for attempt in each.attempts.all():
            words = {"spoken": _("We spoke with you"), "voicemail": _("We left a message"), "none": _("No answer")}
            state = "done" if attempt.answer == "spoken" else "missed"
            steps.append(Step(at=attempt.made_at, title=words[attempt.answer], state=state))
    return Timeline(tuple(sorted(steps, key=lambda step: step.at)), zone=zone, label=_("What has happened"))


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def reopen(request: Any, token: str) -> HttpResponse:
    """The page behind the link of the message: shows what it would do, and does it when the button is pressed."""
    matter_id = waiting_for_person.matter_of_link(token)
    if matter_id is None:
        return render(request, "portal/reopen.html", {"step": "not_open"}, status=404)
    with acting_as(SYSTEM):
        matter = models.Matter.objects.filter(id=matter_id).select_related("person").first()
        if matter is None:
            return render(request, "portal/reopen.html", {"step": "not_open"}, status=404)
        step, callback = _reopened(matter, request) if request.method == "POST" else _before(matter)
        context = {
            "step": step,
            "title": showing.title_of(matter.about),
            "item_number": telling.tell_item_number(matter.item_number),
            "missed": _("We called twice and did not reach you."),
            "promise": showing.promise_card_of(callback, request.now) if callback else None,
        }
    return render(request, "portal/reopen.html", context)


def _before(matter: models.Matter) -> tuple[str, models.Callback | None]:
    last = reopening.latest_callback(matter)
    if last is None or last.promise.outcome in ("kept", "kept_late", "withdrawn"):
        return "not_open", None
    return ("still_open", last) if last.promise.state == "open" else ("ask", None)


def _reopened(matter: models.Matter, request: Any) -> tuple[str, models.Callback | None]:
    try:
        again = reopening.reopen(matter, request.now)
    except planning.HourNeeded:
        return "not_open", None
    words = {
        reopening.Reopened.REOPENED: "done",
        reopening.Reopened.STILL_OPEN: "still_open",
        reopening.Reopened.NOTHING_TO_REOPEN: "not_open",
    }
    return words[again.word], again.callback


def go_to_check(request: Any) -> HttpResponse:
    return redirect("matter-check")


go_to_check = open_to(PUBLIC)(go_to_check)
