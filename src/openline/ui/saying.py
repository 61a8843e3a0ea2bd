"""How a moment, a window and a zone are said to people, in the language of the page.

Every moment that a person reads names its zone. Values are aware datetimes and IANA zone names.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openline.policy.pack_parts import STAFF_LANGUAGE
from openline.policy.telling import locale_of


def language() -> str:
    """The language in which this page is being written."""
    return (get_language() or STAFF_LANGUAGE).split("-")[0]


def _locale() -> str:
    return locale_of(language())


def zone_name(zone: str, at: datetime) -> str:
    """The name of a zone as people say it, such as "Eastern Time"; the season is left out on purpose."""
    return get_timezone_name(at.astimezone(ZoneInfo(zone)), width="long", locale=_locale(), zone_variant="generic")


def day(value: date | datetime, zone: str | None = None) -> str:
    """A day with its weekday and year."""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(zone)).date() if zone else value.date()
    return format_date(value, format="full", locale=_locale())


def short_day(value: date | datetime, zone: str | None = None) -> str:
    """A day without weekday, for tables and notes."""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(zone)).date() if zone else value.date()
    return format_date(value, format="long", locale=_locale())


def hour(at: datetime, zone: str) -> str:
    """The hour of the day in a zone, without naming the zone: only for use beside one that is named."""
    return format_time(at.astimezone(ZoneInfo(zone)), format="short", locale=_locale()).replace("\u202f", "\u00a0")


def moment(at: datetime, zone: str) -> str:
    """A day, an hour and the zone that they are told in."""
    return _("%(day)s, %(hour)s %(zone)s") % {
        "day": day(at, zone),
        "hour": hour(at, zone),
        "zone": zone_name(zone, at),
    }


def window(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """A span of hours on one day, or from one day to another, with its zone."""
    told = {
        "day": day(starts_at, zone),
        "from": hour(starts_at, zone),
        "to": hour(ends_at, zone),
        "zone": zone_name(zone, starts_at),
    }
    if starts_at.astimezone(ZoneInfo(zone)).date() == ends_at.astimezone(ZoneInfo(zone)).date():
        return _("%(day)s, between %(from)s and %(to)s %(zone)s") % told
    return _("from %(start)s until %(end)s") % {"start": moment(starts_at, zone), "end": moment(ends_at, zone)}
