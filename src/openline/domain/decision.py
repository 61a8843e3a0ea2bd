"""What a decision is: an outcome together with the rules and the facts that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from openline.domain.rules import RuleRef

OutcomeT = TypeVar("OutcomeT")


@dataclass(frozen=True, slots=True)
class Decision(Generic[OutcomeT]):
    """An outcome that can always say why.

    `because` names every dated rule entry that was used; `facts` holds what the decision looked at, as
    values that JSON can carry and that say nothing more of a person than the decision needs.
    """

    outcome: OutcomeT
    because: tuple[RuleRef, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
