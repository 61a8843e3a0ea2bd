"""Worked examples of rule entries, run against the decisions that follow the rules.

An example that expects `value` is compared with the value itself. For the rules below a decision is asked; for
a set of words, `holds` says whether the given word is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, cast

from openline.domain.callbacks import CallbacksRules
from openline.domain.rules import ByKey, DailyHours
from openline.policy.errors import PackErrors
from openline.policy.in_words import as_json
from openline.policy.pack import AgencyPack
from openline.policy.rule_files import Entry, Example, RuleFile
from openline.policy.values import LOCAL, adapter_for
from openline.policy.yaml_file import YamlFile

Given = Mapping[str, Any]
Outcome = Mapping[str, Any]
MOMENTS = ("requested_at", "at")


class ExampleFault(Exception):
    """An example does not say what the rule does; the message tells both."""


def run_example(pack: AgencyPack, rule: RuleFile, entry: Entry, example: Example) -> None:
    """Raises ExampleFault when the entry does not do what the example says."""
    if entry.ends:
        raise ExampleFault("the rule ends here; an end has no example")
    if set(example.expect) == {"value"}:
        return _compare_value(rule, entry, example)
    day = _day_of(pack, entry, example.given)
    in_force = rule.entry_on(day)
    if in_force is not entry:
        belongs = in_force.in_force_from if in_force else "no entry"
        raise ExampleFault(f"on {day} another entry is in force ({belongs}): move the example there")
    runner = RUNNERS.get(rule.address, _holds if rule.kind == "set" else None)
    if runner is None:
        raise ExampleFault(f"no decision is asked for {rule.address}: write `expect: {{value: ...}}`")
    outcome = runner(pack, entry, day, example.given)
    for name, expected in example.expect.items():
        if name not in outcome:
            raise ExampleFault(f"the decision says nothing of {name!r}; it tells {', '.join(sorted(outcome))}")
        if not _same(expected, outcome[name]):
            raise ExampleFault(f"{name} is {_shown(outcome[name])}, the example expects {_shown(expected)}")
    return None


def keys_hit(rule: RuleFile, entry: Entry) -> frozenset[str]:
    """Which words of a value by key are reached by the entry's examples."""
    values = cast("ByKey[Any]", entry.value).values
    hit: set[str] = set()
    for example in entry.examples:
        word = example.given.get(rule.by or "")
        if word is not None:
            hit.add(str(word))
        elif "value" in example.expect:
            hit |= set(values)
    return frozenset(hit & set(values))


def _compare_value(rule: RuleFile, entry: Entry, example: Example) -> None:
    wrapped = YamlFile(path=rule.file, data=example.expect, lines={})
    actual = entry.value
    annotation = rule.annotation
    if isinstance(actual, ByKey) and (rule.by or "") in example.given:
        by_key = cast("ByKey[Any]", actual)
        actual = by_key[str(example.given[rule.by or ""])]
        annotation = annotation.__args__[0]
    try:
        expected = wrapped.check_with(adapter_for(annotation), ("value",), {"by": rule.by})
    except PackErrors as error:
        raise ExampleFault(f"the expected value cannot be read: {error.what}") from None
    if as_json(expected) != as_json(actual):
        raise ExampleFault(f"the value is {as_json(actual)}, the example expects {as_json(expected)}")


def _day_of(pack: AgencyPack, entry: Entry, given: Given) -> date:
    for name in MOMENTS:
        if name in given:
            return pack.home_date(_moment(given[name]))
    return entry.in_force_from


def _moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ExampleFault(f'{text!r} is no moment with an offset: write "2026-11-25T16:40-05:00"')
    return moment


def _same(expected: object, actual: object) -> bool:
    if isinstance(actual, datetime):
        return _moment(expected) == actual
    if isinstance(actual, date):
        return str(expected) == actual.isoformat()
    if isinstance(actual, tuple | list) and isinstance(expected, list):
        wanted, got = cast("list[object]", expected), list(cast("tuple[object, ...]", actual))
        return len(wanted) == len(got) and all(map(_same, wanted, got))
    return expected == actual


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_shown(one) for one in cast("list[object]", value)) + "]"
    return value.isoformat() if isinstance(value, date) else str(value)


def _due(pack: AgencyPack, entry: Entry, day: date, given: Given) -> Outcome:
    from openline.domain.callback_due import promise_callback

    rules = pack.rules_on(CallbacksRules, day)
    due = promise_callback(str(given["urgency"]), _moment(given["requested_at"]), rules, pack.calendar).outcome
    return {
        "due_at": due.promised_by,
        "due_on": due.due_on,
        "inner_target": due.inner_target,
        "days_counted": due.days_counted,
    }


def _open_hours(pack: AgencyPack, entry: Entry, day: date, given: Given) -> Outcome:
    from openline.domain.calendar import in_zone

    hours = cast(DailyHours, entry.value)
    if hours.zone == LOCAL:
        hours = in_zone(hours, str(given["zone"]))
    moment = _moment(given["at"])
    if pack.calendar.is_open(moment, hours):
        return {"open": True, "closes_at": pack.calendar.open_until(moment, hours)}
    return {"open": False, "opens_at": pack.calendar.next_opening(moment, hours)}


def _zone(pack: AgencyPack, entry: Entry, day: date, given: Given) -> Outcome:
    from openline.domain.callback_planning import zone_for

    rules = pack.rules_on(CallbacksRules, day)
    choice = zone_for(given.get("filing_zone"), given.get("stated_zone"), rules, pack.calendar).outcome
    return {"zone": choice.zone, "taken_from": choice.taken_from}


def _after_attempt(pack: AgencyPack, entry: Entry, day: date, given: Given) -> Outcome:
    from openline.domain.callback_attempts import Answer, after_attempt

    answer = Answer(str(given.get("answer", Answer.NONE.value)))
    rules = pack.rules_on(CallbacksRules, day)
    step = after_attempt(answer, int(given["attempts_made"]), _moment(given["at"]), rules, pack.calendar).outcome
    return {"next": step.word, "between": step.between, "leave_message": step.leave_message}


def _number(pack: AgencyPack, entry: Entry, day: date, given: Given) -> Outcome:
    from openline.domain.callback_numbers import NumberRefused, number_to_call

    rules = pack.rules_on(CallbacksRules, day)
    answer = number_to_call(str(given["number"]), pack.agency.phone_region, rules).outcome
    return {"refused": answer.reason} if isinstance(answer, NumberRefused) else {"accepted": answer.e164}


def _holds(pack: AgencyPack, entry: Entry, day: date, given: Given) -> Outcome:
    return {"holds": all(word in entry.value for word in given.values())}


RUNNERS: Mapping[str, Callable[[AgencyPack, Entry, date, Given], Outcome]] = {
    "callbacks.return_within": _due,
    "callbacks.inner_target": _due,
    "callbacks.calling_hours": _open_hours,
    "callbacks.local_hours": _open_hours,
    "callbacks.zone_from": _zone,
    "callbacks.attempts": _after_attempt,
    "callbacks.refused_numbers": _number,
    "hours.live_help": _open_hours,
    "hours.live_chat": _open_hours,
    "hours.self_help": _open_hours,
}
