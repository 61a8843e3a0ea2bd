"""Moments, windows and spans in words that a person can act on, always with the zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, get_timezone_name

_DAY = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM"}
_DAY_WITH_YEAR = {"en": "EEEE, MMMM d, y", "es": "EEEE d 'de' MMMM 'de' y"}
_HOUR = {"en": "h:mm a", "es": "h:mm a"}
_AND = {"en": "to", "es": "a"}
_AT = {"en": "at", "es": "a las"}


def tell_zone(moment: datetime, zone: str, language: str) -> str:
    """The zone's everyday name in force at the moment, such as "Eastern Standard Time"."""
    return get_timezone_name(moment.astimezone(ZoneInfo(zone)), width="long", locale=language)


def tell_hour(moment: datetime, zone: str, language: str) -> str:
    """The hour by the clocks of `zone`, such as "4:40 PM"."""
    return format_time(moment.astimezone(ZoneInfo(zone)), _HOUR[language], locale=language).replace("\u202f", " ")


def tell_day(day: date, language: str, *, year: bool = False) -> str:
    """The day with its weekday, such as "Tuesday, December 1"."""
    return format_date(day, (_DAY_WITH_YEAR if year else _DAY)[language], locale=language)


def tell_moment(moment: datetime, zone: str, language: str) -> str:
    """Day, hour and zone, such as "Tuesday, December 1, at 4:40 PM, Eastern Standard Time"."""
    local = moment.astimezone(ZoneInfo(zone))
    day = tell_day(local.date(), language)
    comma = "," if language == "en" else ""
    return f"{day}{comma} {_AT[language]} {tell_hour(moment, zone, language)}, {tell_zone(moment, zone, language)}"


def tell_window(starts_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """Day, both hours and zone, such as "Monday, November 30, 9:00 AM to 1:00 PM, Hawaii-Aleutian Standard Time"."""
    local = starts_at.astimezone(ZoneInfo(zone))
    return (
        f"{tell_day(local.date(), language)}, {tell_hour(starts_at, zone, language)} {_AND[language]} "
        f"{tell_hour(ends_at, zone, language)}, {tell_zone(starts_at, zone, language)}"
    )


def tell_stamp(moment: datetime, zone: str, language: str) -> str:
    """A short stamp for lists, such as "Nov 30, 2026, 9:00 AM EST"."""
    text = format_datetime(moment.astimezone(ZoneInfo(zone)), "MMM d, y, h:mm a zzz", locale=language)
    return text.replace("\u202f", " ")


def tell_item_number(item_number: str) -> str:
    """An item number in groups that can be read out."""
    return "-".join(item_number[start : start + 4] for start in range(0, len(item_number), 4))
