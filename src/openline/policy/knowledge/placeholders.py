"""What an article draws from the pack as in force: `{line.main}`, `{rule.hours.live_help}`.

`{since.accounts.access_code_lasts}` tells the month from which a rule is known as it stands, `{ended.<line>}` the day
on which a line ended.

A rule whose value goes by a word is named with it: `{rule.callbacks.return_within.urgent}`. So is one part of a rule
with several: `{rule.callbacks.attempts.count}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from openline.domain.rules import ByKey, DailyHours, Rule, RuleRef, Span, SpanRange
from openline.policy import telling

if TYPE_CHECKING:
    from openline.policy.pack import AgencyPack

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# A word such as `same_matter_reopens` is the system's own; what people read has a sign that such a word lacks.
_WORD_OF_THE_SYSTEM = re.compile(r"[a-z][a-z_]*")


class UnknownPlaceholder(LookupError):
    """A placeholder names nothing that the pack can tell on that day; the message says what it could name."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its placeholders told; `because` are the dated entries that they came from."""

    text: str
    because: tuple[RuleRef, ...] = ()


def placeholders_of(text: str) -> tuple[str, ...]:
    """The names between braces, in their order."""
    return tuple(_PLACEHOLDER.findall(text))


def rules_told(pack: AgencyPack) -> frozenset[str]:
    """The addresses of the rules that some article tells."""
    texts = (
        text for one in pack.articles.values() for words in one.words.values() for text in (words.title, words.text)
    )
    named = (name.split(".") for text in texts for name in placeholders_of(text))
    return frozenset(".".join(parts[1:3]) for parts in named if parts[0] == "rule")


def fill(pack: AgencyPack, text: str, language: str, now: datetime) -> Filled:
    """The text as it is told at `now`. Raises UnknownPlaceholder where something cannot be told then."""
    because: dict[str, RuleRef] = {}

    def told(match: re.Match[str]) -> str:
        words, ref = _tell(pack, match.group(1), language, now)
        because[ref.address] = ref
        return words

    return Filled(_PLACEHOLDER.sub(told, text), tuple(because.values()))


def _tell(pack: AgencyPack, name: str, language: str, now: datetime) -> tuple[str, RuleRef]:
    kind, _, rest = name.partition(".")
    if kind == "line":
        return _line(pack, rest, pack.home_date(now))
    if kind == "ended":
        return _ended(pack, rest, language, pack.home_date(now))
    if kind == "rule":
        return _rule(pack, rest, language, now)
    if kind == "since":
        return _since(pack, rest, language, now)
    known = "{line.<line>}, {rule.<topic>.<rule>}, {since.<topic>.<rule>} or {ended.<line>}"
    raise UnknownPlaceholder(f"{{{name}}} names nothing: write {known}")


def _line(pack: AgencyPack, key: str, day: date) -> tuple[str, RuleRef]:
    if key not in pack.lines:
        raise UnknownPlaceholder(f"{{line.{key}}}: there is no lines/{key}.yaml; write one of {', '.join(pack.lines)}")
    entry = pack.lines[key].entry_on(day)
    if entry is None or entry.reach is None:
        raise UnknownPlaceholder(f"{{line.{key}}}: this line has no number or address on {day}: name another")
    return entry.reach, entry.ref


def _ended(pack: AgencyPack, key: str, language: str, day: date) -> tuple[str, RuleRef]:
    """The day on which a line ended, such as "January 21, 2019"."""
    entry = pack.lines[key].entry_on(day) if key in pack.lines else None
    if entry is None or not entry.ended or not entry.day_is_known:
        raise UnknownPlaceholder(f"{{ended.{key}}}: no line of this name has ended by {day} on a known day")
    return telling.tell_date(entry.in_force_from, language), entry.ref


def _since(pack: AgencyPack, address: str, language: str, now: datetime) -> tuple[str, RuleRef]:
    """The month from which a rule, or a line as `lines.<line>`, is known as it stands, such as "April 2021"."""
    topic, _, name = address.partition(".")
    ref = _line(pack, name, pack.home_date(now))[1] if topic == "lines" else _ref(pack, address, now)
    return telling.tell_month(ref.in_force_from, language), ref


def _ref(pack: AgencyPack, address: str, now: datetime) -> RuleRef:
    return _in_force(pack, address, f"since.{address}", now).ref


def _in_force(pack: AgencyPack, address: str, name: str, now: datetime) -> Rule[Any]:
    if address not in pack.rules:
        file = f"policy/{address.replace('.', '/')}.yaml"
        raise UnknownPlaceholder(f"{{{name}}}: there is no {file}; name a rule of the pack")
    rule = pack.rules[address].rule_on(pack.home_date(now))
    if not rule.known:
        raise UnknownPlaceholder(f"{{{name}}}: {address} has no entry in force on {pack.home_date(now)}")
    return rule


def _rule(pack: AgencyPack, rest: str, language: str, now: datetime) -> tuple[str, RuleRef]:
    topic, name, *word = (*rest.split("."), "")[:3]
    address = f"{topic}.{name}"
    rule = _in_force(pack, address, f"rule.{rest}", now)
    value: Any = rule.value
    if isinstance(value, ByKey):
        by = cast("ByKey[Any]", value)
        if word[:1] == [""] or word[0] not in by.values:
            known = ", ".join(f"{{rule.{address}.{key}}}" for key in sorted(by.values))
            raise UnknownPlaceholder(f"{{rule.{rest}}}: this rule goes by {by.by}; write one of {known}")
        value = by.values[word[0]]
    elif word[:1] != [""]:
        value = _part(value, word[0], rest)
    return _value(value, rest, language, now), rule.ref


def _part(value: Any, part: str, name: str) -> Any:
    """One part of a rule that has several. Raises UnknownPlaceholder with the parts there are."""
    several = is_dataclass(value) and not isinstance(value, (DailyHours, Span, SpanRange, type))
    parts = [field.name for field in fields(value)] if several else []
    if part not in parts:
        listed = f"write one of {', '.join(parts)}" if parts else "leave the last word out"
        raise UnknownPlaceholder(f"{{rule.{name}}}: this rule has no part {part!r}; {listed}")
    return getattr(value, part)


def _value(value: Any, name: str, language: str, now: datetime) -> str:
    if isinstance(value, DailyHours):
        return telling.tell_daily_hours(value, now, language)
    if isinstance(value, Span):
        return telling.tell_span(value, language)
    if isinstance(value, SpanRange):
        return telling.tell_range(value, language)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and not _WORD_OF_THE_SYSTEM.fullmatch(value):
        return value
    raise UnknownPlaceholder(f"{{rule.{name}}}: an article can tell hours, spans, counts and addresses, not this rule")
