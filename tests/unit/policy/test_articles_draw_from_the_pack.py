"""What a text of an article may draw from the pack: numbers, hours, spans, counts, addresses, and parts of a rule."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.unit.policy.packs import USCIS

from openline.policy import load_pack
from openline.policy.knowledge import UnknownPlaceholder, fill
from openline.policy.pack import AgencyPack

NOW = datetime(2026, 11, 25, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def pack() -> AgencyPack:
    return load_pack(USCIS)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("rule.callbacks.attempts.count", "callbacks.attempts"),
        ("rule.callbacks.attempts.next_after", "callbacks.attempts"),
        ("rule.callbacks.caller_id.number", "callbacks.caller_id"),
        ("rule.callbacks.mail_from", "callbacks.mail_from"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_part_of_a_rule_and_an_address_are_told_with_the_entry_they_rest_on(
    pack: AgencyPack, name: str, rule: str, language: str
) -> None:
    filled = fill(pack, f"{{{name}}}", language, NOW)
    assert filled.text and "{" not in filled.text
    assert [ref.address for ref in filled.because] == [rule]


@pytest.mark.parametrize(
    "name",
    [
        "rule.callbacks.attempts",  # several parts and none named
        "rule.callbacks.attempts.sum",
        "rule.callbacks.caller_id.unknown_caller_confirms",  # a word of the system's own
        "rule.callbacks.place_kept",
        "rule.callbacks.calling_hours.opens",
        "rule.callbacks.return_within",
    ],
)
def test_what_no_person_could_read_is_refused_by_name(pack: AgencyPack, name: str) -> None:
    with pytest.raises(UnknownPlaceholder, match=name):
        fill(pack, f"{{{name}}}", "en", NOW)
