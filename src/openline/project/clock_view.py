"""One click of the demo to another moment. Outside the demo there is no such page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openline.actions.acting import SYSTEM, acting_as
from openline.jobs import moving
from openline.project import demo_moments
from openline.ui.doors import PUBLIC, open_to


@open_to(PUBLIC)
@require_POST
def move_clock(request: Any) -> HttpResponse:
    """Moves the demo's clock; everything that falls due on the way happens before the page answers."""
    if not settings.OPENLINE_DEMO:
        raise Http404
    key = request.POST.get("moment") or request.POST.get("to", "")
    with acting_as(SYSTEM):
        target = demo_moments.moment_of(key, request.now) if key in demo_moments.LABELS else None
    if target is None:
        messages.error(request, _("There is no such moment yet: no call is planned."))
    elif target > request.now:  # in open hours already, the next ones are now
        moving.advance_to(target)
    back = request.POST.get("next") or request.META.get("HTTP_REFERER", "/")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if ours else "/")
