"""Moving the demo clock: from due moment to due moment, so that everything happens in its order."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min

from openline.actions import clock, waits
from openline.actions.acting import SYSTEM, acting_as
from openline.jobs import timers
from openline.notices import handing_over
from openline.records import models

MOMENTS_AT_MOST = 100_000
# What watches over real time fires on the way, but is no moment at which the center's clock stops.
ON_REAL_TIME = ("seat_may_be_absent", "person_may_be_away")


class ClockOnlyMovesOnward(ValueError):
    """The moment asked for has passed; what has happened has happened."""


def advance_to(target: datetime) -> None:
    """Moves the clock to `target`, stopping at every timer and notice that falls due on the way."""
    with acting_as(SYSTEM):
        if target < clock.now():
            raise ClockOnlyMovesOnward(target.isoformat())
    for _ in range(MOMENTS_AT_MOST):
        moment = _next_moment()
        if moment is None or moment > target:
            break
        _move_to(moment)
        with acting_as(SYSTEM):
            now = clock.now()
        if not timers.fire_due(now) + handing_over.hand_over_due(now) and _next_moment() == moment:
            break  # what is due there cannot be done now and waits to be tried again
    _move_to(target)
    _catch_up()
    with acting_as(SYSTEM):
        waits.keep_history(clock.now())


def _catch_up() -> None:
    """What watches over real time fires only now, and what follows from it may have been due long before now."""
    with acting_as(SYSTEM):
        now = clock.now()
    for _ in range(MOMENTS_AT_MOST):
        if not timers.fire_due(now) + handing_over.hand_over_due(now):
            return


def _next_moment() -> datetime | None:
    with acting_as(SYSTEM):
        waiting = models.Timer.objects.filter(fired_at=None, cancelled_at=None, next_try_at=None)
        waiting = waiting.exclude(kind__in=ON_REAL_TIME)
        timer = waiting.aggregate(first=Min("due"))["first"]
        notice = models.Notice.objects.filter(state="waiting").aggregate(first=Min("next_try_at"))["first"]
    moments = [moment for moment in (timer, notice) if moment is not None]
    return min(moments) if moments else None


def _move_to(moment: datetime) -> None:
    with acting_as(SYSTEM):
        ahead = moment - clock.now()
        if ahead.total_seconds() > 0:
            clock.move_by(ahead)
