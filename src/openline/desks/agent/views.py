"""The Tier 1 desk: the line, one live conversation, and what opens once identity and standing are recorded."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openline.actions import access, desk, house, identity, queues
from openline.actions.acting import acting_as
from openline.actions.callbacks import escalating
from openline.desks.agent import showing_desk
from openline.desks.agent.forms import REFUSALS, EscalateForm, IdentityForm, TransferForm
from openline.domain.receipt_number import ReceiptFound, find_receipt_number
from openline.gateways.case_status import CaseSystemUnavailable
from openline.gateways.clock import machine_now
from openline.records import models
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

CLAIM = "claim_contacts"
LONGEST_KEY = 64


@open_to(CLAIM)
@require_GET
def the_desk(request: Any) -> HttpResponse:
    """The desk with the contact that the seat holds; a live page asks for the waiting line alone."""
    if request.headers.get("X-Fragment"):
        with acting_as(request.actor):
            context = showing_desk.waiting_context(request)
        return render(request, "agent/waiting.html", context)
    with acting_as(request.actor):
        held = queues.claimed_by(request.seat, "contact")
        contact_id = held.contact_id if held else None
    return _page(request, contact_id)


@open_to(CLAIM)
@require_GET
def contact(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    return _page(request, contact_id)


@open_to(CLAIM)
@posted("desk")
def claim(request: Any) -> HttpResponse:
    """The next contact of the line becomes this seat's."""
    with acting_as(request.actor):
        queues.heard_of(request.seat, machine_now())
        taken = desk.take_next_contact(request.seat, request.now)
    return redirect("desk-contact", taken.id) if taken else redirect("desk")


@open_to(CLAIM)
@require_GET
def messages(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id)
        return render(request, "agent/messages.html", showing_desk.talk_context(request, conversation))


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def say(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """What the agent says. Where it cannot be taken, the answer says so, and the bubble shows it as not sent."""
    text = str(request.POST.get("text", ""))
    key = str(request.POST.get("key", ""))[:LONGEST_KEY] or None
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id)
        taken = conversation.status == "live" and conversation.contact.seat_id == request.seat.id and text.strip()
        if taken:
            desk.speak(conversation, request.seat, text, request.now, message_key=key)
        if request.headers.get("X-Fragment"):
            context = showing_desk.talk_context(request, conversation)
            return render(request, "agent/messages.html", context, status=200 if taken else 422)
    if taken:
        return redirect("desk-contact", contact_id)
    refusal = Alert(
        text=_("This was not sent: the conversation is not yours to speak in."), kind="error", announced=True
    )
    return _page(request, contact_id, refusal=refusal, status=422)


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def identify(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Compares what the person told with the record, keeps the check, and opens the case or does not."""
    form = IdentityForm(request.POST, language="en")
    if not form.is_valid():
        return _page(request, contact_id, identify_form=form, status=422)
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
        return _page(request, contact_id, identify_form=form, refusal=refusal, status=503)
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id)
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
    return _page(request, contact_id, identify_form=form, refusal=refusal, status=422)


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
        return _page(request, contact_id, escalate_form=form, status=422)
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
        receipt_number = access.checked_receipt(_conversation(request, contact_id).contact)
    zone = access.filing_zone(receipt_number)
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id)
        result = escalating.escalate_contact(conversation.contact, request.seat, asked, zone, request.now)
    if not isinstance(result, escalating.Refused):
        return redirect("desk-contact", contact_id)
    return _page(request, contact_id, escalate_form=_with_refusals(form, result), status=422)


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


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def transfer(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id)
        done = desk.transfer(conversation.contact, request.seat, request.POST.get("queue", ""), request.now)
    if done:
        return redirect("desk")
    refusal = Alert(text=_("This contact cannot go there."), kind="error", announced=True)
    return _page(request, contact_id, refusal=refusal, status=422)


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def end(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id)
        if conversation.status != "ended" and conversation.contact.seat_id == request.seat.id:
            desk.end_contact(conversation.contact, request.seat, "resolved", request.now)
    return redirect("desk")


@open_to("staff")
@require_POST
def presence(request: Any) -> HttpResponse:
    """A sign of life from an open desk; or the agent steps away, and what they hold goes back with its place."""
    wish = request.POST.get("set", "")
    with acting_as(request.actor):
        if wish == "away":
            desk.give_back(request.seat, request.now)
            models.Presence.objects.filter(seat=request.seat).update(available=False)
        else:
            queues.heard_of(request.seat, machine_now())
    return redirect(reverse("desk")) if wish else HttpResponse(status=204)


def _conversation(request: Any, contact_id: uuid.UUID) -> models.Conversation:
    """The contact's conversation through the gate; what this seat may not see is not there."""
    found = models.Conversation.objects.filter(contact_id=contact_id).values_list("id", flat=True).first()
    conversation = access.conversation_for_seat(found, request.seat, request.now) if found else None
    if conversation is None:
        raise Http404
    return conversation


def _page(
    request: Any,
    contact_id: uuid.UUID | None,
    *,
    identify_form: IdentityForm | None = None,
    escalate_form: EscalateForm | None = None,
    refusal: Alert | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole desk. The case systems are asked between two transactions, never inside one."""
    case = access.CaseFile()
    with acting_as(request.actor):
        conversation = _conversation(request, contact_id) if contact_id else None
        receipt_number = access.checked_receipt(conversation.contact) if conversation else ""
    if receipt_number:
        case = access.case_file(receipt_number, request.seat)
    with acting_as(request.actor):
        context = showing_desk.waiting_context(request)
        context["refusal"] = refusal
        if conversation is not None:
            conversation = _conversation(request, contact_id)  # type: ignore[arg-type]
            context |= showing_desk.contact_context(request, conversation, case)
            context |= _forms(request, conversation, identify_form, escalate_form)
        return render(request, "agent/desk.html", context, status=status)


def _forms(
    request: Any,
    conversation: models.Conversation,
    identify_form: IdentityForm | None,
    escalate_form: EscalateForm | None,
) -> dict[str, Any]:
    if conversation.status == "ended":
        return {}
    contact = conversation.contact
    receipt = contact.matter.receipt_number if contact.matter else ""
    own_tier = house.pack().tiers[request.seat.tier]
    others = [
        key
        for key, queue in house.pack().queues.items()
        if queue.tier != request.seat.tier and desk.takes_contacts(key)
    ]
    promised = contact.matter is not None and contact.matter.promises.filter(state="open").exists()
    may_escalate = "escalate" in own_tier.may and access.standing_recorded(contact) and not promised
    return {
        "identify_form": identify_form or IdentityForm(language="en", initial={"receipt_number": receipt}),
        "escalate_form": (escalate_form or EscalateForm(language="en")) if may_escalate else None,
        "transfer_form": TransferForm(language="en", queues=others) if others else None,
    }
