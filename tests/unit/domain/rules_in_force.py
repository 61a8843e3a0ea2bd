"""Rules made by hand, so that these tests depend on no agency pack."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from typing import Any, TypeVar

from tests.unit.domain.calendars import EASTERN

from openline.domain.callbacks import AttemptsRule, CallbacksRules, CallerId, DailyCapacity
from openline.domain.contacts import ContactsRules
from openline.domain.hours import HoursRules
from openline.domain.identity import IdentityRules
from openline.domain.queues import QueuesRules
from openline.domain.rules import ByKey, DailyHours, Rule, RuleRef, Span, SpanRange, Standing

RulesT = TypeVar("RulesT")

WEEKDAYS = frozenset({1, 2, 3, 4, 5})
EVERY_DAY = frozenset(range(1, 8))
ANY_HOUR = DailyHours(EVERY_DAY, time(0), time(0), EASTERN, closed_on_holidays=False)


def in_force(topic: str, rule: str, value: Any, since: date = date(2022, 1, 10)) -> Rule[Any]:
    """The rule with one entry."""
    ref = RuleRef(topic, rule, since, "0" * 64, Standing.PUBLISHED)
    return Rule(value=value, ref=ref, file=f"policy/{topic}/{rule}.yaml", on=since)


def not_known(topic: str, rule: str) -> Rule[Any]:
    """The rule on a day before its first entry."""
    return Rule(value=None, ref=None, file=f"policy/{topic}/{rule}.yaml", on=date(2021, 3, 1))


def with_rules(rules: RulesT, **values: Any) -> RulesT:
    """The same rules with other values; a `Rule` is taken as it is."""
    topic = type(rules).__name__.removesuffix("Rules").lower()
    changed = {
        name: value if isinstance(value, Rule) else in_force(topic, name, value) for name, value in values.items()
    }
    return replace(rules, **changed)  # type: ignore[type-var]


def _all(rules_class: type[RulesT], **values: Any) -> RulesT:
    topic = rules_class.__name__.removesuffix("Rules").lower()
    names = [field.name for field in fields(rules_class)]  # type: ignore[arg-type]
    return rules_class(
        **{name: in_force(topic, name, values[name]) if name in values else not_known(topic, name) for name in names}
    )


def _spans(**texts: str) -> ByKey[Span]:
    return ByKey("urgency", {key: Span.parse(text) for key, text in texts.items()})


def span_range(least: str, most: str) -> SpanRange:
    return SpanRange(Span.parse(least), Span.parse(most))


callbacks_of_2022: CallbacksRules = _all(
    CallbacksRules,
    return_within=_spans(urgent="72 business_day_hours", regular="30 business_days"),
    inner_target=_spans(urgent="72 weekday_hours"),
    calling_hours=DailyHours(WEEKDAYS, time(7), time(18, 30), EASTERN, closed_on_holidays=True),
    local_hours=DailyHours(EVERY_DAY, time(8), time(20), "local", closed_on_holidays=False),
    least_common_hours=Span.parse("2 hours"),
    zone_from=("filing_place", "stated_place", "home_zone"),
    announced_ahead=span_range("1 business_days", "2 business_days"),
    attempts=AttemptsRule(2, span_range("60 minutes", "90 minutes"), leave_message=True),
    caller_id=CallerId("202-555-0100", may_be_unknown=True, unknown_caller_confirms="item_number"),
    numbers_tried=2,
    refused_numbers=frozenset({"extension"}),
    planned_length=Span.parse("4 hours"),
    daily_capacity=DailyCapacity(2),
    place_kept="same_matter_reopens",
)

callbacks_of_autumn_2021: CallbacksRules = with_rules(
    callbacks_of_2022,
    return_within=_spans(urgent="48 hours", regular="7 business_days"),
    inner_target=not_known("callbacks", "inner_target"),
    calling_hours=ANY_HOUR,
    announced_ahead=not_known("callbacks", "announced_ahead"),
)

callbacks_of_spring_2021: CallbacksRules = with_rules(
    callbacks_of_autumn_2021, calling_hours=not_known("callbacks", "calling_hours")
)

hours_in_force: HoursRules = _all(
    HoursRules,
    live_help=DailyHours(WEEKDAYS, time(8), time(20), EASTERN, closed_on_holidays=True),
    live_chat=DailyHours(WEEKDAYS, time(9), time(17), EASTERN, closed_on_holidays=True),
    self_help=ANY_HOUR,
)

contacts_in_force: ContactsRules = _all(
    ContactsRules,
    matter_before_person=frozenset({"live_agent"}),
    self_service_only=frozenset({"case_status"}),
    straight_to_queue=frozenset({"field_office_appointment"}),
    emergencies=frozenset({"emergency_advance_parole"}),
)

identity_in_force: IdentityRules = _all(
    IdentityRules,
    standings_told=frozenset({"applicant", "petitioner", "attorney_on_record"}),
    facts_checked=frozenset({"name", "date_of_birth"}),
)

queues_in_force: QueuesRules = _all(
    QueuesRules,
    escalation_carries=frozenset({"urgency", "reason"}),
    urgencies=frozenset({"urgent", "regular"}),
    escalation_reasons=("emergency_travel", "beyond_tier_1"),
    absent_after=Span.parse("2 minutes"),
    wait_method="line_and_history",
    wait_recent=Span.parse("60 minutes"),
    wait_looks_back=Span.parse("56 calendar_days"),
    wait_least_contacts=5,
    wait_advice=("early_in_the_week",),
)
