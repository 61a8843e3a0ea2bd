"""Calendars and named moments that the tests of this folder share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import holidays
from hypothesis import strategies as st

from openline.domain.calendar import BusinessCalendar

EASTERN = "America/New_York"
FIRST_YEAR, LAST_YEAR = 2020, 2030

FEDERAL_DAYS: dict[date, str] = {
    day: name
    for day, name in holidays.country_holidays("US", years=range(FIRST_YEAR, LAST_YEAR + 2)).items()
    if day.year <= LAST_YEAR
}


def observed(days: dict[date, str]) -> dict[date, str]:
    """Federal holidays on the day on which offices close for them."""
    return {day: name for day, name in days.items() if day.isoweekday() <= 5}


federal_calendar = BusinessCalendar(
    zone=EASTERN,
    holidays=observed(FEDERAL_DAYS),
    known_through=date(LAST_YEAR, 12, 31),
    known_from=date(FIRST_YEAR, 1, 1),
    file="calendars/federal_holidays.yaml",
)


def at(text: str, zone: str = EASTERN) -> datetime:
    """`2026-11-25 16:40` as clocks in `zone` show it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


eve_of_thanksgiving = at("2026-11-25 16:40")
thanksgiving_noon = at("2026-11-26 12:00")
friday_evening = at("2026-11-27 19:59")
just_before_friday_midnight = at("2026-11-27 23:59")
sunday_at_three = at("2026-11-29 03:00")


def moments_between(first: str, last: str) -> st.SearchStrategy[datetime]:
    """Any moment of the time between both, in UTC."""
    return st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last), timezones=st.just(UTC))
