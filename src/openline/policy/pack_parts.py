"""Reading the parts of a pack that are not rules, and what they must agree on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from openline.domain.rules import RuleRef, Standing
from openline.policy.parts import (
    Agency,
    CalendarText,
    Forms,
    Labels,
    Line,
    LineEntry,
    LineEntryText,
    LineText,
    Office,
    Queue,
    RequestType,
    Status,
    StatusGroup,
    Tier,
)
from openline.policy.rule_files import canonical
from openline.policy.values import WEEKDAYS, Written
from openline.policy.yaml_file import YamlFile, read_map

STAFF_LANGUAGE = "en"  # in which the desks are written, and every sentence of a page that has no catalog
PartT = TypeVar("PartT", bound=Written)
MadeT = TypeVar("MadeT")


@dataclass(frozen=True)
class ClosedDays:
    """The days of a calendar file: names by day, the last day entered, and the ISO weekend."""

    title: Mapping[str, str]
    file: str
    days: Mapping[date, str]
    names: Mapping[str, Mapping[str, str]]
    known_from: date
    known_through: date
    weekend: frozenset[int]


def languages_of(pack: Path) -> tuple[str, ...]:
    """The languages that the agency says it speaks, whatever else of the pack is in order."""
    return read_map(pack / "agency.yaml", pack.parent).check_as(Agency).languages


def read_agency(pack: Path) -> Agency:
    file = read_map(pack / "agency.yaml", pack.parent)
    agency = file.check_as(Agency)
    if STAFF_LANGUAGE not in agency.languages:
        raise file.fault(
            ("languages",), f"the staff's pages are in {STAFF_LANGUAGE!r}: add it, last if nobody asks in it"
        )
    for name in ("name", "short_name", "disclaimer"):
        needs_languages(file, (name,), cast("Mapping[str, str]", getattr(agency, name)), agency.languages)
    return agency


def read_folder(pack: Path, folder: str, make: Callable[[YamlFile, str], MadeT]) -> dict[str, MadeT]:
    """One thing for each file of a folder of the pack, by the file's name."""
    return {path.stem: make(read_map(path, pack.parent), path.stem) for path in sorted((pack / folder).glob("*.yaml"))}


def keyed(model: type[PartT], languages: tuple[str, ...]) -> Callable[[YamlFile, str], PartT]:
    """Reads a file as `model` with its name as `key`, its title in every language."""

    def make(file: YamlFile, key: str) -> PartT:
        part = file.check_as(model).model_copy(update={"key": key})
        title = cast("Mapping[str, str] | None", getattr(part, "title", None))
        if title is not None:
            needs_languages(file, ("title",), title, languages)
        return part

    return make


def read_tiers(pack: Path, languages: tuple[str, ...]) -> dict[str, Tier]:
    tiers = read_folder(pack, "tiers", keyed(Tier, languages))
    for key, tier in tiers.items():
        if tier.next_tier is not None and tier.next_tier not in tiers:
            raise _unknown(pack, "tiers", key, "next_tier", tier.next_tier, tiers)
    return tiers


def read_queues(
    pack: Path, languages: tuple[str, ...], tiers: Mapping[str, Tier], rules: Mapping[str, object]
) -> dict[str, Queue]:
    queues = read_folder(pack, "queues", keyed(Queue, languages))
    for key, queue in queues.items():
        if queue.tier not in tiers:
            raise _unknown(pack, "queues", key, "tier", queue.tier, tiers)
        if queue.hours is not None and queue.hours not in rules:
            raise _unknown(pack, "queues", key, "hours", queue.hours, rules)
    return queues


def read_requests(pack: Path, languages: tuple[str, ...]) -> dict[str, RequestType]:
    return read_folder(pack, "request_types", keyed(RequestType, languages))


def read_offices(pack: Path, languages: tuple[str, ...]) -> dict[str, Office]:
    return read_folder(pack, "offices", keyed(Office, languages))


def read_statuses(pack: Path, languages: tuple[str, ...]) -> dict[str, Status]:
    statuses: dict[str, Status] = {}
    for path in sorted((pack / "statuses").glob("*.yaml")):
        file = read_map(path, pack.parent)
        group = file.check_as(StatusGroup)
        needs_languages(file, ("text",), group.text, languages)
        for key, title in group.statuses.items():
            needs_languages(file, ("statuses", key), title, languages)
            if key in statuses:
                raise file.fault(("statuses", key), f"status {key} stands in {statuses[key].group}.yaml too: keep one")
            statuses[key] = Status(key=key, group=path.stem, title=title, text=group.text)
    return statuses


def read_lines(pack: Path, languages: tuple[str, ...]) -> dict[str, Line]:
    def make(file: YamlFile, key: str) -> Line:
        text = file.check_as(LineText)
        needs_languages(file, ("title",), text.title, languages)
        entries = [_line_entry(file, key, day, entry) for day, entry in text.in_force_from.items()]
        return Line(
            key=key,
            title=text.title,
            reached_by=text.reached_by,
            serves=text.serves,
            instead=text.instead,
            asked_as=text.asked_as,
            file=file.path,
            entries=tuple(sorted(entries, key=lambda entry: entry.in_force_from)),
        )

    lines = read_folder(pack, "lines", make)
    for key, line in lines.items():
        for other in line.instead:
            if other not in lines:
                raise _unknown(pack, "lines", key, "instead", other, lines)
    return lines


def _line_entry(file: YamlFile, key: str, day: date, text: LineEntryText) -> LineEntry:
    if sum(bool(one) for one in (text.number, text.address, text.ended)) != 1:
        place = ("in_force_from", day.isoformat())
        raise file.fault(place, f"{day} needs exactly one of `number`, `address` and `ended: true`")
    said: dict[str, Any] = {
        "line": key,
        "in_force_from": day.isoformat(),
        "entry": text.model_dump(mode="json", exclude={"rules"}),
    }
    ref = RuleRef("lines", key, day, _sha256(said), Standing(text.standing), tuple(text.rules))
    return LineEntry(day, text.number, text.address, text.ended, ref, text.source, text.date_is == "effective")


def _sha256(said: Mapping[str, Any]) -> str:
    import hashlib

    return hashlib.sha256(canonical(said)).hexdigest()


def read_labels(pack: Path, languages: tuple[str, ...]) -> dict[str, dict[str, dict[str, str]]]:
    file = read_map(pack / "labels.yaml", pack.parent)
    labels = file.check_as(Labels)
    for name, words in labels.lists.items():
        for word, title in words.items():
            needs_languages(file, ("lists", name, word), title, languages)
    return labels.lists


def read_forms(pack: Path, languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    file = read_map(pack / "forms.yaml", pack.parent)
    forms = file.check_as(Forms).forms
    for number, title in forms.items():
        needs_languages(file, ("forms", number), title, languages)
    return forms


def read_calendar(pack: Path, agency: Agency) -> ClosedDays:
    """The agency's calendar; its years must follow one another without a gap."""
    file = read_map(pack / "calendars" / f"{agency.calendar}.yaml", pack.parent)
    text = file.check_as(CalendarText)
    days: dict[date, str] = {}
    years = [int(year) if year.isdigit() else 0 for year in text.years]
    if years != list(range(years[0], years[0] + len(years))):
        raise file.fault(("years",), "years must follow one another, oldest first, none left out")
    for year, entered in text.years.items():
        for part, named in (("holidays", entered.holidays), ("closings", entered.closings)):
            for day, name in named.items():
                place = ("years", year, part, day.isoformat())
                if name not in text.names:
                    raise file.fault(place, f"{name!r} has no name in the languages: add it under `names`")
                days[day] = name
    for key, title in text.names.items():
        needs_languages(file, ("names", key), title, agency.languages)
    return ClosedDays(
        title=text.title,
        file=file.path,
        days=days,
        names=text.names,
        known_from=date(years[0], 1, 1),
        known_through=date(years[-1], 12, 31),
        weekend=frozenset(WEEKDAYS.index(word) + 1 for word in text.weekend),
    )


def needs_languages(
    file: YamlFile, place: tuple[str | int, ...], words: Mapping[str, str], languages: tuple[str, ...]
) -> None:
    for language in languages:
        if language not in words:
            name = ".".join(str(part) for part in place)
            raise file.fault(place, f"{name} has no words in {language!r}: add them; no other language stands in")


def _unknown(pack: Path, folder: str, key: str, field: str, word: str, known: Mapping[str, object]) -> Exception:
    file = read_map(pack / folder / f"{key}.yaml", pack.parent)
    return file.fault((field,), f"{field}: {word!r} is not known; write one of {', '.join(sorted(known))}")
