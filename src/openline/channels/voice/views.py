"""The typed phone: the telephone's wording by text and keys, for those who want to try it or cannot hear it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import conversations, events, house, leaving
from openline.actions.acting import Actor, acting_as
from openline.channels.visitors import begin, event_in, held, person_of, talk_language
from openline.conversation import Silence
from openline.records import models
from openline.ui import showing
from openline.ui.components.alert.part import Alert
from openline.ui.doors import PUBLIC, open_to, posted

CHANNEL = "typed_voice"
LONGEST_KEY = 64
LONGEST_NUMBER = 40


@open_to(PUBLIC)
@require_GET
def typed_phone(request: Any) -> HttpResponse:
    actor = person_of(request, talk_language(request))
    return render(request, "voice/typed_phone.html", _context(request, actor, held(request, actor, CHANNEL)))


@open_to(PUBLIC)
@posted("typed-phone")
def turn(request: Any) -> HttpResponse:
    """A call begun, words said, a key pressed, silence, or the call hung up."""
    actor = person_of(request, talk_language(request))
    act = request.POST.get("act", "")
    conversation = held(request, actor, CHANNEL)
    if act == "call" or conversation is None:
        begin(request, actor, CHANNEL, called_from=number_shown(str(request.POST.get("called_from", ""))))
        return redirect("typed-phone")
    if act == "hang_up":
        if conversation.status != "ended":
            with acting_as(actor):
                leaving.person_leaves(conversation, request.now)
        return redirect("typed-phone")
    event = Silence() if act == "silence" else event_in(request.POST)
    key = str(request.POST.get("key", ""))[:LONGEST_KEY] or uuid.uuid4().hex
    problem = None
    try:
        conversations.take_turn(conversation.id, event, actor, request.now, message_key=key)
    except conversations.ConversationEnded:
        problem = Alert(text=_("The call is over. Choose Call to begin again."), kind="warning", announced=True)
    except conversations.TakenElsewhere:
        problem = Alert(text=_("That was not taken. Please say it again."), kind="error", announced=True)
    if not request.headers.get("X-Fragment") and problem is None:
        return redirect("typed-phone")
    context = _context(request, actor, held(request, actor, CHANNEL), problem)
    return render(request, "voice/typed_phone.html", context, status=422 if problem else 200)


def number_shown(text: str) -> str:
    """The number that the call shows, as people write it; nothing where it shows none."""
    return house.tell_number(conversations.readable(text))[:LONGEST_NUMBER]


def _context(
    request: Any, actor: Actor, conversation: models.Conversation | None, problem: Alert | None = None
) -> dict[str, Any]:
    number = house.pack().lines["main"].on(house.pack().home_date(request.now)).number or ""
    context: dict[str, Any] = {
        "bubbles": [],
        "live": False,
        "line": house.tell_number(number),
        "message_key": uuid.uuid4().hex,
        "problem": problem,
        "topics": [],
    }
    if conversation is not None:
        with acting_as(actor):
            context["bubbles"] = showing.bubbles_of(conversation, house.home_zone())
        context["live"] = conversation.status != "ended"
        context["topics"] = [events.topic_of_conversation(conversation.id)]
    return context
