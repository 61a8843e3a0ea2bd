"""Stories that are told in Python, where a test needs a changed pack or several people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.stories.player import Story, play
from tests.stories.world import World

CHANNELS = ("assistant", "typed_voice")


def story(starts: str, cast: str, steps: list[Any]) -> Story:
    return Story(Path(__file__), "told by a test", starts, {"cast": cast, "language": "en"}, steps, CHANNELS, (), "")


def escalated(starts: str, channel: str, clock: Any, *steps: Any, urgency: str = "urgent") -> World:
    """The client of an attorney, in Boston, is escalated at a moment; then the further steps follow."""
    so_far = [
        "they get in touch",
        {"they say": "infopass"},
        "tier_1 claims",
        {"tier_1 verifies": {"identity": "full", "standing": "applicant"}},
        {"tier_1 escalates": {"urgency": urgency, "reason": "other"}},
        "tier_1 ends",
    ]
    return play(story(starts, "client_of_attorney", [*so_far, *steps]), channel, clock)
