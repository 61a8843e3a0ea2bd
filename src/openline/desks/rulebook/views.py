"""The answer to "why": a decision with its facts, its rules, and who or what decided."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import access, house
from openline.actions.acting import acting_as
from openline.records import models
from openline.ui import showing
from openline.ui.components.summary_list.part import Fact, SummaryList
from openline.ui.doors import STAFF, open_to


@open_to(STAFF)
@require_GET
def why(request: Any, decision_id: uuid.UUID) -> HttpResponse:
    with acting_as(request.actor):
        decision = models.Decision.objects.select_related("seat", "contact").filter(id=decision_id).first()
        if decision is None or not _may_see(request.seat, decision):
            raise Http404
        context = {
            "decision": {
                "what": decision.kind.replace("_", " ").capitalize(),
                "outcome": decision.outcome.replace("_", " "),
                "decided_at": decision.made_at,
                "decided_by": _by(decision),
                "facts": SummaryList(
                    tuple(Fact(name.replace("_", " "), _plain(value)) for name, value in decision.facts.items())
                ),
                "rules": showing.rule_notes(decision.rules, decision.made_at),
            },
            "zone": house.home_zone(),
            "back": None,
        }
        return render(request, "rulebook/why.html", context)


def _may_see(seat: models.Seat, decision: models.Decision) -> bool:
    """Who holds or oversees the contact that it was made in; decisions on a promise, whoever may call back."""
    if access.may(seat, "supervise") or access.may(seat, "call_back"):
        return True
    return (
        decision.contact is not None and access.may_see_contact(seat, decision.contact).seen is not access.Seen.NOTHING
    )


def _by(decision: models.Decision) -> str:
    if decision.seat is None:
        return _("by the rules")
    return f"{decision.seat} · {decision.staff_kind}" if decision.staff_kind else str(decision.seat)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
