"""CHAT-1: no answer is invented; after an answer that failed a person is offered, in hours."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conformance.playing import CHANNELS, story
from tests.conftest import Clock
from tests.stories import looking
from tests.stories.player import play
from tests.stories.world import World

from openline.actions.knowledge import serving
from openline.actions.knowledge.serving import Audience

pytestmark = pytest.mark.django_db(transaction=True)
IN_HOURS, OUT_OF_HOURS = "2026-11-24T10:00 America/New_York", "2026-11-28T10:00 America/New_York"
QUESTION = {"en": "how much is the filing fee", "es": "cuánto cuesta la tarifa"}


def asked(starts: str, channel: str, clock: Clock, language: str, *then: Any) -> World:
    steps = [{"they get in touch": {"language": language}}, {"they say": QUESTION[language]}, *then]
    return play(story(starts, "applicant", steps), channel, clock)


def without_help(starts: str, channel: str, clock: Clock, language: str) -> World:
    """Asks, and says that the answer did not help where there was one."""
    world = asked(starts, channel, clock, language)
    if "did_that_help" in world.words_told():
        world.begins_act()
        world.driver.say("no")
    return world


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "channel",
    [
        pytest.param(
            channel,
            marks=pytest.mark.rule("CHAT-1", clause="a person is offered after a failed answer", channel=channel),
        )
        for channel in CHANNELS
    ],
)
@pytest.mark.parametrize(
    ("starts", "told", "not_told"),
    [(IN_HOURS, "a_person_now", "closed_now"), (OUT_OF_HOURS, "tools_now", "a_person_now")],
)
def test_who_was_not_helped_by_an_answer_is_offered_a_person_in_hours_only(
    channel: str, language: str, starts: str, told: str, not_told: str, clock: Clock
) -> None:
    words = without_help(starts, channel, clock, language).words_told()
    assert told in words and not_told not in words


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "channel",
    [
        pytest.param(channel, marks=pytest.mark.rule("CHAT-1", clause="no answer is invented", channel=channel))
        for channel in CHANNELS
    ],
)
def test_what_is_told_is_an_approved_answer_word_for_word_or_that_there_is_none(
    channel: str, language: str, clock: Clock
) -> None:
    world = asked(IN_HOURS, channel, clock, language)
    told = {message.words: message.text for message in world.told()}
    now = clock.now
    approved = looking.as_system(
        lambda: {
            served.told(now).text for served in serving.in_force(Audience.PUBLIC, now) if served.language == language
        }
    )
    assert ("the_answer" in told) != ("cannot_answer" in told)
    assert "the_answer" not in told or told["the_answer"] in approved
    assert "the_answer" not in told or told["answer_source"]
