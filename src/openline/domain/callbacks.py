"""How soon, when, from which number and how often an officer calls back."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import ByKey, DailyHours, Rule, Span, SpanRange


@dataclass(frozen=True, slots=True)
class AttemptsRule:
    """How many attempts are made, and how long after a missed one the next may be made."""

    count: int
    next_after: SpanRange
    leave_message: bool


@dataclass(frozen=True, slots=True)
class CallerId:
    """The number that a person may see when called, and whether it may be withheld."""

    number: str
    may_be_unknown: bool
    unknown_caller_confirms: str  # what an unknown caller reads out to prove themselves: `item_number`


@dataclass(frozen=True, slots=True)
class DailyCapacity:
    """How many first attempts may be planned into one half day, for each calling queue."""

    per_half_day: int


@dataclass(frozen=True, slots=True)
class CallbacksRules:
    """The rules of `policy/callbacks/`.

    `return_within`: the span until the promised moment, by urgency (CB-1, CB-2).
    `inner_target`: the kinder reading that officers aim for, by urgency, where there is one.
    `calling_hours`: the agency's hours for calls (CB-4: any hour in 2021, an Eastern window from 2022).
    `local_hours`: the hours in the person's own zone (CB-10), `zone: local`.
    `least_common_hours`: below this overlap of both hours the person is asked which hour they accept.
    `zone_from`: the ordered facts from which the zone is taken (CB-10), never the phone's area code.
    `announced_ahead`: how long before the planned window the notice goes out (CB-3).
    `attempts`: CB-7.   `caller_id`: CB-5.   `mail_from`: the address the agency's e-mails come from (CB-6).
    `numbers_tried`: how many numbers are tried at each attempt (CB-8).
    `refused_numbers`: kinds of number that cannot be called back (CB-9), such as `extension`.
    `answered_by`: the ways in which an officer may answer (CB-11).
    `person_is_told`: the advice that confirmation and advance notice carry (CB-12, CB-9), as words.
    `planned_length`: how long a planned window is.   `daily_capacity`: how many fit.
    `place_kept`: what two missed attempts leave the person (beyond the sources), a named variant.
    `place_kept_for`: how long a matter that waits for the person stays open before it rests.
    """

    return_within: Rule[ByKey[Span]]
    inner_target: Rule[ByKey[Span]]
    calling_hours: Rule[DailyHours]
    local_hours: Rule[DailyHours]
    least_common_hours: Rule[Span]
    zone_from: Rule[tuple[str, ...]]
    announced_ahead: Rule[SpanRange]
    attempts: Rule[AttemptsRule]
    caller_id: Rule[CallerId]
    mail_from: Rule[str]
    numbers_tried: Rule[int]
    refused_numbers: Rule[frozenset[str]]
    answered_by: Rule[tuple[str, ...]]
    person_is_told: Rule[tuple[str, ...]]
    planned_length: Rule[Span]
    daily_capacity: Rule[DailyCapacity]
    place_kept: Rule[str]
    place_kept_for: Rule[Span]
