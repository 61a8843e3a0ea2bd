"""The agency that this deployment serves, and the rules of a topic as in force at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from openline.conversation import FlowBook, Routing, load_flows
from openline.domain.contacts import ContactsRules
from openline.domain.rules import RuleRef
from openline.policy import AgencyPack, load_pack, telling

RulesT = TypeVar("RulesT")


def pack_folder() -> Path:
    return Path(settings.OPENLINE_AGENCY)


def pack() -> AgencyPack:
    """The agency pack, read once for each process."""
    return load_pack(pack_folder())


@lru_cache(maxsize=4)
def _flows(folder: Path) -> FlowBook:
    opened = load_pack(folder)
    return load_flows(folder).with_region(opened.agency.phone_region).with_signs(opened.heard.signs)


def flows_at(moment: datetime) -> FlowBook:
    """The agency's flows, with the rules in force at `moment` on who is led to a person."""
    rules = rules_at(ContactsRules, moment)
    names = ("matter_before_person", "self_service_only", "straight_to_queue", "emergencies")
    known = {name: getattr(rules, name) for name in names if getattr(rules, name).known}
    routing = Routing(
        **{name: rule.value for name, rule in known.items()},
        because={name: rule.ref.address for name, rule in known.items()},
    )
    day = pack().home_date(moment)
    reached = {key: entry.reach for key, line in pack().lines.items() if (entry := line.entry_on(day)) and entry.reach}
    facts = {f"line_{key}": reach for key, reach in reached.items()}
    facts["guidance_page"] = f"{settings.OPENLINE_ADDRESS}/before-you-contact-us/"
    return _with_choices_of_the_day(_flows(pack_folder()).with_routing(routing).with_facts(facts), moment)


def _with_choices_of_the_day(book: FlowBook, moment: datetime) -> FlowBook:
    """The choices that are words of a rule, as in force, each under its label and with what people say for it."""
    for name, slot in book.settings.slots.items():
        if not slot.from_rule:
            continue
        labels = pack().labels[slot.labels]
        in_force = pack().rules[slot.from_rule].rule_on(pack().home_date(moment)).value
        choices = {
            word: {language: (label, *slot.choices.get(word, {}).get(language, ())) for language, label in said.items()}
            for word, said in labels.items()
            if word in in_force
        }
        book = book.with_choices(
            name, {**choices, **{word: said for word, said in slot.choices.items() if word not in labels}}
        )
    return book


def label_of(intent: str, language: str) -> str:
    """The few words under which an intent is known to people. Raises KeyError where the pack has none."""
    return _flows(pack_folder()).label(intent, language)


def rules_at(rules_class: type[RulesT], moment: datetime) -> RulesT:
    """The rules of one topic as in force at `moment`, by the agency's home calendar."""
    return pack().rules_at(rules_class, moment)


def refs(addresses: Iterable[str], moment: datetime) -> tuple[RuleRef, ...]:
    """The entries in force at `moment` of the rules with these addresses, such as `contacts.straight_to_queue`."""
    return tuple(
        pack().rules[address].rule_on(pack().home_date(moment)).ref
        for address in dict.fromkeys(addresses)
        if address in pack().rules
    )


def line_number(line: str, moment: datetime) -> str:
    """The phone number of a line, such as `main`, on the home calendar's day. Raises LookupError where it has none."""
    day = pack().home_date(moment)
    number = pack().lines[line].on(day).number
    if number is None:
        raise LookupError(f"the line {line!r} has no number on {day}: give lines/{line}.yaml an entry that has one")
    return number


def tell_number(number: str) -> str:
    """A phone number as people of the agency's region write it."""
    return telling.tell_number(number, pack().agency.phone_region)


def first_queue() -> str:
    """Where live help begins: the queue of live contacts whose tier hands on, and that no other tier hands on to."""
    tiers = pack().tiers
    above = {tier.next_tier for tier in tiers.values()}
    return next(
        key
        for key, queue in pack().queues.items()
        if queue.takes_contacts and tiers[queue.tier].next_tier and queue.tier not in above
    )


def tiers_above(tier: str) -> tuple[str, ...]:
    """The tiers over this one on the ladder of help, the nearest first."""
    found: list[str] = []
    above = pack().tiers[tier].next_tier
    while above is not None and above not in found:
        found.append(above)
        above = pack().tiers[above].next_tier
    return tuple(found)


def alert_queue() -> str:
    """Whom alerts are for where nobody else is named: the first queue whose tier may supervise."""
    tiers = pack().tiers
    return next(key for key, queue in pack().queues.items() if "supervise" in tiers[queue.tier].may)


def home_zone() -> str:
    return pack().agency.home_zone


def language_name(language: str) -> str:
    """A language by its own name, such as "Español"; one that is no longer spoken here by its code."""
    known = pack().languages.get(language)
    return known.name if known else language


def short_name(language: str) -> str:
    return pack().agency.short_name[language]
