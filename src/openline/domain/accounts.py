"""What a person may do with an account of their own."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule, Span


@dataclass(frozen=True, slots=True)
class AccountsRules:
    """The rules of `policy/accounts/`.

    `access_code_lasts`: how long the code on a notice adds a paper case to an account.
    `move_reported_within`: how soon after a move the new address is to be told.
    """

    access_code_lasts: Rule[Span]
    move_reported_within: Rule[Span]
