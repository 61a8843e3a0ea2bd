"""Signs from an agent's page to the person's: that somebody writes, and how far the conversation was shown."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse

from openline.actions import access, signs
from openline.actions.acting import SYSTEM, acting_as, within
from openline.records import models
from openline.ui.doors import open_to, posted

NO_CONTENT = 204


@open_to("claim_contacts")
@posted("desk-contact", "contact_id")
def here(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """`writing`, or `seen` with a position: only from the seat that holds the contact. No words in, none out."""
    with acting_as(request.actor):
        conversation = models.Conversation.objects.filter(contact_id=contact_id, contact__seat=request.seat).first()
        if conversation is None or access.conversation_for_seat(conversation.id, request.seat, request.now) is None:
            return HttpResponse(status=403)
        if request.POST.get("writing"):
            signs.is_writing(conversation, signs.AGENT, request.now)
        seen = str(request.POST.get("seen", ""))
        if seen.isdigit():
            with within(SYSTEM):
                signs.agent_saw(conversation, int(seen), request.now)
    return HttpResponse(status=NO_CONTENT)
