"""Values as rule files write them, turned into the types that the rules classes declare.

Every type a rules class may use is understood here once: spans, ranges, daily hours, words, records.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)

from openline.domain.rules import ByKey, DailyHours, Rule, Span, SpanKind, SpanRange

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOCAL = "local"


class Written(BaseModel):
    """What is common to everything that a pack file holds: no unknown keys, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def span_of(text: object) -> Span:
    if not isinstance(text, str):
        raise ValueError("a span is text: write an amount and what it is counted in, such as `2 business_days`")
    return Span.parse(text)


def time_of(text: object) -> time:
    if not isinstance(text, str) or len(text) != 5:
        raise ValueError('a time of day is four digits: write "18:30"')
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ValueError('a time of day is four digits: write "18:30"') from None


def date_of(text: object) -> date:
    if not isinstance(text, str):
        raise ValueError('a date is text: write "2026-11-25"')
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError('a date is year-month-day: write "2026-11-25"') from None


def zone_of(text: str) -> str:
    if text != LOCAL and text not in available_timezones():
        raise ValueError(f"{text!r} is no time zone: write an IANA name such as America/New_York, or {LOCAL}")
    return text


def weekday_of(word: object) -> int:
    if word not in WEEKDAYS:
        raise ValueError(f"{word!r} is no weekday: write one of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(str(word)) + 1


SPAN_PATTERN = rf"^\d+ ({'|'.join(SpanKind)})$"
SpanText = Annotated[Span, BeforeValidator(span_of), WithJsonSchema({"type": "string", "pattern": SPAN_PATTERN})]
TimeText = Annotated[time, BeforeValidator(time_of), WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d$"})]
DateText = Annotated[date, BeforeValidator(date_of), WithJsonSchema({"type": "string", "format": "date"})]
ZoneText = Annotated[StrictStr, AfterValidator(zone_of)]
Weekday = Annotated[int, BeforeValidator(weekday_of), WithJsonSchema({"enum": list(WEEKDAYS)})]


class DailyHoursText(Written):
    weekdays: frozenset[Weekday]
    opens: TimeText
    closes: TimeText
    zone: ZoneText
    closed_on_holidays: StrictBool


def _daily_hours(text: DailyHoursText) -> DailyHours:
    if text.closes <= text.opens and (text.opens, text.closes) != (time(0), time(0)):
        raise ValueError("closes must be later than opens; write 00:00 for both where the whole day is open")
    return DailyHours(text.weekdays, text.opens, text.closes, text.zone, text.closed_on_holidays)


def _span_range(text: Any) -> SpanRange:
    least, most = cast(Span, text.least), cast(Span, text.most)
    if least.kind == most.kind and least.amount > most.amount:
        raise ValueError(f"least ({least}) is more than most ({most}): exchange them")
    return SpanRange(least, most)


def _no_repeats(words: list[Any]) -> list[Any]:
    if len(set(words)) != len(words):
        raise ValueError("the same word stands here twice: remove one")
    return words


def _by_key(values: dict[str, Any], info: ValidationInfo) -> ByKey[Any]:
    context = cast("dict[str, object]", info.context or {})
    return ByKey(by=str(context.get("by", "")), values=types.MappingProxyType(values))


PLAIN: Mapping[Any, Any] = {
    Span: SpanText,
    DailyHours: Annotated[DailyHoursText, AfterValidator(_daily_hours)],
    str: StrictStr,
    int: StrictInt,
    bool: StrictBool,
    time: TimeText,
    date: DateText,
}


def written_form(annotation: Any) -> Any:
    """The pydantic annotation that reads `annotation` as a rule file writes it."""
    if annotation in PLAIN:
        return PLAIN[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is ByKey:
        return Annotated[dict[StrictStr, written_form(inner[0])], AfterValidator(_by_key)]
    if origin is frozenset:
        return Annotated[list[written_form(inner[0])], AfterValidator(_no_repeats), AfterValidator(frozenset[Any])]
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return Annotated[list[written_form(inner[0])], AfterValidator(_no_repeats), AfterValidator(tuple[Any, ...])]
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return _record(annotation)
    raise TypeError(f"policy/values.py does not know how a rule file writes {annotation!r}: teach it")


def _record(record: type[Any]) -> Any:
    fields = {name: (written_form(kind), ...) for name, kind in get_type_hints(record).items()}
    model: type[BaseModel] = create_model(f"{record.__name__}Text", __base__=Written, **cast(Any, fields))
    if record is SpanRange:
        return Annotated[model, AfterValidator(_span_range)]

    def build(text: BaseModel) -> Any:
        return record(**{name: getattr(text, name) for name in fields})

    return Annotated[model, AfterValidator(build)]


KIND_WORDS: Mapping[Any, str] = {
    Span: "span",
    SpanRange: "span_range",
    DailyHours: "hours",
    str: "text",
    int: "number",
    bool: "switch",
    time: "time",
    date: "date",
}


def kind_of(annotation: Any) -> str:
    """The word that a rule file's `kind` must say for a field of this type."""
    origin = get_origin(annotation)
    if origin is ByKey:
        return kind_of(get_args(annotation)[0])
    if origin in (tuple, frozenset):
        return "list" if origin is tuple else "set"
    return KIND_WORDS.get(annotation, "record")


def is_by_key(annotation: Any) -> bool:
    return get_origin(annotation) is ByKey


def adapter_for(annotation: Any) -> TypeAdapter[Any]:
    """Reads the value of a rule whose field is `Rule[annotation]`."""
    return TypeAdapter(written_form(annotation))


RulesT = TypeVar("RulesT")


def rule_fields(rules_class: type[Any]) -> dict[str, Any]:
    """Field name to the type inside its `Rule[...]`, in the order of declaration."""
    fields: dict[str, Any] = {}
    for name, hint in get_type_hints(rules_class).items():
        if get_origin(hint) is not Rule:
            raise TypeError(f"{rules_class.__name__}.{name} must be declared as Rule[...], not {hint!r}")
        fields[name] = get_args(hint)[0]
    return fields
