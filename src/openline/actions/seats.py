"""Seats of the staff: who has one, and giving one. A contract tier's seat never becomes an officer's by itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openline.actions import house, queues
from openline.records.models import Login, Seat


class SeatRefused(ValueError):
    """The seat cannot be given as asked; the message says why and what to give instead."""


def serve_pack() -> None:
    """Every seat takes work from the queues that the pack has for its tier now.

    Called where a release is put in place, as SYSTEM: a queue that the pack gained is served from then on. What a seat
    holds stays in its hands.
    """
    for seat in every_seat():
        queues.serve_lanes(seat)


def every_seat() -> list[Seat]:
    return list(Seat.objects.order_by("tier", "agent_id"))


def give_seat(email: str, password: str | None, name: str, agent_id: str, tier: str, languages: Sequence[str]) -> Seat:
    """A login with its seat, which takes work in its tier's lanes from now on. Raises SeatRefused."""
    pack = house.pack()
    if tier not in pack.tiers:
        raise SeatRefused(f"there is no tier {tier!r}; the pack has {', '.join(pack.tiers)}")
    unknown = [language for language in languages if language not in pack.agency.languages]
    if unknown or not languages:
        raise SeatRefused(f"languages are some of {', '.join(pack.agency.languages)}")
    if Login.objects.filter(email=email.lower()).exists() or Seat.objects.filter(agent_id=agent_id).exists():
        raise SeatRefused("this e-mail address or agent id is taken; give another")
    try:
        validate_email(email)
        if password is not None:
            validate_password(password)
    except ValidationError as refusal:
        raise SeatRefused(" ".join(refusal.messages)) from None
    login = Login.objects.create_user(email, password)
    seat = Seat.objects.create(login=login, name=name, agent_id=agent_id, tier=tier, languages=list(languages))
    queues.serve_lanes(seat)
    return seat
