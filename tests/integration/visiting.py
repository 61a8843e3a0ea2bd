"""Browsers without JavaScript: a visitor's, as the person of a conversation, and a seat's at its desk."""

from __future__ import annotations

from django.test import Client

from openline.channels.visitors import PERSON_IN_SESSION
from openline.records import models


def browser_of(conversation: models.Conversation, language: str = "en") -> Client:
    """The browser in which this conversation was held."""
    client = Client(headers={"accept-language": language})
    session = client.session
    session[PERSON_IN_SESSION] = str(conversation.person_id)
    session["openline_assistant"] = str(conversation.id)
    session.save()
    return client


def signed_in(seat: models.Seat) -> Client:
    """The browser in which this seat is signed in."""
    browser = Client()
    browser.force_login(seat.login, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser
