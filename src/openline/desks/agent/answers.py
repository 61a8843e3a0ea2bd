"""Reviewed answers at the desk: one click puts an approved one into the conversation; internal ones never get there."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openline.actions.acting import acting_as
from openline.actions.knowledge import at_desk
from openline.desks.agent.page import conversation_of, desk_page
from openline.ui.components.alert.part import Alert
from openline.ui.doors import open_to, posted

LONGEST_KEY = 64


@open_to("claim_contacts")
@posted("desk-contact", "contact_id")
def show_answer(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Puts an approved answer into the chat, word for word; sent twice it is there once."""
    article = str(request.POST.get("article", ""))
    key = str(request.POST.get("key", ""))[:LONGEST_KEY] or None
    try:
        with acting_as(request.actor):
            conversation = conversation_of(request, contact_id)
            if conversation.status != "live" or conversation.contact.seat_id != request.seat.id:
                raise at_desk.NotForThePerson(article)
            at_desk.show_to_person(conversation, request.seat, article, request.now, message_key=key)
    except at_desk.NotForThePerson:
        refusal = Alert(text=_("This answer cannot be shown here."), kind="error", announced=True)
        return desk_page(request, contact_id, refusal=refusal, status=422)
    return redirect("desk-contact", contact_id)
