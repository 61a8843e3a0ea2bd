"""The agent's desk: the line, several live conversations, and what opens once identity and standing are recorded."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openline.actions import access, desk, house, identity, queues
from openline.actions.acting import acting_as
from openline.actions.callbacks import escalating
from openline.desks.agent import showing_chats, showing_desk
from openline.desks.agent.forms import REFUSALS, EscalateForm, IdentityForm
from openline.desks.agent.page import conversation_of, desk_page
from openline.domain.receipt_number import ReceiptFound, find_receipt_number
from openline.gateways.case_status import CaseSystemUnavailable
from openline.gateways.clock import machine_now
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

CLAIM = "claim_contacts"
LONGEST_KEY = 64


@open_to(CLAIM)
@require_GET
def the_desk(request: Any) -> HttpResponse:
    """The desk with the contact that needs the agent first; a live page asks for the chats and the line alone."""
    if request.headers.get("X-Fragment"):
        with acting_as(request.actor):
            context = showing_desk.waiting_context(request, _chosen(request))
        return render(request, "agent/waiting.html", context)
    with acting_as(request.actor):
        contact_id = showing_chats.most_urgent(request)
    return desk_page(request, contact_id)


def _chosen(request: Any) -> uuid.UUID | None:
    """The contact that the page shows, as it says itself: only to mark it in the list."""
    try:
        return uuid.UUID(request.GET.get("at", ""))
    except ValueError:
        return None


@open_to(CLAIM)
@require_GET
def contact(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """One contact. Who held it once and does not any more is led back to the desk and told."""
    with acting_as(request.actor):
        opens = access.opens_contact(contact_id, request.seat)
        gone = not opens and showing_chats.was_theirs(contact_id, request.seat)
    if gone:
        notes.warning(request, _("That contact is not in your hands any more."))
        return redirect("desk")
    return desk_page(request, contact_id)


@open_to(CLAIM)
@posted("desk")
def claim(request: Any) -> HttpResponse:
    """The next contact of the line becomes this seat's; the same click sent twice takes one."""
    holding = str(request.POST.get("holding", ""))
    with acting_as(request.actor):
        queues.heard_of(request.seat, machine_now())
        known = int(holding) if holding.isdecimal() else None
        taken = desk.take_next_contact(request.seat, request.now, holding=known)
    return redirect("desk-contact", taken.id) if taken else redirect("desk")


@open_to(CLAIM)
@require_GET
def messages(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    with acting_as(request.actor):
        if not access.opens_contact(contact_id, request.seat) and showing_chats.was_theirs(contact_id, request.seat):
            return HttpResponse(status=205)  # in other hands now: the page asks for itself again and is led away
        conversation = conversation_of(request, contact_id)
        desk.has_read(conversation, request.seat)
        return render(request, "agent/talk.html", showing_desk.talk_context(request, conversation))


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def say(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """What the agent says. Where it cannot be taken, the answer says so, and the bubble shows it as not sent."""
    text = str(request.POST.get("text", ""))
    key = str(request.POST.get("key", ""))[:LONGEST_KEY] or None
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id)
        taken = conversation.status == "live" and conversation.contact.seat_id == request.seat.id and text.strip()
        if taken:
            desk.speak(conversation, request.seat, text, request.now, message_key=key)
        if request.headers.get("X-Fragment"):
            context = showing_desk.talk_context(request, conversation)
            return render(request, "agent/talk.html", context, status=200 if taken else 422)
    if taken:
        return redirect("desk-contact", contact_id)
    refusal = Alert(
        text=_("This was not sent: the conversation is not yours to speak in."), kind="error", announced=True
    )
    return desk_page(request, contact_id, refusal=refusal, status=422)


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def identify(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Compares what the person told with the record, keeps the check, and opens the case or does not."""
    form = IdentityForm(request.POST, language="en")
    if not form.is_valid():
        return desk_page(request, contact_id, identify_form=form, status=422)
    told = _told(form, request)
    try:
        compared = identity.compare(told, request.seat)
    except CaseSystemUnavailable:
        refusal = Alert(
            text=_(
                "The case records do not answer. Nothing was recorded; try again shortly, the person keeps their place."
            ),
            kind="error",
            announced=True,
        )
        return desk_page(request, contact_id, identify_form=form, refusal=refusal, status=503)
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id)
        check = identity.record_check(conversation.contact, request.seat, told, compared, request.now)
    if check.outcome == access.CASE_OPENS:
        return redirect("desk-contact", contact_id)
    # One sentence for every refusal: which fact failed, and whether there is such a case, stays unsaid.
    refusal = Alert(
        heading=_("The case stays closed"),
        text=_("What was told does not open a case here. General information may be given to anyone."),
        kind="warning",
        announced=True,
    )
    return desk_page(request, contact_id, identify_form=form, refusal=refusal, status=422)


def _told(form: IdentityForm, request: Any) -> identity.Told:
    given = form.cleaned_data
    slots = house.flows_at(request.now).settings.slots["receipt_number"]
    read = find_receipt_number(given["receipt_number"], slots.prefixes, slots.length)
    return identity.Told(
        standing=given["standing"],
        receipt_number=read.number if isinstance(read, ReceiptFound) else "",
        given_name=given["given_name"],
        family_name=given["family_name"],
        date_of_birth=given["date_of_birth"],
        representative_name=given["representative_name"],
    )


@open_to("escalate")
@posted("desk-contact", "contact_id")
def escalate(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Hands the matter to an officer and promises the call, or says what stands in the way."""
    form = EscalateForm(request.POST, language="en")
    if not form.is_valid():
        return desk_page(request, contact_id, escalate_form=form, status=422)
    given = form.cleaned_data
    asked = escalating.Asked(
        urgency=given["urgency"],
        reason=given["reason"],
        note=given["note"],
        numbers=(given["number_1"], given["number_2"]),
        email=given["email"],
        stated_zone=given["stated_zone"],
        accepted_hour=given["accepted_hour"],
        earlier_is_fine="is_fine" in given["earlier"],
    )
    with acting_as(request.actor):
        receipt_number = access.checked_receipt(conversation_of(request, contact_id).contact)
    zone = access.filing_zone(receipt_number)
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id)
        result = escalating.escalate_contact(conversation.contact, request.seat, asked, zone, request.now)
    if not isinstance(result, escalating.Refused):
        return redirect("desk-contact", contact_id)
    return desk_page(request, contact_id, escalate_form=_with_refusals(form, result), status=422)


def _with_refusals(form: EscalateForm, refused: escalating.Refused) -> EscalateForm:
    places = {"identity": None, "escalation": "urgency"}
    for name, word in refused.fields.items():
        field = places.get(name, name)
        if word.startswith("reason"):
            field = "reason"
        form.add_error(field, str(REFUSALS.get(word, word)))
    if refused.hour_needed and refused.hour_needed.common.acceptable:
        earliest, latest = refused.hour_needed.common.acceptable
        between = _("It can lie between %(from)s and %(to)s by the person's clock.")
        form.add_error("accepted_hour", between % {"from": earliest.strftime("%H:%M"), "to": latest.strftime("%H:%M")})
    return form


@open_to("staff")
@require_POST
def presence(request: Any) -> HttpResponse:
    """A sign of life from an open desk; or the agent steps away, and what they hold goes back with its place."""
    wish = request.POST.get("set", "")
    with acting_as(request.actor):
        if wish == "away":
            desk.leave(request.seat, request.now)
        else:
            queues.heard_of(request.seat, machine_now())
    return redirect(reverse("desk")) if wish else HttpResponse(status=204)
