"""The days on which the agency is closed are the ones that the law gives."""

from __future__ import annotations

from datetime import date

import holidays
import pytest
from tests.unit.policy.packs import LIBRARY, USCIS

from openline.policy import AgencyPack, load_pack


@pytest.fixture(scope="module")
def uscis() -> AgencyPack:
    return load_pack(USCIS)


@pytest.mark.parametrize("year", range(2019, 2031))
def test_each_federal_holiday_is_entered_on_the_weekday_observed(uscis: AgencyPack, year: int) -> None:
    by_the_library = {day for day in holidays.country_holidays("US", years=year) if day.year == year}
    entered = {day for day in uscis.closed_days.days if day.year == year}
    assert entered == {day for day in by_the_library if day.weekday() < 5}


def test_the_calendar_that_decisions_get_is_the_packs(uscis: AgencyPack) -> None:
    day_after_thanksgiving = date(2026, 11, 27)
    assert uscis.calendar.zone == uscis.agency.home_zone
    assert not uscis.calendar.is_business_day(date(2026, 11, 26))
    assert uscis.calendar.is_business_day(day_after_thanksgiving)
    assert not load_pack(LIBRARY).calendar.is_business_day(day_after_thanksgiving)


def test_a_saturday_of_the_library_is_a_business_day() -> None:
    library = load_pack(LIBRARY)
    assert library.calendar.is_business_day(date(2026, 11, 28))
    assert not library.calendar.is_business_day(date(2026, 11, 30))


def test_a_closed_day_has_a_name_in_both_languages(uscis: AgencyPack) -> None:
    for day in uscis.closed_days.days:
        assert uscis.holiday_name(day, "en")
        assert uscis.holiday_name(day, "es")
    assert uscis.holiday_name(date(2026, 11, 25), "en") is None
