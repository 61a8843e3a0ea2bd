"""What stands between a person and the line: who may be told, and the wait."""

from __future__ import annotations

import pytest
from tests.unit.domain.rules_in_force import contacts_in_force, identity_in_force

from openline.domain.contacts import BeforeLine, ToldBeforeLine, before_line

NOTHING = ToldBeforeLine()
SOMEBODY_ELSE = ToldBeforeLine("someone_else")


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (NOTHING, BeforeLine.WHO_ASKS),
        (ToldBeforeLine("applicant"), BeforeLine.WAIT_FIRST),
        (ToldBeforeLine("applicant", waits=True), BeforeLine.JOIN),
        (ToldBeforeLine("applicant", waits=False), BeforeLine.NOT_NOW),
        (SOMEBODY_ELSE, BeforeLine.GENERAL_ONLY),
        (ToldBeforeLine("someone_else", general=False), BeforeLine.NOT_NOW),
        (ToldBeforeLine("someone_else", general=True), BeforeLine.WAIT_FIRST),
        (ToldBeforeLine("someone_else", general=True, waits=True), BeforeLine.JOIN),
        (ToldBeforeLine("", waits=None), BeforeLine.WAIT_FIRST),
    ],
)
def test_who_may_not_be_told_learns_it_before_the_wait_is_chosen(told: ToldBeforeLine, word: BeforeLine) -> None:
    decision = before_line("complaint", told, contacts_in_force, identity_in_force.standings_told)
    assert decision.outcome is word
    assert [ref.address for ref in decision.because] == ["identity.standings_told"]


@pytest.mark.parametrize(
    ("intent", "rule"),
    [
        ("field_office_appointment", "contacts.straight_to_queue"),
        ("emergency_advance_parole", "contacts.emergencies"),
    ],
)
def test_an_emergency_and_what_goes_straight_to_the_line_is_held_up_by_no_question(intent: str, rule: str) -> None:
    decision = before_line(intent, NOTHING, contacts_in_force, identity_in_force.standings_told)
    assert decision.outcome is BeforeLine.JOIN
    assert [ref.address for ref in decision.because] == [rule]
