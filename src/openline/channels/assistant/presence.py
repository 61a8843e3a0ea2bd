"""Signs from the person's page: that it is open, that they write, that they leave the line or are back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from openline.actions import chats, signs
from openline.actions.acting import Actor, acting_as
from openline.channels.assistant.showing_talk import context_of
from openline.channels.assistant.views import of_this_visit, panel_or_page
from openline.ui.doors import PUBLIC, open_to, posted

NO_CONTENT = 204


@open_to(PUBLIC)
@posted("assistant")
def here(request: Any) -> HttpResponse:
    """The page is open, and with `writing` the person writes. Holds no words, and answers with none."""
    conversation = of_this_visit(request)
    if conversation is None:
        return HttpResponse(status=403)
    with acting_as(Actor.person(request.person_id)):
        if request.POST.get("writing"):
            signs.is_writing(conversation, signs.PERSON, request.now)
        elif conversation.status in ("waiting", "live"):
            chats.person_seen(conversation, request.now)
    return HttpResponse(status=NO_CONTENT)


@open_to(PUBLIC)
@posted("assistant")
def leave(request: Any) -> HttpResponse:
    """Leaves the line with the place kept, or takes it up again; `act` says which."""
    conversation = of_this_visit(request)
    if conversation is not None:
        with acting_as(Actor.person(request.person_id)):
            if request.POST.get("act") == "back":
                chats.come_back(conversation, request.now)
            else:
                chats.leave_keeping_place(conversation, request.now)
    if conversation is not None and request.headers.get("X-Fragment"):
        context = context_of(request, Actor.person(request.person_id), conversation)
        return render(request, "assistant/messages.html", context)
    return panel_or_page(request, conversation)
