"""The interpreter of a live contact: recorded with presence and consent, and shown to whoever holds it (HRS-7)."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openline.actions import languages
from openline.actions.acting import acting_as
from openline.desks.agent.forms import InterpreterForm
from openline.desks.agent.page import conversation_of, desk_page
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted


@open_to("claim_contacts")
@posted("desk-contact", "contact_id")
def record(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Keeps what the agent learned; told again it is a new record, since consent can be given later or taken back."""
    form = InterpreterForm(request.POST)
    if not form.is_valid():
        return desk_page(request, contact_id, interpreter_form=form, status=422)
    given = form.cleaned_data
    with acting_as(request.actor):
        contact = conversation_of(request, contact_id).contact
        mine = contact.seat_id == request.seat.id and contact.ended_at is None
        if mine:
            word = languages.word_of(given["language"], request.now)
            there = given["there"]
            languages.record_interpreter(
                contact, word, "present" in there, "consents" in there, request.now, seat=request.seat
            )
    if mine:
        return redirect("desk-contact", contact_id)
    refusal = Alert(text=_("This contact is not in your hands any more."), kind="error", announced=True)
    return desk_page(request, contact_id, refusal=refusal, status=422)
