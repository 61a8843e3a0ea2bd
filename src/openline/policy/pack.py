"""The agency pack: everything that policy, content and operations people have written, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from openline.domain.heard import Heard
from openline.policy.canned_replies import CannedReply, read_canned_replies
from openline.policy.errors import PackError
from openline.policy.guidance import Guidance, read_guidance
from openline.policy.knowledge.articles import Article, read_articles
from openline.policy.languages import Language, heard_in, read_languages, speak
from openline.policy.pack_parts import (
    ClosedDays,
    read_agency,
    read_calendar,
    read_forms,
    read_labels,
    read_lines,
    read_offices,
    read_queues,
    read_requests,
    read_statuses,
    read_tiers,
)
from openline.policy.parts import Agency, Line, Office, Queue, RequestType, Status, Tier
from openline.policy.rule_files import RuleFile, load_topic
from openline.policy.rulebook import RulebookEntry, entry_of
from openline.policy.topics import RULES_CLASSES, topic_of
from openline.policy.values import rule_fields

if TYPE_CHECKING:
    from openline.domain.calendar import BusinessCalendar

RulesT = TypeVar("RulesT")


@dataclass(frozen=True)
class AgencyPack:
    """One agency's pack. `rules` holds every rule by address, such as `callbacks.return_within`."""

    path: Path
    agency: Agency
    languages: Mapping[str, Language]
    rules: Mapping[str, RuleFile]
    tiers: Mapping[str, Tier]
    queues: Mapping[str, Queue]
    lines: Mapping[str, Line]
    offices: Mapping[str, Office]
    statuses: Mapping[str, Status]
    request_types: Mapping[str, RequestType]
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]
    canned_replies: Mapping[str, CannedReply]
    closed_days: ClosedDays
    articles: Mapping[str, Article]
    guidance: Guidance
    forms: Mapping[str, Mapping[str, str]]

    @cached_property
    def heard(self) -> Heard:
        """What is heard in any of the agency's languages."""
        return heard_in(self.languages.values())

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The home calendar: business days, and arithmetic on them, as far as holidays are entered."""
        from openline.domain.calendar import BusinessCalendar

        closed = self.closed_days
        return BusinessCalendar(
            zone=self.agency.home_zone,
            holidays=closed.days,
            known_through=closed.known_through,
            weekend=closed.weekend,
            known_from=closed.known_from,
            file=closed.file,
        )

    def rules_on(self, rules_class: type[RulesT], on: date) -> RulesT:
        """The topic's rules as in force on a day; reading one that is not known then raises NoRuleInForce."""
        topic = topic_of(rules_class)
        fields = rule_fields(rules_class)
        return rules_class(**{name: self.rules[f"{topic}.{name}"].rule_on(on) for name in fields})

    def rules_at(self, rules_class: type[RulesT], moment: datetime) -> RulesT:
        """The topic's rules on the day that it is in the home zone at `moment`, which must be aware."""
        return self.rules_on(rules_class, self.home_date(moment))

    def rulebook_on(self, on: date) -> list[RulebookEntry]:
        """Every rule by topic and name as it stands on a day, with its history and what is coming."""
        return [entry_of(rule, on) for _, rule in sorted(self.rules.items())]

    def home_date(self, moment: datetime) -> date:
        """The day that it is in the agency's home zone at an aware `moment`."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no time zone: hand in an aware moment")
        return moment.astimezone(ZoneInfo(self.agency.home_zone)).date()

    def label(self, name: str, word: str, language: str) -> str:
        """A word of the list `name` as people read it; raises KeyError on one the pack does not label."""
        try:
            return self.labels[name][word][language]
        except KeyError:
            raise KeyError(f"{self.path.name}/labels.yaml has no {name}.{word} in {language!r}: add it") from None

    def holiday_name(self, day: date, language: str) -> str | None:
        """What a closed day is called, None where the agency is not closed by name."""
        key = self.closed_days.days.get(day)
        return None if key is None else self.closed_days.names[key][language]


def load_pack(path: Path) -> AgencyPack:
    """Read, check and type the pack at `path`, once for each path; its languages are those that `telling` tells in.

    Raises PackError, with file, line and what to write, on anything that cannot be understood, and when
    a field of a rules class has no file.
    """
    pack = _load(path.resolve())
    speak(pack.languages)
    return pack


@lru_cache(maxsize=16)
def _load(path: Path) -> AgencyPack:
    return read_pack(path)


def read_pack(path: Path) -> AgencyPack:
    """As `load_pack`, without remembering: for tools that read a pack again after it was changed."""
    if not path.is_dir():
        raise PackError(path, None, "is no folder: set OPENLINE_AGENCY to an agency pack such as agency/uscis")
    agency = read_agency(path)
    rules: dict[str, RuleFile] = {}
    for topic, rules_class in RULES_CLASSES.items():
        loaded = load_topic(path, topic, _fields(rules_class))
        rules.update({f"{topic}.{name}": rule for name, rule in loaded.items()})
    tiers = read_tiers(path, agency.languages)
    labels = read_labels(path, agency.languages)
    return AgencyPack(
        path=path,
        agency=agency,
        languages=read_languages(path, agency.languages),
        rules=rules,
        tiers=tiers,
        queues=read_queues(path, agency.languages, tiers, rules),
        lines=read_lines(path, agency.languages),
        offices=read_offices(path, agency.languages),
        statuses=read_statuses(path, agency.languages),
        request_types=read_requests(path, agency.languages),
        labels=labels,
        canned_replies=read_canned_replies(path, agency.languages, labels),
        closed_days=read_calendar(path, agency),
        articles=read_articles(path, agency.languages),
        guidance=read_guidance(path, agency.languages),
        forms=read_forms(path, agency.languages),
    )


@lru_cache(maxsize=64)
def _fields(rules_class: type[Any]) -> dict[str, Any]:
    return rule_fields(rules_class)
