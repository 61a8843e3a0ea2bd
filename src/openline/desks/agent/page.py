"""The whole desk as one page, and the one way to a contact's conversation from it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from openline.actions import access, desk, house, queues
from openline.actions.acting import acting_as
from openline.actions.desk.wrapping_up import may_wrap_up_in_place
from openline.desks.agent import showing_answers, showing_chats, showing_desk
from openline.desks.agent.forms import EscalateForm, IdentityForm, InterpreterForm, TransferForm, WrapUpForm, ups_of
from openline.domain.contacts import ContactsRules
from openline.gateways.clock import machine_now
from openline.records import models
from openline.ui.components.alert.part import Alert

Forms = dict[str, Any]


def conversation_of(request: Any, contact_id: uuid.UUID) -> models.Conversation:
    """The contact's conversation through the gate; what this seat may not see is not there."""
    found = models.Conversation.objects.filter(contact_id=contact_id).values_list("id", flat=True).first()
    conversation = access.conversation_for_seat(found, request.seat, request.now) if found else None
    if conversation is None:
        raise Http404
    return conversation


def desk_page(
    request: Any, contact_id: uuid.UUID | None, *, refusal: Alert | None = None, status: int = 200, **forms: Any
) -> HttpResponse:
    """The whole desk. `forms` are those that came back with a refusal, by their name in the template.

    The case systems are asked between two transactions, never inside one.
    """
    case = access.CaseFile()
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id) if contact_id else None
        receipt_number = access.checked_receipt(conversation.contact) if conversation else ""
    if receipt_number:
        case = access.case_file(receipt_number, request.seat)
    with acting_as(request.actor):
        context: dict[str, Any] = {}
        if conversation is not None:
            conversation = conversation_of(request, contact_id)  # type: ignore[arg-type]
            desk.has_read(conversation, request.seat)
            context |= showing_desk.contact_context(request, conversation, case)
            context |= _forms(request, conversation, forms)
        context |= showing_desk.waiting_context(request, contact_id)
        context["topics"] = [*context["topics"], *context.pop("contact_topics", [])]
        context["refusal"] = refusal
        return render(request, "agent/desk.html", context, status=status)


def _forms(request: Any, conversation: models.Conversation, given: Forms) -> Forms:
    contact, seat = conversation.contact, request.seat
    holds = contact.seat_id == seat.id
    shown: Forms = {"wrap_up_form": _wrap_up_form(request, contact, given)}
    if conversation.status == "ended" or not holds:
        return shown
    receipt = contact.matter.receipt_number if contact.matter else ""
    promised = contact.matter is not None and contact.matter.promises.filter(state="open").exists()
    may_escalate = access.may(seat, "escalate") and access.standing_recorded(contact) and not promised
    replies = showing_chats.replies_for(contact, seat, request.now)
    return shown | {
        "identify_form": given.get("identify_form") or IdentityForm(language="en", initial={"receipt_number": receipt}),
        "escalate_form": (given.get("escalate_form") or EscalateForm(language="en")) if may_escalate else None,
        "transfer_form": (given.get("transfer_form") or transfer_form(request, contact))
        if desk.ways_on(contact, seat)
        else None,
        "interpreter_form": given.get("interpreter_form")
        or InterpreterForm(initial={"language": showing_chats.language_wished(contact, request.now)}),
        "replies": replies,
        **showing_answers.answers_for(conversation, request.now),
        # Without JavaScript a reply that was chosen comes back in the message box.
        "draft": next((each["text"] for each in replies if each["key"] == request.GET.get("reply")), ""),
    }


def transfer_form(request: Any, contact: models.Contact, given: Any = None) -> TransferForm:
    """The form with every queue to which this contact may go, empty or as it was `given`."""
    others = desk.ways_on(contact, request.seat)
    here = [key for key in others if queues.served_now(key, contact.language, request.now, machine_now())]
    return TransferForm(given, language="en", queues=others, up=ups_of(request.seat, others), here=here)


def _wrap_up_form(request: Any, contact: models.Contact, given: Forms) -> WrapUpForm | None:
    """The wrap-up, for who holds the contact, owes it, or oversees who does.

    The conversation knows already why self-help did not do.
    """
    seat = request.seat
    owed = models.WrapUp.objects.filter(contact=contact, state="owed").first()
    mine = contact.seat_id == seat.id if contact.ended_at is None else owed is not None and owed.seat_id == seat.id
    in_place = not mine and owed is not None and may_wrap_up_in_place(contact, seat)
    if not mine and not in_place:
        return None
    rules = house.rules_at(ContactsRules, request.now)
    known = contact.self_help_did_not_do
    initial = {"self_help": known if known in rules.self_help_reasons.value else ""}
    return given.get("wrap_up_form") or WrapUpForm(language="en", rules=rules, in_place=in_place, initial=initial)
