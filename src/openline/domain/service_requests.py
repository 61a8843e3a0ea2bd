"""What an office is asked to do for a case, and when it may be asked again."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class ServiceRequestsRules:
    """The rules of `policy/service_requests/`.

    `asked_again_after`: the days without an answer that must be over before a second request (SR-5).
    """

    asked_again_after: Rule[Span]
