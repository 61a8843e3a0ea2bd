"""What the assistant's page and panel show of one conversation."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

from openline.actions import events, going_on, house
from openline.actions.acting import Actor, acting_as
from openline.channels.assistant import waiting
from openline.records import models
from openline.ui import showing
from openline.ui.components.alert.part import Alert

NO_PERSON_YET = ("ask_the_matter", "self_service_first", "closed_now")


def context_of(
    request: Any,
    actor: Actor,
    conversation: models.Conversation,
    problem: Alert | None = None,
    draft: str = "",
) -> dict[str, Any]:
    """Everything that `assistant/talk.html` takes, as this person may see it."""
    with acting_as(actor):
        conversation = models.Conversation.objects.select_related("contact", "contact__seat").get(id=conversation.id)
        contact = conversation.contact
        live = conversation.status == "live"
        ended = conversation.status == "ended"
        return {
            "bubbles": showing.bubbles_of(conversation, house.home_zone()),
            "choices": showing.choices_of(conversation),
            "agent": showing.agent_card_of(contact.seat) if live and contact.seat else None,
            "promises": _promises(contact, request),
            "why_not": _why_not(conversation),
            "waiting": waiting.of(conversation, request.now),
            "status": conversation.status,
            "language": conversation.language,
            "ended": ended,
            "go_on_with": _go_on_with(conversation) if ended else [],
            "conversation": str(conversation.id),
            "message_key": uuid.uuid4().hex,
            "draft": draft,
            "problem": problem,
            "topics": [events.topic_of_conversation(conversation.id)],
        }


def _promises(contact: models.Contact, request: Any) -> list[Any]:
    if not contact.matter_id:
        return []
    callbacks = models.Callback.objects.filter(matter=contact.matter_id)
    newest = callbacks.select_related("promise", "matter", "matter__person").order_by("-promise__made_at")[:1]
    return [showing.promise_card_of(callback, request.now) for callback in newest]


def _why_not(conversation: models.Conversation) -> str:
    """The question why no person was offered, once none was: in words that the pack's flows answer, or nothing."""
    if conversation.status != "self_service":
        return ""
    decided = models.Decision.objects.filter(contact=conversation.contact_id)
    if not decided.filter(kind__in=("person_for", "hand_over"), outcome__in=NO_PERSON_YET).exists():
        return ""
    words = _("Why can I not talk to a person?")
    answers = house.flows_at(conversation.contact.started_at).answers.get(conversation.language)
    return words if answers and answers.find(words) == "why_no_person" else ""


def _go_on_with(conversation: models.Conversation) -> list[dict[str, str]]:
    """The open matters with which a new conversation can go on."""
    return [
        {"value": matter.item_number, "number": going_on.shown_number(matter), "title": showing.title_of(matter.about)}
        for matter in going_on.open_matters_of(conversation.person_id)
    ]
