"""When and how an appointment is made or moved."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class AppointmentsRules:
    """The rules of `policy/appointments/`.

    `moved_online_until`: how long before its hour a biometrics appointment can still be moved online.
    `moved_online_at_most`: how often it can be moved online.
    """

    moved_online_until: Rule[Span]
    moved_online_at_most: Rule[int]
