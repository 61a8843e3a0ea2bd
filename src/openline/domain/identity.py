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


class Telling(StrEnum):
    """How much may be shown and told."""

    CASE_OPENS = "case_opens"
    THIS_CONVERSATION_ONLY = "this_conversation_only"


class NotTold(StrEnum):
    """Why a case stays closed; for staff and the record, never for the person where it would disclose."""

    STANDING_NOT_TOLD = "standing_not_told"
    NOT_ON_RECORD = "not_on_record"
    IDENTITY_NOT_ESTABLISHED = "identity_not_established"


@dataclass(frozen=True, slots=True)
class MayBeTold:
    """How much may be told, and why no more; `missing` are the identity facts that do not agree yet."""

    telling: Telling
    refusal: NotTold | None = None
    missing: frozenset[str] = frozenset()

    @property
    def case_opens(self) -> bool:
        return self.telling is Telling.CASE_OPENS


def what_may_be_told(
    standing: str | None, facts_agreed: Collection[str], is_on_record: bool, rules: IdentityRules
) -> Decision[MayBeTold]:
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
        return Decision(MayBeTold(Telling.THIS_CONVERSATION_ONLY, refusal, missing), because, facts)
    return Decision(MayBeTold(Telling.CASE_OPENS), because, facts)
