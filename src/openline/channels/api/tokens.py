"""The bearer token: a signed note of who started a conversation. It holds an id, never anything personal."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from ninja.security import HttpBearer

from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.gateways.clock import machine_now
from openline.records import models

LIVES = timedelta(days=30)


def _signer() -> Any:  # Django's stubs do not know that a signer takes objects
    return Signer(salt="openline.api.person")


def token_of(person_id: uuid.UUID, issued_at: datetime) -> str:
    """The same person and moment always give the same token. Its times are real time."""
    return _signer().sign_object({"p": str(person_id), "t": int(issued_at.timestamp())})


def person_of(token: str) -> uuid.UUID | None:
    """Whose token it is; None for one that is forged, mangled or has ended."""
    try:
        note = _signer().unsign_object(token)
        ends = note["t"] + LIVES.total_seconds()
        return uuid.UUID(note["p"]) if machine_now().timestamp() < ends else None
    except (BadSignature, ValueError, KeyError, TypeError):
        return None


class PersonToken(HttpBearer):
    """The operation is for the person whose token comes with it."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        person_id = person_of(token)
        if person_id is None:
            return None
        with acting_as(SYSTEM):
            known = models.Person.objects.filter(id=person_id).exists()
        return Actor.person(person_id) if known else None
