"""Who is asking, how sure we are, and by what right they may be told about a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from openline.domain.decision import Decision
from openline.domain.rules import Rule


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """The rules of `policy/identity/`.

    `standings_told`: the standings that may be told about a case (TIER-2), such as `applicant`.
    `facts_checked`: identity facts that must agree before a case opens, by level (`full`).
    """

    standings_told: Rule[frozenset[str]]
    facts_checked: Rule[frozenset[str]]


class NotTold(StrEnum):
    """Why a case stays closed; for staff and the record, never for the person where it would disclose."""

    STANDING_NOT_TOLD = "standing_not_told"
    NOT_ON_RECORD = "not_on_record"
    IDENTITY_NOT_ESTABLISHED = "identity_not_established"


@dataclass(frozen=True, slots=True)
class CaseOpens:
    """The case, the matter and earlier contacts open."""


@dataclass(frozen=True, slots=True)
class ThisConversationOnly:
    """Nothing opens beyond this conversation; `missing` are the identity facts that do not agree yet."""

    reason: NotTold
    missing: frozenset[str] = frozenset()


def what_may_be_told(
    standing: str | None, facts_agreed: Collection[str], is_on_record: bool, rules: IdentityRules
) -> Decision[CaseOpens | ThisConversationOnly]:
    """Whether the case opens to this person, or this conversation only (TIER-2).

    `standing`: the right by which they ask, None where it is not yet recorded. `facts_agreed`: the names of the
    identity facts that agree with the record. `is_on_record`: the case names them in this standing.
    """
    because = (rules.standings_told.ref, rules.facts_checked.ref)
    missing = frozenset(rules.facts_checked.value) - frozenset(facts_agreed)
    facts: dict[str, object] = {
        "standing": standing,
        "is_on_record": is_on_record,
        "facts_agreed": sorted(facts_agreed),
        "facts_missing": sorted(missing),
    }
    refusal: NotTold | None = None
    if standing not in rules.standings_told.value:
        refusal = NotTold.STANDING_NOT_TOLD
    elif not is_on_record:
        refusal = NotTold.NOT_ON_RECORD
    elif missing:
        refusal = NotTold.IDENTITY_NOT_ESTABLISHED
    if refusal is not None:
        return Decision(ThisConversationOnly(refusal, missing), because, facts)
    return Decision(CaseOpens(), because, facts)
