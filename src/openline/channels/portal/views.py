"""The public pages beside the assistant: the start, a case status, the language, signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openline.actions import case_files, desk, house
from openline.actions.acting import acting_as
from openline.actions.opening_hours import live_help
from openline.channels.portal import guidance
from openline.channels.portal.forms import ReceiptNumberForm
from openline.channels.visitors import keep_language, page_language
from openline.domain.hours import HoursRules, OpenNow, open_now
from openline.domain.receipt_number import ReceiptFound, find_receipt_number
from openline.gateways.case_status import CaseNotFound, CaseSystemUnavailable
from openline.policy import telling
from openline.ui import showing
from openline.ui.components.alert.part import Alert
from openline.ui.components.status_card.part import StatusCard
from openline.ui.doors import PUBLIC, open_to


def safe_next(request: Any, otherwise: str) -> str:
    """The page to come back to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else otherwise


@open_to(PUBLIC)
@require_GET
def home(request: Any) -> HttpResponse:
    decision = live_help("assistant", request.now).outcome
    zone, language = house.home_zone(), page_language()
    if isinstance(decision, OpenNow):
        closes = telling.tell_hour(decision.closes_at, zone, language) if decision.closes_at else ""
        hours = {"open": True, "text": _("A person can help until %(hour)s today.") % {"hour": closes}}
    else:
        opens = telling.tell_moment(decision.opens_at, zone, language)
        rules = house.rules_at(HoursRules, request.now)
        self_help = open_now(request.now, rules.self_help, house.pack().calendar).outcome
        text = _("Live help opens %(moment)s.") % {"moment": opens}
        if isinstance(self_help, OpenNow):
            text += " " + _("Self-help answers now.")
        hours = {"open": False, "text": text}
    context: dict[str, Any] = {"hours": hours, "next": "/", "ways": guidance.ways(language, request.now)}
    if settings.OPENLINE_DEMO:
        from openline.channels.portal import demo

        context |= {"cast": demo.cast(), "tries": demo.tries(), "journey": demo.journey()}
    return render(request, "portal/home.html", context)


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def case_status(request: Any) -> HttpResponse:
    """The self-service tool: the same latest action as every other channel tells. The number goes in the body."""
    if request.method == "GET":
        return render(request, "portal/case_status.html", {"form": ReceiptNumberForm()})
    form = ReceiptNumberForm(request.POST)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _status_of(form, request)
    status = 422 if form.errors else 200
    return render(request, "portal/case_status.html", context, status=status)


def _status_of(form: ReceiptNumberForm, request: Any) -> dict[str, Any]:
    slots = house.flows_at(request.now).settings.slots["receipt_number"]
    read = find_receipt_number(form.cleaned_data["receipt_number"], slots.prefixes, slots.length)
    if not isinstance(read, ReceiptFound):
        form.add_error(
            "receipt_number",
            _("This is not a receipt number: it has three letters and then ten digits. Compare it with your notice."),
        )
        return {}
    try:
        status = case_files.status_of(read.number)
    except CaseNotFound:
        return {
            "problem": Alert(
                heading=_("No case was found under this number"),
                text=_("Compare it with your notice and enter it again. If it is right, ask the assistant."),
                kind="warning",
                announced=True,
            )
        }
    except CaseSystemUnavailable:
        return {
            "problem": Alert(
                heading=_("The case records do not answer right now"),
                text=_(
                    "Nothing is wrong with your number. Try again in a few minutes, or ask the assistant: it keeps "
                    "your question and answers when the records do."
                ),
                kind="error",
                announced=True,
            )
        }
    language = page_language()
    card = StatusCard(
        receipt_number=status.receipt_number,
        form=f"{status.form_type}, {status.form_title[language]}",
        title=status.title_in(language),
        text=status.text_in(language),
        last_action_on=status.last_action_on,
    )
    return {"status": card, "why": showing.rule_notes(["contacts.self_service_only"], request.now)}


@open_to(PUBLIC)
@require_POST
def set_language(request: Any) -> HttpResponse:
    """Keeps the language of this browser's pages; a conversation under way goes on in its own."""
    code = request.POST.get("language", "")
    response = redirect(safe_next(request, "/"))
    if check_for_language(code) and code in dict(settings.LANGUAGES):
        keep_language(request, response, code)
    return response


@open_to(PUBLIC)
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """Ends the session. What an agent held goes back to its line at once: nobody waits until they are found gone."""
    if request.seat is not None:
        with acting_as(request.actor):
            desk.leave(request.seat, request.now)
    logout(request)
    return redirect("home")
