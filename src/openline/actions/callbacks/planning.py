"""Choosing and moving the window of a promised call, within what the rules and the day's capacity allow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from openline.actions import house, ledger
from openline.domain.callback_planning import Half, NoCommonHours, NoRoomLeft, PlannedWindow, booked_as, plan_window
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.records import models

# Any one number: it only has to be the same wherever windows are counted.
PLANNING_LOCK = 7_302_022


@dataclass(frozen=True, slots=True)
class Plan:
    """The window, the decision that chose it, and whether it could not be had within the promise."""

    window: PlannedWindow
    decision: Decision[Any]
    after_the_promise: bool = False


class HourNeeded(Exception):
    """Calling hours and the person's day share too little: the person says which hour they accept."""

    def __init__(self, common: NoCommonHours) -> None:
        self.common = common
        super().__init__("the person must say which hour they accept")


def plan(
    promised_by: datetime,
    zone: str,
    rules: CallbacksRules,
    now: datetime,
    *,
    not_before: datetime | None = None,
    accepted_hour: time | None = None,
) -> Plan:
    """The window for a call promised by `promised_by`; raises HourNeeded when only the person can say.

    Counting and booking happen under one lock, so that no half day takes more calls than it can hold.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PLANNING_LOCK])
    calendar = house.pack().calendar
    taken = booked(now)
    decision = plan_window(promised_by, zone, taken, rules, calendar, now, not_before, accepted_hour)
    outcome = decision.outcome
    if isinstance(outcome, NoCommonHours):
        raise HourNeeded(outcome)
    if isinstance(outcome, PlannedWindow):
        return Plan(outcome, decision)
    if outcome.next_window is None:
        raise HourNeeded(NoCommonHours(zone, timedelta(0), None))
    return Plan(outcome.next_window, decision, after_the_promise=True)


def booked(now: datetime) -> Counter[tuple[date, Half]]:
    """How many windows of open promises are planned into each half day still to come."""
    calendar = house.pack().calendar
    open_ones = models.Callback.objects.filter(promise__state="open", planned_until__gt=now)
    return Counter(booked_as(window_of(callback), calendar) for callback in open_ones)


def window_of(callback: models.Callback) -> PlannedWindow:
    return PlannedWindow(callback.planned_from, callback.planned_until, callback.zone, Half(callback.half))


def alert_if_late(plan: Plan, promise: models.Promise, matter: models.Matter, now: datetime) -> None:
    """No room was left before the promised moment: a supervisor hears of it at once, not when it is broken."""
    if plan.after_the_promise or isinstance(plan.decision.outcome, NoRoomLeft):
        key = f"planned_after_the_promise:{promise.id}:{plan.window.starts_at.isoformat()}"
        ledger.raise_alert(
            "planned_after_the_promise", key, now, for_queue=house.alert_queue(), matter=matter, promise=promise
        )
