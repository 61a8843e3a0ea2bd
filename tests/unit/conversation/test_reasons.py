"""Why a matter goes to a person, in words that people and staff can read."""

from pathlib import Path

import pytest

from openline.conversation import Reason
from openline.policy import load_pack

USCIS = Path(__file__).resolve().parents[3] / "agency" / "uscis"


@pytest.mark.parametrize("words", ["rung_reason", "self_help_reason"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_reason_of_the_conversation_can_be_told(words: str, language: str) -> None:
    pack = load_pack(USCIS)
    assert all(pack.label(words, reason.value, language) for reason in Reason)
