"""By when an officer calls back at the latest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openline.domain.calendar import BusinessCalendar, Counted
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.rules import DailyHours, NoRuleInForce, RuleRef, Span, SpanKind

_IN_WHOLE_DAYS = frozenset({SpanKind.BUSINESS_DAYS, SpanKind.CALENDAR_DAYS})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CallbackDue:
    """The latest moment of a promised call.

    `promised_by`: the last moment at which a call keeps the promise, never outside the calling hours.
    `due_on`: the day in the home zone that this moment ends or lies in.
    `inner_target`: the kinder reading that officers aim for, where the rules know one.
    `days_counted`: the days that the count ran over.
    """

    promised_by: datetime
    due_on: date
    inner_target: datetime | None
    days_counted: tuple[date, ...]


def promise_callback(
    urgency: str, requested_at: datetime, rules: CallbacksRules, calendar: BusinessCalendar
) -> Decision[CallbackDue]:
    """By when a call requested at `requested_at` comes, as the rules in force then promise it (CB-1, CB-2, CB-4).

    Days end with the calling hours of the last day. A moment outside the calling hours moves back to the end of the
    calling hours before it. Where no calling hours are known the count alone decides, and the facts say so.
    Raises NoRuleInForce for an urgency that the rule does not know.
    """
    span = rules.return_within.value[urgency]
    because: list[RuleRef] = [rules.return_within.ref]
    hours = _calling_hours(rules)
    if hours is not None:
        because.append(rules.calling_hours.ref)
    counted = calendar.counted(requested_at, span)
    promised_by, due_on = _last_call(counted, span, requested_at, hours, calendar)
    inner_target = _inner_target(urgency, requested_at, promised_by, rules, calendar)
    if inner_target is not None:
        because.append(rules.inner_target.ref)
    facts: dict[str, object] = {
        "urgency": urgency,
        "requested_at": requested_at.isoformat(),
        "span": str(span),
        "counted_until": counted.until.isoformat(),
        "calling_hours": "known" if hours is not None else "no_rule_known",
    }
    return Decision(CallbackDue(promised_by, due_on, inner_target, counted.days), tuple(because), facts)


def _calling_hours(rules: CallbacksRules) -> DailyHours | None:
    return rules.calling_hours.value if rules.calling_hours.known else None


def _last_call(
    counted: Counted, span: Span, requested_at: datetime, hours: DailyHours | None, calendar: BusinessCalendar
) -> tuple[datetime, date]:
    """The last moment at which a call is in time, and the day in the home zone that it belongs to."""
    end = calendar.end_of_day(counted.on) if span.kind in _IN_WHOLE_DAYS else counted.until
    if hours is None:
        return end, counted.on
    day, opening = counted.on, calendar.opening_on(counted.on, hours)
    # The midnight that ends the last day belongs to that day, so an opening must begin before it.
    while opening is None or opening[0] > end:
        day -= _DAY
        opening = calendar.opening_on(day, hours)
        if calendar.end_of_day(day) <= requested_at:
            return end, counted.on  # No call is possible in time; planning finds no room and says so.
    last = min(end, opening[1])
    return (last, day) if last > requested_at else (end, counted.on)


def _inner_target(
    urgency: str,
    requested_at: datetime,
    promised_by: datetime,
    rules: CallbacksRules,
    calendar: BusinessCalendar,
) -> datetime | None:
    """The kinder moment to aim for, when there is a rule for this urgency and it is no later than the promise."""
    if not rules.inner_target.known:
        return None
    try:
        span = rules.inner_target.value[urgency]
    except NoRuleInForce:
        return None
    counted = calendar.counted(requested_at, span)
    target, _ = _last_call(counted, span, requested_at, _calling_hours(rules), calendar)
    return min(target, promised_by)
