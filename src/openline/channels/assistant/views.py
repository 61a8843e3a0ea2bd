"""The assistant on the web: the page, a turn, and the fragment that a live page asks for."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import conversations, events, house
from openline.actions.acting import Actor, acting_as
from openline.channels.visitors import begin, event_in, held, hold, page_language, person_of
from openline.records import models
from openline.ui import showing
from openline.ui.components.alert.part import Alert
from openline.ui.doors import PUBLIC, open_to, posted

CHANNEL = "assistant"
LONGEST_KEY = 64


@open_to(PUBLIC)
@require_GET
def assistant(request: Any) -> HttpResponse:
    """The full page; a first visit begins the conversation."""
    actor = person_of(request, page_language())
    conversation = held(request, actor, CHANNEL) or begin(request, actor, CHANNEL)
    return render(request, "assistant/assistant.html", _context(request, actor, conversation))


@open_to(PUBLIC)
@require_GET
def messages(request: Any) -> HttpResponse:
    """The conversation as it stands, for a page that heard that something changed."""
    if request.person_id is None:
        return HttpResponse(status=403)
    actor = Actor.person(request.person_id)
    conversation = held(request, actor, CHANNEL)
    if conversation is None:
        return HttpResponse(status=403)
    return render(request, "assistant/messages.html", _context(request, actor, conversation))


@open_to(PUBLIC)
@posted("assistant")
def turn(request: Any) -> HttpResponse:
    """One turn. With a fragment asked for, answers with it; without JavaScript, with the page again."""
    actor = person_of(request, page_language())
    conversation = held(request, actor, CHANNEL) or begin(request, actor, CHANNEL)
    key = str(request.POST.get("key", ""))[:LONGEST_KEY] or uuid.uuid4().hex
    problem = None
    try:
        taken = conversations.take_turn(conversation.id, event_in(request.POST), actor, request.now, message_key=key)
        conversation = taken.conversation
    except conversations.ConversationEnded:
        problem = Alert(
            text=_("This conversation has ended. Start a new one; what was said stays under My contacts."),
            kind="warning",
            announced=True,
        )
    except conversations.TakenElsewhere:
        problem = Alert(text=_("That was not taken. Please send it again."), kind="error", announced=True)
    return _answer(request, actor, conversation, problem)


def _answer(request: Any, actor: Actor, conversation: models.Conversation, problem: Alert | None) -> HttpResponse:
    if request.headers.get("X-Fragment"):
        context = _context(request, actor, conversation)
        return render(request, "assistant/messages.html", context, status=422 if problem else 200)
    if problem:
        context = _context(request, actor, conversation, problem, str(request.POST.get("text", "")))
        return render(request, "assistant/assistant.html", context, status=422)
    return redirect("assistant")


@open_to(PUBLIC)
@posted("assistant")
def end(request: Any) -> HttpResponse:
    """Ends the conversation at the person's wish; or, where it has ended, begins a new one."""
    actor = person_of(request, page_language())
    conversation = held(request, actor, CHANNEL)
    if request.POST.get("then") == "new":
        hold(request, CHANNEL, None)
        return redirect("assistant")
    if conversation is not None and conversation.status != "ended":
        from openline.actions import leaving

        with acting_as(actor):
            leaving.person_leaves(conversation, request.now)
    return redirect("assistant")


def _context(
    request: Any,
    actor: Actor,
    conversation: models.Conversation,
    problem: Alert | None = None,
    draft: str = "",
) -> dict[str, Any]:
    with acting_as(actor):
        conversation = models.Conversation.objects.select_related("contact", "contact__seat").get(id=conversation.id)
        contact = conversation.contact
        callbacks = models.Callback.objects.filter(matter=contact.matter_id).select_related(
            "promise", "matter", "matter__person"
        )
        return {
            "bubbles": showing.bubbles_of(conversation, house.home_zone()),
            "choices": showing.choices_of(conversation),
            "agent": showing.agent_card_of(contact.seat) if conversation.status == "live" and contact.seat else None,
            "promises": [
                showing.promise_card_of(callback, request.now)
                for callback in callbacks.order_by("-promise__made_at")[:1]
            ]
            if contact.matter_id
            else [],
            "place": _place(conversation),
            "ended": conversation.status == "ended",
            "message_key": uuid.uuid4().hex,
            "draft": draft,
            "problem": problem,
            "topics": [events.topic_of_conversation(conversation.id)],
        }


def _place(conversation: models.Conversation) -> dict[str, str] | None:
    """Where a waiting person stands in line now."""
    if conversation.status != "waiting":
        return None
    item = models.WorkItem.objects.filter(contact_id=conversation.contact_id, state="waiting").first()
    if item is None:
        return None
    before = models.WorkItem.objects.filter(lane=item.lane, state="waiting", rank__lt=item.rank).count()
    if before == 0:
        text = _("You are next. This page shows it as soon as a person is here; what you write is kept for them.")
    else:
        text = _("%(count)d waiting before you. You keep your place, also if you reload this page.") % {"count": before}
    return {"heading": _("You are in line for a person"), "text": text}
