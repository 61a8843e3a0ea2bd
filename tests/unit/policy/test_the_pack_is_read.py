"""What code gets that asks the agency pack."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from openline.domain.callbacks import CallbacksRules
from openline.domain.hours import HoursRules
from openline.domain.rules import NoRuleInForce, Span, SpanKind
from openline.policy import AgencyPack, load_pack

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def uscis() -> AgencyPack:
    return load_pack(ROOT / "agency" / "uscis")


@pytest.mark.parametrize(
    ("first_day", "before", "since"),
    [
        (date(2021, 2, 10), None, Span(48, SpanKind.HOURS)),
        (date(2022, 1, 10), Span(48, SpanKind.HOURS), Span(72, SpanKind.BUSINESS_DAY_HOURS)),
    ],
)
def test_an_urgent_request_gets_the_span_of_its_own_day(
    uscis: AgencyPack, first_day: date, before: Span | None, since: Span
) -> None:
    day_before = uscis.rules_on(CallbacksRules, first_day - timedelta(days=1)).return_within
    if before is None:
        with pytest.raises(NoRuleInForce, match="urgent"):
            day_before.value["urgent"]
    else:
        assert day_before.value["urgent"] == before
    assert uscis.rules_on(CallbacksRules, first_day).return_within.value["urgent"] == since


@pytest.mark.parametrize(
    ("first_day", "before", "since"),
    [
        (date(2019, 3, 6), None, Span(2, SpanKind.HOURS)),
        (date(2021, 2, 10), Span(2, SpanKind.HOURS), Span(7, SpanKind.BUSINESS_DAYS)),
        (date(2022, 1, 10), Span(7, SpanKind.BUSINESS_DAYS), Span(30, SpanKind.BUSINESS_DAYS)),
    ],
)
def test_a_regular_request_gets_the_span_of_its_own_day(
    uscis: AgencyPack, first_day: date, before: Span | None, since: Span
) -> None:
    day_before = uscis.rules_on(CallbacksRules, first_day - timedelta(days=1)).return_within
    if before is None:
        assert not day_before.known
        with pytest.raises(NoRuleInForce, match=r"uscis/policy/callbacks/return_within\.yaml"):
            _ = day_before.value
    else:
        assert day_before.value["regular"] == before
    assert uscis.rules_on(CallbacksRules, first_day).return_within.value["regular"] == since


def test_weekend_calls_end_with_the_eastern_window(uscis: AgencyPack) -> None:
    eve = uscis.rules_on(CallbacksRules, date(2022, 1, 9)).calling_hours.value
    day = uscis.rules_on(CallbacksRules, date(2022, 1, 10)).calling_hours.value
    assert (eve.weekdays, eve.opens, eve.closes) == (frozenset(range(1, 8)), time(0), time(0))
    assert (day.weekdays, day.opens, day.closes) == (frozenset(range(1, 6)), time(7), time(18, 30))
    assert not uscis.rules_on(CallbacksRules, date(2021, 9, 30)).calling_hours.known


def test_the_day_of_a_moment_is_the_day_in_the_home_zone(uscis: AgencyPack) -> None:
    last_evening_of_the_old_rule = datetime(2022, 1, 10, 4, 59, tzinfo=UTC)  # 23:59 Eastern on the 9th
    old = uscis.rules_at(CallbacksRules, last_evening_of_the_old_rule)
    new = uscis.rules_at(CallbacksRules, last_evening_of_the_old_rule + timedelta(minutes=1))
    assert old.return_within.ref.in_force_from == date(2021, 2, 10)
    assert new.return_within.ref.in_force_from == date(2022, 1, 10)


def test_a_moment_without_a_zone_is_refused(uscis: AgencyPack) -> None:
    with pytest.raises(ValueError, match="time zone"):
        uscis.rules_at(HoursRules, datetime(2026, 11, 25, 8, 0))  # noqa: DTZ001


def test_a_reference_says_which_entry_was_used(uscis: AgencyPack) -> None:
    ref = uscis.rules_on(CallbacksRules, date(2026, 11, 22)).return_within.ref
    assert ref.address == "callbacks.return_within"
    assert ref.in_force_from == date(2022, 1, 10)
    assert len(ref.sha256) == 64
    assert ref.catalogue == ("CB-1", "CB-2")


def test_who_asks_for_a_line_gets_the_number_of_the_day(uscis: AgencyPack) -> None:
    assert uscis.lines["main"].on(date(2021, 4, 14)).number == "800-375-5283"
    with pytest.raises(NoRuleInForce, match=r"lines/main\.yaml"):
        uscis.lines["main"].on(date(2021, 4, 13))


def test_a_line_out_of_service_says_so_and_what_serves_instead(uscis: AgencyPack) -> None:
    line = uscis.lines["vsc_humanitarian"]
    entry = line.on(date(2026, 11, 22))
    assert entry.ended
    assert entry.reach is None
    assert [uscis.lines[other].on(date(2026, 11, 22)).reach for other in line.instead]
