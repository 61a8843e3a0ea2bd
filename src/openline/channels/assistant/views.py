"""The assistant on the web: the page, the panel of every other page, a turn, and the fragment of a live page."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import conversations, going_on
from openline.actions.acting import Actor, acting_as
from openline.channels.assistant.showing_talk import context_of
from openline.channels.visitors import begin, event_in, held, hold, keep_language, person_of, talk_language
from openline.records import models
from openline.ui.components.alert.part import Alert
from openline.ui.doors import PUBLIC, open_to, posted

CHANNEL = "assistant"
LONGEST_KEY = 64


@open_to(PUBLIC)
@require_GET
def assistant(request: Any) -> HttpResponse:
    """The full page; a first visit begins the conversation."""
    actor = person_of(request, talk_language(request))
    conversation = held(request, actor, CHANNEL) or begin(request, actor, CHANNEL)
    return render(request, "assistant/assistant.html", context_of(request, actor, conversation))


@open_to(PUBLIC)
@require_GET
def panel(request: Any) -> HttpResponse:
    """The same conversation for the panel of another page, which asks for it when it is first opened."""
    actor = person_of(request, talk_language(request))
    conversation = held(request, actor, CHANNEL) or begin(request, actor, CHANNEL)
    return render(request, "assistant/panel.html", context_of(request, actor, conversation))


@open_to(PUBLIC)
@require_GET
def messages(request: Any) -> HttpResponse:
    """The conversation as it stands, for a page that heard that something changed."""
    conversation = of_this_visit(request)
    if conversation is None:
        return HttpResponse(status=403)
    context = context_of(request, Actor.person(request.person_id), conversation)
    return render(request, "assistant/messages.html", context)


@open_to(PUBLIC)
@posted("assistant")
def turn(request: Any) -> HttpResponse:
    """One turn. With a fragment asked for, answers with it; without JavaScript, with the page again."""
    actor = person_of(request, talk_language(request))
    conversation = of_this_visit(request) or begin(request, actor, CHANNEL)
    language = conversation.language
    key = str(request.POST.get("key", ""))[:LONGEST_KEY] or uuid.uuid4().hex
    problem, status = None, 422
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
        status = 409  # nothing is wrong with what was said: a live page sends it again by itself
        problem = Alert(text=_("That was not taken. Please send it again."), kind="error", announced=True)
    return _in_its_language(request, conversation, language, lambda: _answer(request, conversation, problem, status))


def _in_its_language(request: Any, conversation: models.Conversation, before: str, answer: Any) -> HttpResponse:
    """Who goes on in another language is answered in it, and the page too from here on if it can be read in it."""
    if conversation.language == before or conversation.language not in dict(settings.LANGUAGES):
        return answer()
    with translation.override(conversation.language):
        response = answer()
    keep_language(request, response, conversation.language)
    return response


def _answer(request: Any, conversation: models.Conversation, problem: Alert | None, status: int) -> HttpResponse:
    actor = Actor.person(request.person_id)
    if request.headers.get("X-Fragment"):
        context = context_of(request, actor, conversation, problem)
        return render(request, "assistant/messages.html", context, status=status if problem else 200)
    if problem:
        context = context_of(request, actor, conversation, problem, str(request.POST.get("text", "")))
        return render(request, "assistant/assistant.html", context, status=status)
    return redirect("assistant")


@open_to(PUBLIC)
@posted("assistant")
def end(request: Any) -> HttpResponse:
    """Ends the conversation at the person's wish; or, where it has ended, begins a new one.

    A new one goes on with the open matter whose number is named, if that is this person's own.
    """
    actor = person_of(request, talk_language(request))
    conversation = of_this_visit(request)
    if request.POST.get("then") == "new":
        hold(request, CHANNEL, None)
        conversation = _another(request, actor, str(request.POST.get("matter", "")))
    elif conversation is not None and conversation.status != "ended":
        from openline.actions import leaving

        with acting_as(actor):
            leaving.person_leaves(conversation, request.now)
    return panel_or_page(request, conversation)


def _another(request: Any, actor: Actor, item_number: str) -> models.Conversation:
    conversation = begin(request, actor, CHANNEL)
    if item_number:
        with acting_as(actor):
            going_on.join(conversation, item_number, request.now)
    return conversation


def panel_or_page(request: Any, conversation: models.Conversation | None) -> HttpResponse:
    """After an act: the panel anew where a live page asked for it, else the full page."""
    if conversation is None or not request.headers.get("X-Fragment"):
        return redirect("assistant")
    context = context_of(request, Actor.person(request.person_id), conversation)
    return render(request, "assistant/panel.html", context)


def of_this_visit(request: Any) -> models.Conversation | None:
    """The conversation that the page names, if it is this person's; else the one that this visit holds.

    A page names its own because another page of the same visit may have begun a new one meanwhile.
    """
    if request.person_id is None:
        return None
    actor = Actor.person(request.person_id)
    named = request.headers.get("X-Conversation") or request.POST.get("conversation", "")
    try:
        wanted = uuid.UUID(str(named))
    except ValueError:
        return held(request, actor, CHANNEL)
    with acting_as(actor):
        own = models.Conversation.objects.select_related("contact").filter(id=wanted, channel=CHANNEL).first()
    return own or held(request, actor, CHANNEL)
