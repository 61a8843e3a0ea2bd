"""What time it is for the center: the machine's time, and in the demonstration an offset that everyone reads."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from openline.gateways.clock import machine_now
from openline.records.models import ClockOffset


def offset() -> timedelta:
    """How far the center's clock runs ahead of the machine's."""
    row = ClockOffset.objects.filter(id=1).first()
    return timedelta(microseconds=row.microseconds) if row else timedelta(0)


def now() -> datetime:
    """The center's present moment, aware, in UTC. Read it once at the top and hand it on."""
    return machine_now() + offset()


def move_by(length: timedelta) -> None:
    """Moves the clock onward for every process. Back it never goes: timers that fired have fired."""
    if length < timedelta(0):
        raise ValueError("the clock only moves onward")
    microseconds = round(length / timedelta(microseconds=1))
    ClockOffset.objects.get_or_create(id=1)
    ClockOffset.objects.filter(id=1).update(microseconds=F("microseconds") + microseconds)
