"""Moments, windows and spans in words that a person can act on, always with the zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date, format_datetime, format_time, format_timedelta, get_day_names, get_timezone_name
from babel.lists import format_list

from openline.domain.item_number import ItemNumber, parse_item_number
from openline.domain.rules import DailyHours

LOCAL = "local"

_DAY = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM"}
_DAY_WITH_YEAR = {"en": "EEEE, MMMM d, y", "es": "EEEE d 'de' MMMM 'de' y"}
_HOUR = {"en": "h:mm a", "es": "h:mm a"}
_AND = {"en": "to", "es": "a"}
_AT = {"en": "at", "es": "a las"}
_TO_DAY = {"en": "to", "es": "a"}
_ANY_HOUR = {"en": "at any hour", "es": "a cualquier hora"}
_OPEN = {"en": "It is open now, until {}.", "es": "Está abierta ahora, hasta las {}."}
_ALWAYS_OPEN = {"en": "It is open now.", "es": "Está abierta ahora."}
_CLOSED = {"en": "It is closed now and opens {}.", "es": "Está cerrada ahora y abre el {}."}


def tell_zone(moment: datetime, zone: str, language: str) -> str:
    """The zone's everyday name in force at the moment, such as "Eastern Standard Time"."""
    return get_timezone_name(moment.astimezone(ZoneInfo(zone)), width="long", locale=language)


def tell_hour(moment: datetime, zone: str, language: str) -> str:
    """The hour by the clocks of `zone`, such as "4:40 PM"."""
    return format_time(moment.astimezone(ZoneInfo(zone)), _HOUR[language], locale=language).replace("\u202f", " ")


def tell_length(length: timedelta, language: str) -> str:
    """A length of time, such as "3 minutes"."""
    return format_timedelta(length, threshold=2, locale=language)


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
    """An item number in the groups in which it is read out."""
    read = parse_item_number(item_number)
    return str(read) if isinstance(read, ItemNumber) else item_number


def tell_number(number: str, region: str) -> str:
    """A phone number as the region (an ISO country code) writes it; what is no number stays as it is written."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def tell_list(items: Sequence[str], language: str) -> str:
    """Several things in a row, such as "the first and the second"."""
    return format_list(list(items), locale=language) if items else ""


def tell_daily_hours(hours: DailyHours, moment: datetime, language: str) -> str:
    """Hours that repeat by weekday with their zone, such as "Monday to Friday, 8:00 AM to 8:00 PM, Eastern Time"."""
    zone = moment.tzinfo if hours.zone == LOCAL else ZoneInfo(hours.zone)
    name = (
        ""
        if hours.zone == LOCAL
        else ", " + get_timezone_name(moment.astimezone(zone), width="long", locale=language, zone_variant="generic")
    )
    days = _weekdays(hours.weekdays, language)
    if hours.opens == hours.closes:
        return f"{days}, {_ANY_HOUR[language]}{name}"
    opens, closes = (format_time(at, _HOUR[language], locale=language) for at in (hours.opens, hours.closes))
    return f"{days}, {opens} {_AND[language]} {closes}{name}".replace("\u202f", " ")


def _weekdays(weekdays: frozenset[int], language: str) -> str:
    names = get_day_names("wide", locale=language)
    ordered = sorted(weekdays)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{names[ordered[0] - 1]} {_TO_DAY[language]} {names[ordered[-1] - 1]}"
    return tell_list([names[day - 1] for day in ordered], language)


def tell_open_or_closed(closes_at: datetime | None, opens_at: datetime | None, zone: str, language: str) -> str:
    """Whether live help is open now, and until or from when."""
    if opens_at is not None:
        return _sentence(_CLOSED[language].format(tell_moment(opens_at, zone, language)))
    return (
        _sentence(_OPEN[language].format(tell_hour(closes_at, zone, language))) if closes_at else _ALWAYS_OPEN[language]
    )


def _sentence(text: str) -> str:
    """With one full stop, where its last word is an abbreviation that brings its own ("p. m.")."""
    return text[:-1] if text.endswith("..") else text
