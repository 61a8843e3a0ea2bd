"""Lines and mailboxes that only some matters have, and those that have ended (HRS-4, HRS-9, HRS-10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from openline.actions import house
from openline.conversation import Outcome
from openline.conversation.closed_answers import folded
from openline.conversation.outcomes import OwnLineOutcome
from openline.conversation.state import Pending
from openline.policy import telling
from openline.policy.parts import Line

EVERYTHING = "everything"


def own_line(pending: Pending, language: str, now: datetime) -> Outcome:
    """The line that the person's own words name, else those that serve the intent alone; `none` where there is none."""
    day = house.pack().home_date(now)
    asked_for = lines_for(pending.intent, pending.slots.get("the_matter", ""), day)
    if not asked_for:
        return Outcome(pending.action, OwnLineOutcome.NONE)
    because = tuple(line.on(day).ref.address for line in asked_for)
    first = asked_for[0]
    if first.on(day).ended:
        instead = (house.pack().lines[key] for key in first.instead)
        facts = {"title": first.title[language], "instead": told_lines(instead, language, day)}
        if not first.on(day).day_is_known:
            return Outcome(pending.action, OwnLineOutcome.OUT_OF_SERVICE, facts, because)
        facts["ended_on"] = telling.tell_day(first.on(day).in_force_from, language, year=True)
        return Outcome(pending.action, OwnLineOutcome.ENDED, facts, because)
    return Outcome(pending.action, OwnLineOutcome.TOLD, {"own_lines": told_lines(asked_for, language, day)}, because)


def lines_for(intent: str, words: str, day: date) -> list[Line]:
    """The lines asked for by name in these words; else those in service that the intent has of its own."""
    known = [line for line in house.pack().lines.values() if line.entry_on(day)]
    said = f" {folded(words)} "
    named = [line for line in known if any(f" {folded(p)} " in said for ps in line.asked_as.values() for p in ps)]
    if named:
        return named
    return [line for line in known if intent in line.serves and not line.asked_as and not line.on(day).ended]


def told_lines(lines: Iterable[Line], language: str, day: date) -> str:
    """Each line as people read it: its title, and the number or address by which it is reached."""
    return " ".join(f"{line.title[language]}: {line.on(day).reach}." for line in lines if line.on(day).reach)
