"""Who may hand a matter to whom, and what a hand-over must carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from openline.domain.decision import Decision
from openline.domain.rules import Rule, Span
from openline.domain.wall_clock import require_aware
from openline.domain.windows import duration

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class QueuesRules:
    """The rules of `policy/queues/`.

    `escalation_carries`: what a hand-over to the next tier must name (TIER-3: urgency and reason).
    `urgencies`: the urgencies that an escalation may have.
    `escalation_reasons`: the reasons that may be given, by their glossary word.
    `looked_at_again_after`: how soon a waiting contact, or a system that was down, is looked at again.
    `absent_after`: how long an agent may be unseen before claimed work goes back with its place kept.
    `wait_method`: how an expected wait is estimated, a named variant of `domain.waits`.
    `wait_recent`: how far back "lately" reaches when the length of the line decides.
    `wait_looks_back`: how far back the history of waits reaches, in calendar days.
    `wait_least_contacts`: the fewest past contacts on which a figure may rest.
    `wait_advice`: what people are advised on when to ask (HRS-5), by its word.
    """

    escalation_carries: Rule[frozenset[str]]
    urgencies: Rule[frozenset[str]]
    escalation_reasons: Rule[tuple[str, ...]]
    absent_after: Rule[Span]
    looked_at_again_after: Rule[Span]
    wait_method: Rule[str]
    wait_recent: Rule[Span]
    wait_looks_back: Rule[Span]
    wait_least_contacts: Rule[int]
    wait_advice: Rule[tuple[str, ...]]


class Escalation(StrEnum):
    """What becomes of a hand-over to the next tier."""

    ESCALATED = "escalated"
    URGENCY_MISSING = "urgency_missing"
    URGENCY_UNKNOWN = "urgency_unknown"
    REASON_MISSING = "reason_missing"
    REASON_UNKNOWN = "reason_unknown"


class Presence(StrEnum):
    """Whether an agent is still there."""

    PRESENT = "present"
    ABSENT = "absent"


def escalate(urgency: str | None, reason: str | None, rules: QueuesRules) -> Decision[Escalation]:
    """Whether a hand-over names what it must: an urgency and a reason that the rules know (TIER-3)."""
    carries = rules.escalation_carries.value
    because = (rules.escalation_carries.ref, rules.urgencies.ref, rules.escalation_reasons.ref)
    facts: dict[str, object] = {"urgency": urgency, "reason": reason}
    word = Escalation.ESCALATED
    if not urgency and "urgency" in carries:
        word = Escalation.URGENCY_MISSING
    elif urgency and urgency not in rules.urgencies.value:
        word = Escalation.URGENCY_UNKNOWN
    elif not reason and "reason" in carries:
        word = Escalation.REASON_MISSING
    elif reason and reason not in rules.escalation_reasons.value:
        word = Escalation.REASON_UNKNOWN
    return Decision(word, because, facts)


def rank(enqueued_at: datetime, ahead_ms: int = 0) -> int:
    """The place in a lane: the lowest is next. Milliseconds since 1970, `ahead_ms` of them put before their time.

    Handing work on keeps its `enqueued_at`, and so its place. Two ranks may be equal: the id decides then.
    """
    require_aware(enqueued_at)
    return (enqueued_at - _EPOCH) // _MILLISECOND - ahead_ms


def presence(last_seen: datetime, now: datetime, rules: QueuesRules) -> Decision[Presence]:
    """Whether an agent last seen at `last_seen` counts as absent, so that claimed work goes back, its place kept."""
    absent = now - last_seen >= duration(rules.absent_after.value)
    facts: dict[str, object] = {"last_seen": last_seen.isoformat(), "now": now.isoformat()}
    return Decision(Presence.ABSENT if absent else Presence.PRESENT, (rules.absent_after.ref,), facts)


def is_absent(last_seen: datetime, now: datetime, rules: QueuesRules) -> bool:
    """Whether `presence` decides for absent."""
    return presence(last_seen, now, rules).outcome is Presence.ABSENT
