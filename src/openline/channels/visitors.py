"""The person behind a visit: known by their session only, until they tell or prove more."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from openline.actions import conversations, house
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.conversation import Event, Keys, Utterance
from openline.records import models
from openline.ui import saying

PERSON_IN_SESSION = "openline_person"
LANGUAGE_KEPT_FOR = 31_536_000


def person_of(request: Any, language: str) -> Actor:
    """The visitor as an actor; someone who is here for the first time becomes a person now."""
    if request.person_id is not None:
        with acting_as(SYSTEM):
            if models.Person.objects.filter(id=request.person_id).exists():
                return Actor.person(request.person_id)
    with acting_as(SYSTEM):
        person = conversations.arrive(language, request.now)
    remember(request, person.id)
    return Actor.person(person.id)


def remember(request: Any, person_id: uuid.UUID) -> None:
    request.session[PERSON_IN_SESSION] = str(person_id)
    request.person_id = person_id


def page_language() -> str:
    """The language in which this page is read."""
    return saying.language()


def language_asked_for(request: Any) -> str | None:
    """The first language that the browser asks for and the agency speaks, be there pages in it or not."""
    spoken = house.pack().agency.languages
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return next((code.partition("-")[0] for code, _ in asked if code.partition("-")[0] in spoken), None)


def talk_language(request: Any) -> str:
    """The language in which a talk begins: the one chosen for the pages, else the one that the browser asks for."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return page_language() if chosen else language_asked_for(request) or page_language()


def keep_language(request: Any, response: HttpResponse, language: str) -> None:
    """The language in which this browser's pages are written from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=LANGUAGE_KEPT_FOR,
        samesite="Lax",
        secure=request.is_secure(),
    )


def conversation_in(request: Any, name: str) -> uuid.UUID | None:
    """The conversation that this session holds on a channel."""
    try:
        return uuid.UUID(request.session.get(f"openline_{name}", ""))
    except ValueError:
        return None


def hold(request: Any, name: str, conversation_id: uuid.UUID | None) -> None:
    if conversation_id is None:
        request.session.pop(f"openline_{name}", None)
    else:
        request.session[f"openline_{name}"] = str(conversation_id)


def event_in(form: Any) -> Event:
    """What a form says: a key that was pressed or chosen, or words; nothing at all is empty words."""
    keys = str(form.get("keys", ""))
    return Keys(keys[:20]) if keys else Utterance(str(form.get("text", "")))


def held(request: Any, actor: Actor, name: str) -> models.Conversation | None:
    """The conversation of this visit on a channel, if there is one and it is this person's."""
    conversation_id = conversation_in(request, name)
    if conversation_id is None:
        return None
    with acting_as(actor):
        return models.Conversation.objects.select_related("contact").filter(id=conversation_id).first()


def begin(request: Any, actor: Actor, name: str, *, called_from: str = "") -> models.Conversation:
    """A new conversation on a channel, which this visit holds from now on."""
    with acting_as(actor):
        person = models.Person.objects.get(id=actor.person_id)
        taken = conversations.start(person, name, talk_language(request), request.now, called_from=called_from)
    hold(request, name, taken.conversation.id)
    return taken.conversation
