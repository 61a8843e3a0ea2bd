"""What the API answers when something cannot be done: a problem document (RFC 9457) in the reader's language."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from openline.actions import house
from openline.channels.api.problem_words import PROBLEMS, what_is_wrong
from openline.channels.visitors import language_asked_for

log = logging.getLogger("openline.api")
CONTENT_TYPE = "application/problem+json"
SECONDS_UNTIL_WORTH_TRYING = 30


@dataclass(slots=True)
class Problem(Exception):
    """One of `problem_words.PROBLEMS`, with the facts that its words need and the fields that are wrong."""

    word: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    fields: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def status(self) -> int:
        return PROBLEMS[self.word].status

    def document(self, language: str) -> dict[str, Any]:
        """As it is sent: `type` is the word's own name, `detail` says what is wrong and what to do."""
        known = PROBLEMS[self.word]
        with override(language):
            title, detail = str(known.title), str(known.detail)
        document: dict[str, Any] = {
            "type": f"urn:openline:problem:{self.word}",
            "title": title,
            "status": known.status,
            "detail": detail.format(**self.facts),
        }
        if self.fields:
            document["fields"] = [{"name": name, "what": what_is_wrong(what, language)} for name, what in self.fields]
        return document


def language_of(request: HttpRequest) -> str:
    """The first language of Accept-Language that the agency speaks, else the agency's first."""
    return language_asked_for(request) or house.pack().agency.languages[0]


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    language = worded_language(request)
    response = JsonResponse(problem.document(language), status=problem.status, content_type=CONTENT_TYPE)
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    for name, value in problem.headers.items():
        response[name] = value
    return response


def worded_language(request: HttpRequest) -> str:
    """The language for a problem's words: one in which the pages can be read, whatever else the agency speaks."""
    language = language_of(request)
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def handle_on(api: NinjaAPI) -> None:
    """Every failure of the API becomes a problem document; nothing leaves as a page or a trace."""

    def on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
        if any(flaw["loc"][0] == "path" for flaw in error.errors):
            return answer(request, Problem("not_found"))
        fields = [(_name(flaw["loc"]), flaw["type"]) for flaw in error.errors]
        return answer(request, Problem("not_understood", fields=fields))

    def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, Problem):
            return answer(request, error.__cause__)
        return answer(request, Problem("not_json"))

    def on_fault(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("an API operation failed", exc_info=error)
        return answer(request, Problem("broken"))

    def on_database(request: HttpRequest, error: DatabaseError) -> HttpResponse:
        log.error("an API operation failed at the database", exc_info=error)
        return answer(request, Problem("unavailable", headers={"Retry-After": str(SECONDS_UNTIL_WORTH_TRYING)}))

    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Problem: answer,
        ValidationError: on_validation,
        AuthenticationError: lambda request, error: answer(request, not_signed_in()),
        HttpError: on_http_error,
        Http404: lambda request, error: answer(request, Problem("not_found")),
        RequestDataTooBig: lambda request, error: answer(request, Problem("too_large")),
        DatabaseError: on_database,
        Exception: on_fault,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def not_signed_in() -> Problem:
    return Problem("token_needed", headers={"WWW-Authenticate": "Bearer"})


def _name(location: tuple[Any, ...]) -> str:
    """The field's own name, without where in the request it stood."""
    inner = [str(part) for part in location if part not in ("body", "header", "query", "asked")]
    return ".".join(inner) or "body"
