"""Who is asking, how sure we are, and by what right they may be told about a case."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """The rules of `policy/identity/`.

    `standings_told`: the standings that may be told about a case (TIER-2), such as `applicant`.
    `facts_checked`: identity facts that must agree before a case opens, by level (`full`).
    """

    standings_told: Rule[frozenset[str]]
    facts_checked: Rule[frozenset[str]]
