"""The ladder of help: which rung a matter or contact stood on, and why it went up (TIER-8).

It is read from what was decided at the time: nothing is kept twice, and a desk shows the same as the person sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openline.actions import house
from openline.records import models

SELF_SERVICE = "self_service"
HANDED_ON = "handed_on"
STEPS_UP = ("hand_over", "transfer", "escalation")
WENT_UP = ("queued", "escalated", "transferred")


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung reached: `tier` is its word (`self_service` where no staff are), `by` who took the step, if a person."""

    at: datetime
    title: str
    reason: str
    by: str
    tier: str


def rungs_of(subject: models.Matter | models.Contact, language: str) -> list[Rung]:
    """The rungs of a matter over all its contacts, or of one contact, in order of time, in words of the pack.

    Every rung above self-service has its reason. Shows what the actor of the transaction may see of it.
    """
    if isinstance(subject, models.Matter):
        contacts = list(subject.contacts.filter(direction="in", conversation__isnull=False))
        decisions = subject.decisions.filter(kind__in=STEPS_UP, outcome__in=WENT_UP)
    else:
        contacts = [subject] if subject.direction == "in" else []
        decisions = models.Decision.objects.filter(contact=subject, kind__in=STEPS_UP, outcome__in=WENT_UP)
    # What happened at one and the same moment stands in the order in which it can only have happened.
    steps = sorted(decisions.select_related("seat"), key=lambda step: (step.made_at, STEPS_UP.index(step.kind)))
    return sorted([*_starts(contacts, language), *_steps(steps, language)], key=lambda rung: rung.at)


def rung_of(subject: models.Matter | models.Contact, language: str) -> Rung | None:
    """The rung that was reached last."""
    rungs = rungs_of(subject, language)
    return rungs[-1] if rungs else None


def _starts(contacts: Iterable[models.Contact], language: str) -> list[Rung]:
    """Every contact begins with self-service, whatever became of it."""
    title = house.pack().label("rung", SELF_SERVICE, language)
    return [Rung(contact.started_at, title, "", "", SELF_SERVICE) for contact in contacts]


def _steps(decisions: Iterable[models.Decision], language: str) -> list[Rung]:
    return [
        Rung(
            at=decision.made_at,
            title=house.pack().tiers[tier].title[language],
            reason=_reason(decision, language),
            by=str(decision.seat) if decision.seat else "",
            tier=tier,
        )
        for decision in decisions
        for tier in [_tier_reached(decision)]
    ]


def _tier_reached(decision: models.Decision) -> str:
    """The tier that the step led to: that of the queue it names, or the one above whoever escalated."""
    pack = house.pack()
    queue = str(decision.facts.get("queue", ""))
    if queue in pack.queues:
        return pack.queues[queue].tier
    above = pack.tiers[decision.seat.tier].next_tier if decision.kind == "escalation" and decision.seat else None
    return above or pack.queues[house.first_queue()].tier


def _reason(decision: models.Decision, language: str) -> str:
    """Why the step was taken: what self-help could not do, or what the agent named; never nothing."""
    labels = house.pack().labels
    named = str(decision.facts.get("self_help_did_not_do") or decision.facts.get("reason") or HANDED_ON)
    for names in ("rung_reason", "escalation_reason", "transfer_reason"):
        if named in labels.get(names, {}):
            return labels[names][named][language]
    return labels["rung_reason"][HANDED_ON][language]
