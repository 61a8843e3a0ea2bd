"""Every page declares who may open it. The gatekeeper refuses the rest, and a page that declares nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.http import HttpRequest

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
