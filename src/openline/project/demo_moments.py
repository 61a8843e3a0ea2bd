"""The moments that one click of the demo leads to: tonight, Sunday, the eve of a holiday, the planned window."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from openline.actions import house
from openline.domain.hours import HoursRules
from openline.records import models

LABELS = {
    "open_hours": _("Next open hours"),
    "tonight": _("Tonight"),
    "sunday": _("Sunday"),
    "holiday_eve": _("Eve of a holiday"),
    "planned_window": _("The planned window"),
}
A_WHILE_AFTER_OPENING = timedelta(hours=2)
LATE_EVENING = time(22, 30)
SUNDAY_MORNING = time(10, 0)
BEFORE_CLOSING = timedelta(hours=3, minutes=20)
DAYS_TO_LOOK_AHEAD = 400


def moment_of(key: str, now: datetime) -> datetime | None:
    """The next such moment after `now`, or None where there is none, such as no call planned."""
    return {
        "open_hours": open_hours,
        "tonight": lambda now: _at(LATE_EVENING, now),
        "sunday": lambda now: _at(SUNDAY_MORNING, now, weekday=7),
        "holiday_eve": _eve_of_holiday,
        "planned_window": _planned_window,
    }[key](now)


def open_hours(now: datetime) -> datetime:
    """A moment in open hours with some of the day left: now, if it is one."""
    calendar = house.pack().calendar
    hours = house.rules_at(HoursRules, now).live_help.value
    closes_at = calendar.open_until(now, hours) if calendar.is_open(now, hours) else None
    if closes_at is not None and closes_at - now > A_WHILE_AFTER_OPENING:
        return now
    return calendar.next_opening(closes_at or now, hours) + A_WHILE_AFTER_OPENING


def _at(hour: time, now: datetime, weekday: int | None = None) -> datetime | None:
    zone = ZoneInfo(house.home_zone())
    today = now.astimezone(zone).date()
    for days in range(DAYS_TO_LOOK_AHEAD):
        day = today + timedelta(days=days)
        moment = datetime.combine(day, hour, zone)
        if moment > now and (weekday is None or day.isoweekday() == weekday):
            return moment
    return None


def _eve_of_holiday(now: datetime) -> datetime | None:
    calendar = house.pack().calendar
    hours = house.rules_at(HoursRules, now).live_help.value
    today = calendar.day_of(now)
    for days in range(DAYS_TO_LOOK_AHEAD):
        day = today + timedelta(days=days)
        if not calendar.is_holiday(day + timedelta(days=1)) or not calendar.is_business_day(day):
            continue
        opening = calendar.opening_on(day, hours)
        if opening and opening[1] - BEFORE_CLOSING > now:
            return opening[1] - BEFORE_CLOSING
    return None


def _planned_window(now: datetime) -> datetime | None:
    """Just inside the next window that an officer must call in, second attempts included."""
    waiting = models.Callback.objects.filter(promise__state="open")
    first = waiting.filter(planned_from__gt=now, second_from=None).order_by("planned_from").first()
    second = waiting.filter(second_from__gt=now).order_by("second_from").first()
    moments = [each for each in (first and first.planned_from, second and second.second_from) if each]
    return min(moments) + timedelta(minutes=5) if moments else None
