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
from openline.desks.agent.forms import (
    TRANSFER_REFUSALS,
    WRAP_UP_REFUSALS,
    WrapUpForm,
)
from openline.desks.agent.page import conversation_of, desk_page, transfer_form
from openline.domain.chats import WrapUpGiven, WrapUpWord
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.records import models
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

CLAIM = "claim_contacts"


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def transfer(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """The contact goes to another queue with its place, a note and what was tried; or the page says why not."""
    with acting_as(request.actor):
        form = transfer_form(request, conversation_of(request, contact_id).contact, request.POST)
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
    sentence = str(TRANSFER_REFUSALS[done.value])
    field = done.value.partition("_")[0]
    if field in form.fields:  # what is missing is said beside its field too
        form.add_error(field, sentence)
    refusal = Alert(text=sentence, kind="error", announced=True)
    return desk_page(request, contact_id, transfer_form=form, refusal=refusal, status=422)


def _wraps_up(
    conversation: models.Conversation, request: Any, given: WrapUpGiven, why: str | None
) -> Decision[WrapUpWord] | None:
    """Ends or wraps up; `why` is given where a supervisor does it for another, who reads it no longer afterwards."""
    contact, seat, now = conversation.contact, request.seat, request.now
    if why is None:
        act = desk.end_contact if conversation.status != "ended" else desk.wrap_up
        return act(contact, seat, given, now)
    judged = desk.wrap_up_in_place(contact, seat, given, why, now)
    if judged is not None and judged.outcome is WrapUpWord.WHOLE:
        desk.stop_watching(contact, seat, now)
    return judged


@open_to(CLAIM)
@posted("desk-contact", "contact_id")
def end(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Ends a contact with its wrap-up, or takes the wrap-up of one that ended by itself."""
    rules = house.rules_at(ContactsRules, request.now)
    in_place = "why" in request.POST
    form = WrapUpForm(request.POST, language="en", rules=rules, in_place=in_place)
    given, why = WrapUpGiven(), ""
    if form.is_valid():
        told = form.cleaned_data
        given = WrapUpGiven(tuple(told["reasons"]), told["self_help"], told["note"])
        why = told.get("why", "")
    with acting_as(request.actor):
        conversation = conversation_of(request, contact_id)
        judged = _wraps_up(conversation, request, given, why if in_place else None)
    if judged is None or judged.outcome is WrapUpWord.WHOLE:
        return redirect("supervisor-chats" if in_place else "desk")
    field, sentence = WRAP_UP_REFUSALS[judged.outcome.value]
    if not form.errors.get(field):
        form.add_error(field, str(sentence))
    return desk_page(request, contact_id, wrap_up_form=form, status=422)
