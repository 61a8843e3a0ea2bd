"""What is told of a case, and from when on something is missing."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class CasesRules:
    """The rules of `policy/cases/`.

    `receipt_notice_awaited`: how long a receipt notice is usually on its way.
    """

    receipt_notice_awaited: Rule[Span]
