"""Moments, windows and spans in words that a person can act on, always with the zone.

The words and patterns are those of the language's file; names of days, months, zones and units are CLDR's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    format_skeleton,
    format_time,
    format_timedelta,
    get_day_names,
    get_timezone_name,
)
from babel.lists import format_list
from babel.units import format_unit

from openline.domain.item_number import ItemNumber, parse_item_number
from openline.domain.rules import DailyHours, Span, SpanKind, SpanRange
from openline.policy.languages import spoken

LOCAL = "local"


def locale_of(language: str) -> str:
    """The CLDR locale whose names of days, months, zones and units a language uses."""
    return spoken(language).locale


def tell_zone(moment: datetime, zone: str, language: str) -> str:
    """The zone's everyday name in force at the moment, such as "Eastern Standard Time"."""
    return get_timezone_name(moment.astimezone(ZoneInfo(zone)), width="long", locale=locale_of(language))


def tell_hour(moment: datetime, zone: str, language: str) -> str:
    """The hour by the clocks of `zone`, such as "4:40 PM"."""
    return _hour(moment.astimezone(ZoneInfo(zone)).timetz(), language)


def tell_length(length: timedelta, language: str) -> str:
    """A length of time, such as "3 minutes"."""
    return format_timedelta(length, threshold=2, locale=locale_of(language))


def tell_day(day: date, language: str, *, year: bool = False) -> str:
    """The day with its weekday, such as "Tuesday, December 1"."""
    told = spoken(language).told
    return format_date(day, told.day_with_year if year else told.day, locale=locale_of(language))


def tell_date(day: date, language: str) -> str:
    """The day with its year, such as "January 21, 2019"."""
    return format_date(day, "long", locale=locale_of(language))


def tell_month(day: date, language: str) -> str:
    """The month of a day, such as "April 2021"."""
    return format_skeleton("yMMMM", day, locale=locale_of(language))


def tell_moment(moment: datetime, zone: str, language: str) -> str:
    """Day, hour and zone, such as "Tuesday, December 1, at 4:40 PM, Eastern Standard Time"."""
    return spoken(language).told.moment.format(
        day=tell_day(moment.astimezone(ZoneInfo(zone)).date(), language),
        hour=tell_hour(moment, zone, language),
        zone=tell_zone(moment, zone, language),
    )


def tell_window(starts_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """Day, both hours and zone, such as "Monday, November 30, 9:00 AM to 1:00 PM, Hawaii-Aleutian Standard Time"."""
    facts = {
        "day": tell_day(starts_at.astimezone(ZoneInfo(zone)).date(), language),
        "from": tell_hour(starts_at, zone, language),
        "to": tell_hour(ends_at, zone, language),
        "zone": tell_zone(starts_at, zone, language),
    }
    return spoken(language).told.window.format(**facts)


def tell_stamp(moment: datetime, zone: str, language: str) -> str:
    """A short stamp for lists, such as "Nov 30, 2026, 9:00 AM EST"."""
    pattern = spoken(language).told.stamp
    text = format_datetime(moment.astimezone(ZoneInfo(zone)), pattern, locale=locale_of(language))
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
    return format_list(list(items), locale=locale_of(language)) if items else ""


def tell_languages(codes: Sequence[str], language: str) -> str:
    """Languages to choose from, such as "English or Spanish"; one that CLDR has no name for by its own."""
    locale = locale_of(language)
    names = [Locale.parse(locale_of(code), sep="-").get_language_name(locale) or spoken(code).name for code in codes]
    return format_list(names, style="or", locale=locale)


def tell_daily_hours(hours: DailyHours, moment: datetime, language: str) -> str:
    """Hours that repeat by weekday with their zone, such as "Monday to Friday, 8:00 AM to 8:00 PM, Eastern Time"."""
    told = spoken(language).told
    facts = {
        "days": _weekdays(hours.weekdays, language),
        "opens": _hour(hours.opens, language),
        "closes": _hour(hours.closes, language),
    }
    said = told.any_hour.format(days=facts["days"]) if hours.opens == hours.closes else told.hours.format(**facts)
    if hours.zone == LOCAL:
        return said
    local = moment.astimezone(ZoneInfo(hours.zone))
    zone = get_timezone_name(local, width="long", locale=locale_of(language), zone_variant="generic")
    return told.in_zone.format(hours=said, zone=zone)


def _hour(at: time, language: str) -> str:
    return format_time(at, spoken(language).told.hour, locale=locale_of(language)).replace("\u202f", " ")


def _weekdays(weekdays: frozenset[int], language: str) -> str:
    names = get_day_names("wide", locale=locale_of(language))
    ordered = sorted(weekdays)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return spoken(language).told.weekdays.format(first=names[ordered[0] - 1], last=names[ordered[-1] - 1])
    return tell_list([names[day - 1] for day in ordered], language)


def tell_open_or_closed(closes_at: datetime | None, opens_at: datetime | None, zone: str, language: str) -> str:
    """Whether live help is open now, and until or from when."""
    told = spoken(language).told
    if opens_at is not None:
        return _sentence(told.opens_at.format(moment=tell_moment(opens_at, zone, language)))
    if closes_at is None:
        return told.open_always
    return _sentence(told.open_until.format(hour=tell_hour(closes_at, zone, language)))


def _sentence(text: str) -> str:
    """With one full stop, where its last word is an abbreviation that brings its own ("p. m.")."""
    return text[:-1] if text.endswith("..") else text


def tell_span(span: Span, language: str) -> str:
    """A length of time as people say it, such as "30 business days"."""
    units = {SpanKind.HOURS: "duration-hour", SpanKind.MINUTES: "duration-minute"}
    if span.kind in units:
        return tell_units(span.amount, units[span.kind], language)
    return spoken(language).counted(span.kind, span.amount)


def tell_range(span: SpanRange, language: str) -> str:
    """From the least to the most, such as "2 to 3 business days"; the unit once where both have the same."""
    least = str(span.least.amount) if span.least.kind == span.most.kind else tell_span(span.least, language)
    return spoken(language).told.range.format(least=least, most=tell_span(span.most, language))


def tell_units(amount: int, unit: str, language: str) -> str:
    """An amount of a unit of CLDR's, such as "5 minutes"."""
    return format_unit(amount, unit, length="long", locale=locale_of(language))
