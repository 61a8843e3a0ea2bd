"""One look at everyone who comes in: who acts, and whether this page is open to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openline.actions import access, clock
from openline.actions.acting import NOBODY, SYSTEM, Actor, acting_as
from openline.records.models import Seat
from openline.ui.doors import PUBLIC, STAFF

PERSON_IN_SESSION = "openline_person"
# Pages of libraries that we mount, which cannot carry our mark.
MARKED_ELSEWHERE = ("allauth.", "django.contrib.staticfiles.", "django.views.static", "ninja.")


class Gatekeeper:
    """Sets `request.actor`, `.seat`, `.person_id` and `.now`, and lets nobody past a page that is not theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        doors = who_may_open(view)
        self._recognize(request)
        if PUBLIC in doors:
            return None
        seat = request.seat  # type: ignore[attr-defined]
        if seat is None:
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect_to_login(request.get_full_path(), reverse("sign-in"))
        if STAFF in doors or any(access.may(seat, deed) for deed in doors):
            return None
        raise PermissionDenied

    def _recognize(self, request: Any) -> None:
        request.person_id = _person_of(request)
        request.seat = None
        with acting_as(SYSTEM):
            request.now = clock.now()
            if request.user.is_authenticated:
                request.seat = Seat.objects.filter(login_id=request.user.pk).first()
        if request.seat is not None:
            request.actor = access.actor_of(request.seat)
        elif request.person_id is not None:
            request.actor = Actor.person(request.person_id)
        else:
            request.actor = NOBODY


def who_may_open(view: Callable[..., Any]) -> frozenset[str]:
    """What the page declares; raises ImproperlyConfigured, naming it, where it declares nothing."""
    declared = getattr(view, "openline_open_to", None)
    if declared is None:
        declared = getattr(getattr(view, "view_class", None), "openline_open_to", None)
    if declared is not None:
        return declared
    module = getattr(getattr(view, "view_class", view), "__module__", "") or ""
    if module.startswith(MARKED_ELSEWHERE):
        return frozenset({PUBLIC})
    name = getattr(view, "__qualname__", repr(view))
    raise ImproperlyConfigured(f"{module}.{name} does not say who may open it: mark it with @open_to(...).")


def _person_of(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.session.get(PERSON_IN_SESSION, ""))
    except ValueError:
        return None
