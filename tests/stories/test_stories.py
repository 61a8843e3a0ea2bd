"""Every story, on every channel that it plays on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Clock
from tests.stories import player

REPOSITORY = Path(__file__).resolve().parents[2]


def _played() -> Iterator[Any]:
    for story in player.stories():
        for channel in story.play_on:
            marks = [
                pytest.mark.rule(kept["rule"], clause=kept["clause"], channel=channel)
                for kept in story.keeps
                if channel in kept.get("on", story.play_on)
            ]
            yield pytest.param(story, channel, id=f"{story.name}-{channel}", marks=marks)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("story", "channel"), list(_played()))
def test_story(story: player.Story, channel: str, clock: Clock, settings: Any) -> None:
    agency = REPOSITORY / (story.agency or "agency/uscis")
    with player.served_by(agency, settings):
        player.play(story, channel, clock)
