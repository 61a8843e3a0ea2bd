"""A live contact leaves this desk: handed on with what the next one should know, or ended and wrapped up."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openline.actions import desk, house
from openline.actions.acting import acting_as
from openline.actions.desk.handing_on import is_a_step_up
from openline.desks.agent.forms import (
    TRANSFER_REFUSALS,
    WRAP_UP_REFUSALS,
    TransferForm,
    WrapUpForm,
)
from openline.desks.agent.page import conversation_of, desk_page
from openline.domain.chats import WrapUpGiven, WrapUpWord
from openline.domain.contacts import ContactsRules
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

CLAIM = "claim_contacts"


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def transfer(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """The contact goes to another queue with its place, a note and what was tried; or the page says why not."""
    others = [key for key in house.pack().queues if desk.takes_contacts(key)]
    up = any(is_a_step_up(request.seat, key) for key in others)
    form = TransferForm(request.POST, language="en", queues=others, up=up)
    if not form.is_valid():
        refusal = Alert(text=str(TRANSFER_REFUSALS["takes_no_contacts"]), kind="error", announced=True)
        return desk_page(request, contact_id, transfer_form=form, refusal=refusal, status=422)
    given = form.cleaned_data
    wish = desk.Transfer(
        given["queue"], given["note"], given["tried"], given.get("urgency", ""), given.get("reason", "")
    )
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id)
        done = desk.transfer(conversation.contact, request.seat, wish, request.now).outcome
    if done is desk.HandedOn.TRANSFERRED:
        notes.success(request, _("Handed on, with its place kept."))
        return redirect("desk")
    refusal = Alert(text=str(TRANSFER_REFUSALS[done.value]), kind="error", announced=True)
    return desk_page(request, contact_id, transfer_form=form, refusal=refusal, status=422)


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def end(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Ends a contact with its wrap-up, or takes the wrap-up of one that ended by itself."""
    rules = house.rules_at(ContactsRules, request.now)
    form = WrapUpForm(request.POST, language="en", rules=rules)
    given = WrapUpGiven()
    if form.is_valid():
        told = form.cleaned_data
        given = WrapUpGiven(tuple(told["reasons"]), told["self_help"], told["note"])
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id)
        contact = conversation.contact
        ends = desk.end_contact if conversation.status != "ended" else desk.wrap_up
        judged = ends(contact, request.seat, given, request.now)
    if judged is None or judged.outcome is WrapUpWord.WHOLE:
        return redirect("desk")
    field, sentence = WRAP_UP_REFUSALS[judged.outcome.value]
    if not form.errors.get(field):
        form.add_error(field, str(sentence))
    return desk_page(request, contact_id, wrap_up_form=form, status=422)
