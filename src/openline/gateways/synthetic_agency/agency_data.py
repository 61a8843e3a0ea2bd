"""The data files that a synthetic agency is made from, read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from openline.gateways.case_records import CaseRecord, FilingPlace, Party, Representation


class SyntheticDataError(ValueError):
    """A file of the synthetic agency cannot be used; the message names the file, the place in it and what is wrong."""


@dataclass(frozen=True, slots=True)
class StatusWords:
    """One status of the agency: its title and text by language, and the forms that can have it (empty: all)."""

    key: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    weight: int
    contact_after_days: int
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class FormKind:
    """One form: its title by language, who its parties are, and how common it is."""

    key: str
    title: Mapping[str, str]
    roles: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """How receipt numbers with one prefix are laid out."""

    prefix: str
    layout: str
    serial_from: int
    serial_step: int
    weight: int


@dataclass(frozen=True, slots=True)
class Place:
    """A filing place, the office that holds its cases, and an area code of the region."""

    place: FilingPlace
    holding_office: str
    area_code: str
    weight: int


@dataclass(frozen=True, slots=True)
class CastMember:
    """A stable demo person: who they are, the case they ask about, and what to try with them, by language."""

    key: str
    name: str
    standing: str
    language: str
    email: str
    phone: str
    receipt_number: str
    what_to_try: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case that is written out in the cast file instead of generated."""

    record: CaseRecord
    status: str
    last_action_on: date


@dataclass(frozen=True, slots=True)
class AgencyData:
    """Everything that the synthetic agency is generated from."""

    seed: str
    size: int
    as_of: date
    protected_percent: int
    represented_percent: int
    fiscal_year_starts: tuple[int, int]
    person_number: str
    never_found: tuple[str, ...]
    series: tuple[NumberSeries, ...]
    forms: Mapping[str, FormKind]
    statuses: Mapping[str, StatusWords]
    places: tuple[Place, ...]
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]
    firms: tuple[str, ...]
    cast: tuple[CastMember, ...]
    written: Mapping[str, WrittenCase]


def read_agency_data(pack: Path) -> AgencyData:
    """The synthetic agency of the pack, from `synthetic/*.yaml`, with the titles that `statuses/` gives.

    Raises SyntheticDataError.
    """
    folder = pack / "synthetic"
    people = _read(folder / "people.yaml")
    places = _read(folder / "places.yaml")["places"]
    cast = _read(folder / "cast.yaml")
    population = _read(folder / "population.yaml")
    statuses = _read(folder / "statuses.yaml")["statuses"]
    titles = _titles(pack / "statuses")
    try:
        place_of = {key: _place(entry) for key, entry in places.items()}
        starts = population["fiscal_year_starts"].split("-")
        return AgencyData(
            seed=str(population["seed"]),
            size=population["size"],
            as_of=date.fromisoformat(population["as_of"]),
            protected_percent=population["protected_percent"],
            represented_percent=population["represented_percent"],
            fiscal_year_starts=(int(starts[0]), int(starts[1])),
            person_number=population["person_number"],
            never_found=tuple(population["never_found"]),
            series=tuple(NumberSeries(**entry) for entry in population["receipt_numbers"]),
            forms={key: _form(key, entry) for key, entry in population["forms"].items()},
            statuses={key: _status(key, entry, titles) for key, entry in statuses.items()},
            places=tuple(place_of.values()),
            given_names=tuple(people["given_names"]),
            family_names=tuple(people["family_names"]),
            firms=tuple(people["firms"]),
            cast=tuple(CastMember(key=key, **entry) for key, entry in cast["people"].items()),
            written={number: _written(number, entry, place_of) for number, entry in cast["cases"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise SyntheticDataError(
            f"{folder}: {type(problem).__name__} {problem}: compare with the entries beside it."
        ) from problem


def _read(file: Path) -> Any:
    try:
        with file.open(encoding="utf-8") as text:
            return YAML(typ="safe", pure=True).load(text)
    except FileNotFoundError:
        raise SyntheticDataError(f"{file} is missing: a synthetic agency needs it.") from None
    except YAMLError as problem:
        raise SyntheticDataError(f"{file}: {problem}") from problem


def _place(entry: Mapping[str, Any]) -> Place:
    where = FilingPlace(city=entry["city"], state=entry["state"], zip=entry["zip"], zone=entry["zone"])
    return Place(where, entry["office"], entry["area_code"], entry.get("weight", 1))


def _form(key: str, entry: Mapping[str, Any]) -> FormKind:
    return FormKind(key, entry["title"], tuple(entry["roles"]), entry.get("weight", 1))


def _titles(folder: Path) -> dict[str, Mapping[str, str]]:
    groups = (_read(file) for file in sorted(folder.glob("*.yaml")))
    return {key: title for group in groups for key, title in group["statuses"].items()}


def _status(key: str, entry: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> StatusWords:
    return StatusWords(
        key=key,
        title=titles[key],
        text=entry["text"],
        weight=entry.get("weight", 1),
        contact_after_days=entry.get("contact_after_days", 0),
        forms=frozenset(entry.get("forms", ())),
    )


def _written(number: str, entry: Mapping[str, Any], place_of: Mapping[str, Place]) -> WrittenCase:
    place = place_of[entry["place"]]
    form_on_record = entry.get("representation")
    record = CaseRecord(
        receipt_number=number,
        form_type=entry["form"],
        filed_on=date.fromisoformat(entry["filed_on"]),
        filing_place=place.place,
        holding_office=place.holding_office,
        parties=tuple(_party(party) for party in entry["parties"]),
        representation=_representation(form_on_record) if form_on_record else None,
        protected=entry.get("protected", False),
    )
    return WrittenCase(record, entry["status"], date.fromisoformat(entry["last_action_on"]))


def _party(entry: Mapping[str, Any]) -> Party:
    return Party(**{**entry, "date_of_birth": date.fromisoformat(entry["date_of_birth"])})


def _representation(entry: Mapping[str, Any]) -> Representation:
    return Representation(**{**entry, "on_record_since": date.fromisoformat(entry["on_record_since"])})
