"""What the help desk does for whom, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class HelpDeskRules:
    """The rules of `policy/help_desk/`.

    `answered_within`: how soon a request is usually handled (ACC-3).
    """

    answered_within: Rule[Span]
