"""What every page is told: whose center it is, who is here, and in the demonstration what time it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from openline.actions import access, house
from openline.policy import telling
from openline.project import demo_moments
from openline.ui import saying
from openline.ui.components.clock_strip.part import ClockStrip, Moment
from openline.ui.components.language_switch.part import Language, LanguageSwitch

DESKS = {"desk": "claim_contacts", "callbacks": "call_back", "supervisor": "supervise"}


def house_of(request: HttpRequest) -> dict[str, Any]:
    language = saying.language()
    agency = house.pack().agency
    known = language if language in agency.languages else agency.languages[0]
    return {
        "agency": {
            "name": agency.name[known],
            "short_name": agency.short_name[known],
            "disclaimer": agency.disclaimer[known],
        },
        "spoken": telling.tell_languages(agency.languages, known),
        "clock": _clock(request),
        "languages": LanguageSwitch(
            tuple(Language(code, name) for code, name in settings.LANGUAGES),
            current=known,
            next=request.path if request.method == "GET" else "/",
        ),
        "who": _who(request, known),
    }


def _clock(request: Any) -> ClockStrip | None:
    now = getattr(request, "now", None)
    if not settings.OPENLINE_DEMO or now is None:
        return None
    moments = tuple(Moment(key, str(label)) for key, label in demo_moments.LABELS.items())
    return ClockStrip(now=now, zone=house.home_zone(), moved=True, moments=moments)


def _who(request: Any, language: str) -> dict[str, Any] | None:
    seat = getattr(request, "seat", None)
    if seat is None:
        return None
    tier = house.pack().tiers[seat.tier]
    return {
        "name": seat.name,
        "role": tier.title[language],
        "desks": [name for name, deed in DESKS.items() if access.may(seat, deed)],
    }
