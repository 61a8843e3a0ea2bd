"""HRS-5: the expected wait with its interval, the better times of this week, and the advice, before queueing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.conformance.playing import CHANNELS, story
from tests.conftest import Clock
from tests.stories.page import Page
from tests.stories.player import play
from tests.stories.world import World

from openline.actions import clock as center_clock
from openline.actions import demo, house, waits
from openline.actions.acting import SYSTEM, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY_NOON = datetime(2026, 11, 24, 12, 10, tzinfo=ZoneInfo("America/New_York"))
TUESDAY_NOON_TOLD = "2026-11-24T12:10 America/New_York"


def shown(language: str) -> str:
    browser = Client(headers={"accept-language": language})
    return Page(browser.get(reverse("before-you-contact-us")).content.decode()).text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(
            ("likely", "interval"),
            marks=pytest.mark.rule("HRS-5", clause="expected wait with its interval", channel="portal"),
        ),
        pytest.param(
            ("better_times",), marks=pytest.mark.rule("HRS-5", clause="better times of this week", channel="portal")
        ),
        pytest.param(("advice",), marks=pytest.mark.rule("HRS-5", clause="the advice", channel="portal")),
    ],
)
def test_the_page_before_contact_tells_the_wait_from_the_centers_own_history(
    language: str, facts: tuple[str, ...], clock: Clock
) -> None:
    clock.starts_at(TUESDAY_NOON)
    demo.invent_waits(clock.now)
    with acting_as(SYSTEM):
        told = waits.words_of_wait(house.first_queue(), language, "assistant", None, center_clock.now())
    page = shown(language)
    for fact in facts:
        assert told[fact] and told[fact] in page


TOLD_IN_TALK = [
    pytest.param(channel, words, marks=pytest.mark.rule("HRS-5", clause=clause, channel=channel))
    for channel in CHANNELS
    for clause, words in (
        ("expected wait with its interval", "wait_known"),
        ("better times of this week", "better_times"),
        ("the advice", "wait_advice"),
    )
]
IN_OTHER_WORDS = {"wait_known": ("likely", "interval"), "better_times": ("better_times",), "wait_advice": ("advice",)}


@pytest.mark.parametrize(("channel", "words"), TOLD_IN_TALK)
def test_who_asks_for_a_person_is_told_the_wait_and_chooses_before_queueing(
    channel: str, words: str, clock: Clock
) -> None:
    clock.starts_at(TUESDAY_NOON)
    demo.invent_waits(clock.now)
    asked = [
        "they get in touch",
        {"they say": "I want to make a complaint"},
        {"they say": "it is my case"},
        {"they are told": words},
        {"they are asked": "wait_or_later"},
        "they do not wait in line",
    ]
    world: World = play(story(str(TUESDAY_NOON_TOLD), "applicant", asked), channel, clock)
    with acting_as(SYSTEM):
        facts = waits.words_of_wait(house.first_queue(), "en", channel, None, center_clock.now())
    said = " ".join(message.text for message in world.told())
    for fact in IN_OTHER_WORDS[words]:
        assert facts[fact] and facts[fact] in said
