"""Staff for stories: a sign-in, a seat of a tier, and the lanes that it serves."""

from __future__ import annotations

from openline.actions import queues
from openline.actions.acting import SYSTEM, acting_as
from openline.gateways.clock import machine_now
from openline.records import models


def seat_of(tier: str, languages: tuple[str, ...]) -> models.Seat:
    """A staff member of a tier with a sign-in of their own, who serves the lanes of their tier."""
    names = ("Tamsin", "Orrin", "Maristel", "Berwick", "Calloway", "Desmara", "Ellister")
    with acting_as(SYSTEM):
        ordinal = models.Seat.objects.count() + 1
        login = models.Login.objects.create_user(f"{tier}.{ordinal}@example.org")
        seat = models.Seat.objects.create(
            login=login,
            name=names[ordinal % len(names)],
            agent_id=f"{tier.upper().replace('_', '')}-{ordinal:04}",
            tier=tier,
            languages=list(languages),
        )
        queues.serve_lanes(seat)
        queues.heard_of(seat, machine_now())
    return seat
