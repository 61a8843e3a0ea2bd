"""What a pack holds besides rules: the agency itself, tiers, queues, lines, offices, statuses, labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictStr

from openline.domain.rules import NoRuleInForce, RuleRef, Span, SpanKind
from openline.policy.rule_files import Source, Word
from openline.policy.values import DateText, SpanText, Written, ZoneText

Titles = Annotated[dict[StrictStr, StrictStr], Field(min_length=1)]


class Agency(Written):
    """`agency.yaml`: who the center answers for, in which languages, at which hour of day.

    `a_number`, by language: what people call the number that the agency gives a person, where it gives one.
    """

    key: Word
    name: dict[str, str]
    short_name: dict[str, str]
    disclaimer: dict[str, str]
    languages: Annotated[tuple[Annotated[StrictStr, Field(pattern="^[a-z]{2,3}$")], ...], Field(min_length=1)]
    home_zone: ZoneText
    calendar: Word
    phone_region: Word
    a_number: dict[StrictStr, tuple[StrictStr, ...]] = {}


class Tier(Written):
    """A rung of the ladder of help: what its staff are and may do, and to whom they hand on."""

    key: str = ""
    title: Titles
    staff_kind: Literal["contract", "officer"]
    may: tuple[str, ...]
    next_tier: str | None = None
    source: Source
    rules: tuple[str, ...] = ()


LIVE_CHANNELS = frozenset({"voice", "assistant"})
MS = {SpanKind.MINUTES: 60_000, SpanKind.HOURS: 3_600_000}


def _plain_time(ahead: dict[str, Span]) -> dict[str, Span]:
    for word, span in ahead.items():
        if span.kind not in MS:
            raise ValueError(f"{word}: write minutes or hours, not {span.kind}")
    return ahead


class Queue(Written):
    """A line in which work waits: for whom, in what order, when it is open.

    `hours` names the rule of its own hours; a queue without one is open when the contact's channel is.
    """

    key: str = ""
    title: Titles
    tier: Word
    requires: tuple[str, ...] = ()
    ahead_by: Annotated[dict[StrictStr, SpanText], AfterValidator(_plain_time)] = {}
    hours: Word | None = None
    channels: tuple[str, ...] = ()
    source: Source
    rules: tuple[str, ...] = ()

    @property
    def priority(self) -> Mapping[str, int]:
        """Milliseconds added to the moment of arrival, by word: less than zero stands further ahead."""
        return {word: -span.amount * MS[span.kind] for word, span in self.ahead_by.items()}

    @property
    def takes_contacts(self) -> bool:
        """Whether live contacts are answered in this queue."""
        return not LIVE_CHANNELS.isdisjoint(self.channels)


class LineEntryText(Written):
    number: Word | None = None
    address: Word | None = None
    ended: StrictBool = False
    standing: Literal["published", "gathered", "reconstructed", "chosen"]
    date_is: Literal["first_seen", "effective"]
    source: Source
    reading: Word | None = None
    rules: list[Word] = []


class LineText(Written):
    title: Titles
    reached_by: Literal["phone", "tty", "mailbox", "web"]
    serves: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    asked_as: dict[StrictStr, tuple[str, ...]] = {}
    in_force_from: dict[DateText, LineEntryText] = Field(min_length=1)


@dataclass(frozen=True)
class LineEntry:
    """What a line is from a day on: a number or an address, or ended."""

    in_force_from: date
    number: str | None
    address: str | None
    ended: bool
    ref: RuleRef
    source: Source
    day_is_known: bool = True

    @property
    def reach(self) -> str | None:
        """The number or the address, whichever the line has."""
        return self.number or self.address


@dataclass(frozen=True)
class Line:
    """A phone number or mailbox of the agency's, through time.

    `serves` names what it is for: intents, or `everything`; `instead` the lines that serve where this one has ended;
    `asked_as`, by language, the words by which people ask for this very line, where the intent does not tell.
    """

    key: str
    title: Mapping[str, str]
    reached_by: str
    serves: tuple[str, ...]
    instead: tuple[str, ...]
    file: str
    asked_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    entries: tuple[LineEntry, ...] = field(default_factory=tuple["LineEntry", ...])

    def entry_on(self, on: date) -> LineEntry | None:
        current: LineEntry | None = None
        for entry in self.entries:
            if entry.in_force_from <= on:
                current = entry
        return current

    def on(self, on: date) -> LineEntry:
        """The entry in force on a day; raises NoRuleInForce before the first. An ended line says so."""
        entry = self.entry_on(on)
        if entry is None:
            raise NoRuleInForce(f"{self.file} has no entry in force on {on}: add one with its source.")
        return entry


class Office(Written):
    """A place that holds cases or receives people."""

    key: str = ""
    name: Word
    kind: Word
    city: Word
    state: Word
    zone: ZoneText
    source: Source


class Status(Written):
    """A status that the case system reports: its fixed word here, its published words there."""

    key: str = ""
    group: str = ""
    title: Titles
    text: Titles


class StatusGroup(Written):
    """`statuses/<group>.yaml`: statuses that say the same kind of thing, with the text they share."""

    title: Titles
    source: Source
    text: Titles
    statuses: dict[str, Titles]


class RequestType(Written):
    """A kind of request that a matter can carry: who decides it, and which facts it needs."""

    key: str = ""
    title: Titles
    decided_by: Word
    needs: tuple[str, ...]
    source: Source
    rules: tuple[str, ...] = ()


class HolidayYear(Written):
    source: Source
    holidays: dict[DateText, Word]
    closings: dict[DateText, Word] = {}


class CalendarText(Written):
    """`calendars/<name>.yaml`: the days on which the agency is closed, entered year by year."""

    title: Titles
    weekend: frozenset[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]]
    names: dict[str, Titles]
    years: dict[str, HolidayYear] = Field(min_length=1)


class Labels(Written):
    """`labels.yaml`: the words that rules and records use, as people read them, by list and word."""

    lists: dict[str, dict[str, Titles]]


class Forms(Written):
    """`forms.yaml`: the forms that people name, by number, with their titles."""

    forms: dict[str, Titles]
