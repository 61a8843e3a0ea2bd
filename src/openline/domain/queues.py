"""Who may hand a matter to whom, and what a hand-over must carry."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class QueuesRules:
    """The rules of `policy/queues/`.

    `escalation_carries`: what a hand-over to the next tier must name (TIER-3: urgency and reason).
    `urgencies`: the urgencies that an escalation may have.
    `escalation_reasons`: the reasons that may be given, by their glossary word.
    `absent_after`: how long an agent may be unseen before claimed work goes back with its place kept.
    """

    escalation_carries: Rule[frozenset[str]]
    urgencies: Rule[frozenset[str]]
    escalation_reasons: Rule[tuple[str, ...]]
    absent_after: Rule[Span]
