"""Every page declares who may open it. The gatekeeper refuses the rest, and a page that declares nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openline.actions.acting import Actor
from openline.records.models import Seat

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
STAFF = "staff"


class Visit(HttpRequest):
    """A request after the gatekeeper: who acts, from which seat if any, and the center's moment."""

    actor: Actor
    seat: Seat | None
    person_id: uuid.UUID | None
    now: datetime


def open_to(*who: str) -> Callable[[View], View]:
    """Marks a view: `public`, `staff` (any seat), or the deeds of which the seat's tier may do at least one."""

    def mark(view: View) -> View:
        view.openline_open_to = frozenset(who)  # type: ignore[attr-defined]
        return view

    return mark


def posted(page: str, *names: str) -> Callable[[View], View]:
    """A view that acts, and so only on POST; whoever comes to its address otherwise is led to the page behind it.

    `names` are the parts of the address that the page takes.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def only_posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, *(kwargs[name] for name in names))
            return view(request, *args, **kwargs)

        return only_posted  # type: ignore[return-value]

    return guard
