"""Firing due timers: each once, in its own transaction, at its own due moment."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from openline.actions import house, ledger
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.timers import HANDLERS
from openline.records import models

log = logging.getLogger("openline.timers")
BATCH = 50
FAILURES_BEFORE_ALERT = 3


def due(now: datetime, limit: int = BATCH) -> list[models.Timer]:
    """The timers whose moment has come, earliest first, but for those that failed and wait to be tried again."""
    with acting_as(SYSTEM):
        waiting = models.Timer.objects.filter(fired_at=None, cancelled_at=None, due__lte=now)
        ready = waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=now))
        return list(ready.select_related("matter", "promise").order_by("due", "id")[:limit])


def fire_due(now: datetime) -> int:
    """Fires one batch; how many of them fired here."""
    return sum(fire(timer, now) for timer in due(now))


def fire(timer: models.Timer, now: datetime) -> bool:
    """Fires one timer unless another process was first. A failure leaves it waiting, with an alert in the end."""
    handler = HANDLERS[timer.kind]
    try:
        prepared = handler.prepare(timer) if handler.prepare else None
        with acting_as(SYSTEM):
            held = _hold(timer)
            if held is None:
                return False
            models.Timer.objects.filter(id=held.id).update(fired_at=held.due)
            handler.act(held, prepared, held.due)
            _settle(held)
        return True
    except Exception:
        log.exception("timer %s of kind %s failed", timer.id, timer.kind)
        _try_later(timer, now)
        return False


def _hold(timer: models.Timer) -> models.Timer | None:
    waiting = models.Timer.objects.select_for_update(skip_locked=True, of=("self",))
    held = waiting.filter(id=timer.id, fired_at=None, cancelled_at=None).first()
    if held is None:
        return None
    if held.matter_id:
        held.matter = models.Matter.objects.select_for_update().get(id=held.matter_id)
    return held


def _settle(timer: models.Timer) -> None:
    """The matter looks on to its next timer; one that has none left fails here, by name."""
    if timer.matter_id is None:
        return
    matter = models.Matter.objects.get(id=timer.matter_id)
    if matter.state == "open" and matter.next_timer_id == timer.id:
        ledger.point_to_next_timer(matter)
        matter.save(update_fields=["next_timer"])


def _try_later(timer: models.Timer, now: datetime) -> None:
    with acting_as(SYSTEM):
        failures = timer.failures + 1
        wait = timedelta(seconds=min(2**failures, 600))
        models.Timer.objects.filter(id=timer.id).update(failures=failures, next_try_at=now + wait)
        if failures >= FAILURES_BEFORE_ALERT:
            ledger.raise_alert("timer_fails", f"timer_fails:{timer.id}", now, for_queue=house.alert_queue())
