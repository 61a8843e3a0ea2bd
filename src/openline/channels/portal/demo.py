"""What the demonstration offers on its start page, and the signing in as one of its people."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openline.actions import access, house
from openline.actions.acting import SYSTEM, acting_as
from openline.channels.portal.views import safe_next
from openline.channels.visitors import hold, page_language, remember
from openline.gateways.synthetic_agency import synthetic_agency
from openline.records.models import Person, Seat
from openline.ui.doors import PUBLIC, open_to

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PEOPLE_OF_THE_DEMO = uuid.UUID("5f1d6f2e-8f0b-4a36-9c2b-0f6a3d1f7c11")


def cast() -> list[dict[str, Any]]:
    """Who a visitor can be: the public's people, then the staff."""
    language = page_language()
    standings = house.pack().labels["standing"]
    people = [
        {
            "key": member.key,
            "name": member.name,
            "role": standings.get(member.standing, {}).get(language, _("No standing in a case")),
            "receipt": member.receipt_number,
            "try_this": member.what_to_try[language],
        }
        for member in synthetic_agency(house.pack_folder()).cast().values()
    ]
    with acting_as(SYSTEM):
        seats = list(Seat.objects.select_related("login").order_by("tier", "agent_id"))
    staff = [
        {"key": f"seat:{seat.agent_id}", "name": seat.name, "role": house.pack().tiers[seat.tier].title[language]}
        for seat in seats
    ]
    return [*people, *staff]


def tries() -> list[dict[str, str]]:
    """Sentences that show what the assistant does."""
    return [
        {"say": _("Where is my case?"), "what_happens": _("Asks for the receipt number and reads the latest action.")},
        {"say": _("agent"), "what_happens": _("Asks what it is about first, and tries to help at once.")},
        {"say": _("InfoPass"), "what_happens": _("Goes straight into the line for a person.")},
        {
            "say": _("My mother is dying, I need an emergency travel document"),
            "what_happens": _("An emergency: first in line, with an item number."),
        },
        {"say": _("I missed your call"), "what_happens": _("Opens the same matter again; nothing is told twice.")},
    ]


def journey() -> list[dict[str, str]]:
    """The demo in the order in which it is best played."""
    return [
        {
            "title": _("Ask as an applicant"),
            "text": _("In this window, be a person below and tell the assistant that you need to travel urgently."),
            "href": reverse("assistant"),
            "label": _("Open the assistant"),
        },
        {
            "title": _("Answer as Tier 1"),
            "text": _(
                "In a private second window, be a Tier 1 representative. The waiting person appears by itself: "
                "claim, record identity, speak, escalate."
            ),
            "href": reverse("desk"),
            "label": _("Open the desk"),
        },
        {
            "title": _("Move the clock to the planned window"),
            "text": _("The strip at the top moves the time. Notices go out on the way; read them in the inbox."),
            "href": reverse("inbox"),
            "label": _("Open the demo inbox"),
        },
        {
            "title": _("Call back as Tier 2"),
            "text": _("Be the officer, read out the item number, and record what became of the call."),
            "href": reverse("callbacks"),
            "label": _("Open the callbacks"),
        },
        {
            "title": _("See the promise kept"),
            "text": _("Under My contacts stands what was promised, by which rule, and what became of it."),
            "href": reverse("my-contacts"),
            "label": _("Open my contacts"),
        },
    ]


@open_to(PUBLIC)
@require_http_methods(["GET", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """In the demo, a list without passwords; in an installation, the sign-in of allauth."""
    if not settings.OPENLINE_DEMO:
        return redirect("account_login")
    if request.method == "POST":
        who = request.POST.get("person", "")
        return _as_seat(request, who[5:]) if who.startswith("seat:") else _as_person(request, who)
    return render(request, "portal/sign_in.html", {"cast": cast(), "form": None, "next": safe_next(request, "/")})


def _as_seat(request: Any, agent_id: str) -> HttpResponse:
    with acting_as(SYSTEM):
        seat = Seat.objects.select_related("login").filter(agent_id=agent_id).first()
        if seat is None:
            return redirect("sign-in")
        begin_session(request, seat.login, backend=BACKEND)
    wanted = safe_next(request, "/")
    return redirect(wanted if wanted != "/" else _desk_of(seat))


def _desk_of(seat: Seat) -> str:
    """The first desk that the seat's tier may open."""
    for page, deed in (
        ("supervisor", "supervise"),
        ("callbacks", "call_back"),
        ("desk", "claim_contacts"),
        ("knowledge", "edit_knowledge"),
    ):
        if access.may(seat, deed):
            return reverse(page)
    return reverse("rules")


def _as_person(request: Any, key: str) -> HttpResponse:
    member = synthetic_agency(house.pack_folder()).cast().get(key)
    if member is None:
        return redirect("sign-in")
    if request.user.is_authenticated:
        logout(request)
    with acting_as(SYSTEM):
        person, _fresh = Person.objects.get_or_create(
            id=uuid.uuid5(PEOPLE_OF_THE_DEMO, key),
            defaults={"language": member.language, "name": member.name, "arrived_at": request.now},
        )
    remember(request, person.id)
    hold(request, "assistant", None)
    hold(request, "typed_voice", None)
    response = redirect(safe_next(request, reverse("assistant")) if request.POST.get("next") != "/" else "assistant")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, member.language, samesite="Lax")
    translation.activate(member.language)
    return response
