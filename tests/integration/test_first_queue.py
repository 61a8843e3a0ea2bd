"""Live help begins where the pack says, whatever its tiers are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from openline.actions import house

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("pack", "queue"), [("agency/uscis", "tier_1"), ("tests/agency/library", "desk")])
def test_what_nobody_can_answer_yet_waits_at_the_first_tier_of_the_agency(pack: str, queue: str) -> None:
    with override_settings(OPENLINE_AGENCY=REPOSITORY / pack):
        assert house.first_queue() == queue
