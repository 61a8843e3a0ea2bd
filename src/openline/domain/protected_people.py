"""What holds for people whose cases the law protects."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class ProtectedPeopleRules:
    """The rules of `policy/protected_people/`.

    `mailbox_answers_within`: about how long answers from the mailboxes of such matters take.
    """

    mailbox_answers_within: Rule[Span]
