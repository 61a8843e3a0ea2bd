"""The loop that keeps every promise moving: due timers fire, due notices are handed over."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, close_old_connections

from openline.actions import clock
from openline.actions.acting import SYSTEM, acting_as
from openline.jobs import timers
from openline.jobs.housekeeping import Housekeeping
from openline.notices import handing_over

log = logging.getLogger("openline.jobs")
SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_AFTER_TROUBLE = 2.0


def run_once() -> int:
    """One look at what is due: how many timers fired and notices went out."""
    with acting_as(SYSTEM):
        now = clock.now()
    return timers.fire_due(now) + handing_over.hand_over_due(now)


def run_forever(stop: threading.Event) -> None:
    """Looks until asked to stop. A database that is away is waited for."""
    housekeeping = Housekeeping()
    while not stop.is_set():
        try:
            close_old_connections()
            busy = run_once()
            housekeeping.if_due()
        except DatabaseError as trouble:
            log.warning("the database does not answer: %s", type(trouble).__name__)
            stop.wait(SECONDS_AFTER_TROUBLE)
            continue
        if not busy:
            stop.wait(SECONDS_BETWEEN_LOOKS)
