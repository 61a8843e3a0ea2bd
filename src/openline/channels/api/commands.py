"""Carrying a command out once, however often its client sends it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.params.functions import Header

from openline.actions import idempotency
from openline.actions.idempotency import Answered, Command
from openline.channels.api import problems
from openline.channels.api.limits import client_of
from openline.channels.api.problems import Problem

# A key guards an answer that may hold a token, so that it must not be one that somebody else would think of.
KEY = r"^[!-~]{16,200}$"
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=KEY,
        description="Names this command: sent again with the same key and body it changes nothing and gets the same "
        "answer. A random UUID is a good one.",
    ),
]
# What stays true of the same body; anything else may be carried out after all.
FINAL = frozenset({403, 404, 422})
Dress = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(slots=True)
class Answer:
    """What a command came to. `body` is kept as it stands here; no token may be in it."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def kept(self) -> Answered:
        return Answered(self.status, {"body": self.body, "headers": dict(self.headers)})


def once(
    request: HttpRequest, actor: str, key: str, do: Callable[[str | None], Answer], dress: Dress | None = None
) -> HttpResponse:
    """Carries the command out, or gives the answer that it got before under the same key.

    `do` gets a short form of the key to write beside what it does; `dress` makes of a kept body what is sent.
    """
    if not key:
        return _sent(do(None), dress)
    command = Command(actor, request.path, key, hashlib.sha256(request.body).hexdigest())
    try:
        before = idempotency.take(command)
    except idempotency.OtherBody:
        raise Problem("other_body") from None
    except idempotency.StillRunning:
        raise Problem("still_running", headers={"Retry-After": "1"}) from None
    if before is not None:
        return _sent(Answer(before.status, **before.answer), dress, replayed=True)
    try:
        answer = _done(request, do, hashlib.sha256(key.encode()).hexdigest())
    except BaseException:
        idempotency.release(command)
        raise
    idempotency.settle(command, answer.kept())
    return _sent(answer, dress)


def _done(request: HttpRequest, do: Callable[[str | None], Answer], key: str) -> Answer:
    try:
        return do(key)
    except Problem as problem:
        if problem.status not in FINAL:
            raise
        return Answer(problem.status, problem.document(problems.worded_language(request)))


def _sent(answer: Answer, dress: Dress | None, *, replayed: bool = False) -> HttpResponse:
    good = answer.status < 400
    body = dress(answer.body) if dress and good else answer.body
    kind = "application/json" if good else problems.CONTENT_TYPE
    response = JsonResponse(body, status=answer.status, content_type=kind)
    for name, value in answer.headers.items():
        response[name] = value
    if replayed:
        response["Idempotent-Replayed"] = "true"
    return response


def nobody_at(request: HttpRequest) -> str:
    """The scope of a command whose sender is not known: where it came from, as a hash."""
    return "client:" + hmac.new(settings.SECRET_KEY.encode(), client_of(request).encode(), "sha256").hexdigest()
