"""What is done now and then: tidying up what need not be kept for ever, and taking down how long people waited."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max

from openline.actions import clock, idempotency, waits
from openline.actions.acting import SYSTEM, acting_as
from openline.gateways.clock import machine_now
from openline.records import models

# A page that was away longer than these asks for everything anew in any case.
EVENTS_KEPT = 100_000
KNOCKS_KEPT = timedelta(hours=2)
BETWEEN_ROUNDS = timedelta(minutes=10)


class Housekeeping:
    """Tidies up now and then, in real time, whatever the demo clock shows."""

    def __init__(self) -> None:
        self._due_at = machine_now() + BETWEEN_ROUNDS

    def if_due(self) -> None:
        if machine_now() < self._due_at:
            return
        self._due_at = machine_now() + BETWEEN_ROUNDS
        idempotency.forget_old()
        with acting_as(SYSTEM):
            waits.keep_history(clock.now())
            models.Knock.objects.filter(at__lt=machine_now() - KNOCKS_KEPT).delete()
            newest = models.Event.objects.aggregate(newest=Max("id"))["newest"] or 0
            models.Event.objects.filter(id__lte=newest - EVENTS_KEPT).delete()
