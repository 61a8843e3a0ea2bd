"""TIER-8: help is a ladder, and the person sees the rung and why each step up was taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.stories.page import Page

from openline.actions import access, desk, house, ladder
from openline.actions import clock as clock_of_the_center
from openline.actions.acting import Actor, acting_as
from openline.channels.visitors import PERSON_IN_SESSION
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)


def by_web(conversation: models.Conversation, language: str) -> str:
    """My contacts as this person reads them."""
    browser = Client(headers={"accept-language": language})
    session = browser.session
    session[PERSON_IN_SESSION] = str(conversation.person_id)
    session.save()
    return Page(browser.get(reverse("my-contacts")).content.decode()).text


def went_to_tier_2() -> models.Conversation:
    """Through self-service into the line, then to an officer."""
    conversation = center.waits_for_a_person()
    seat = center.new_seat()
    contact = center.takes_next(seat)
    assert contact is not None
    center.identifies(seat, contact)
    center.escalates(seat, contact)
    return conversation


def title_of(tier: str, language: str) -> str:
    return house.pack().tiers[tier].title[language]


@pytest.mark.rule("TIER-8", clause="the timeline shows the rung", channel="portal")
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("led_up", "tiers"),
    [(center.waits_for_a_person, ["tier_1"]), (went_to_tier_2, ["tier_1", "tier_2"])],
)
def test_my_contacts_shows_each_rung_that_the_matter_reached(
    clock: Clock, language: str, led_up: Callable[[], models.Conversation], tiers: list[str]
) -> None:
    shown = by_web(led_up(), language)
    assert house.pack().label("rung", ladder.SELF_SERVICE, language) in shown
    assert all(title_of(tier, language) in shown for tier in tiers)
    assert title_of("tier_3", language) not in shown


@pytest.mark.rule("TIER-8", clause="every step up has its reason", channel="portal")
@pytest.mark.parametrize("language", ["en", "es"])
def test_my_contacts_gives_the_reason_of_each_step_up(clock: Clock, language: str) -> None:
    conversation = went_to_tier_2()
    shown = by_web(conversation, language)
    with acting_as(Actor.person(conversation.person_id)):
        matter = models.Matter.objects.get()
        rungs = ladder.rungs_of(matter, language)
    assert [rung.tier for rung in rungs] == ["self_service", "tier_1", "tier_2"]
    for rung in rungs[1:]:
        assert rung.reason
        assert rung.reason in shown
    assert rungs[1].reason == house.pack().label("rung_reason", "straight_to_queue", language)


@pytest.mark.rule("TIER-8", clause="the timeline shows the rung", channel="portal")
@pytest.mark.rule("TIER-8", clause="every step up has its reason", channel="portal")
@pytest.mark.parametrize("language", ["en", "es"])
def test_my_contacts_shows_a_live_step_up_with_its_reason(clock: Clock, language: str) -> None:
    conversation = center.waits_for_a_person()
    seat = center.new_seat()
    contact = center.takes_next(seat)
    assert contact is not None
    up = desk.Transfer("tier_2_live", urgency="urgent", reason="case_error")
    with acting_as(access.actor_of(seat)):
        moved = desk.transfer(models.Contact.objects.get(id=contact.id), seat, up, clock_of_the_center.now())
        assert moved.outcome is desk.HandedOn.TRANSFERRED
    shown = by_web(conversation, language)
    assert title_of("tier_2", language) in shown
    assert house.pack().label("escalation_reason", "case_error", language) in shown


def test_a_contact_that_never_left_self_service_shows_that_rung_alone(clock: Clock) -> None:
    conversation = center.arrives()
    with acting_as(Actor.person(conversation.person_id)):
        contact = models.Contact.objects.get()
        assert [rung.tier for rung in ladder.rungs_of(contact, "en")] == [ladder.SELF_SERVICE]


def test_a_transfer_is_a_rung_with_a_reason_too(clock: Clock) -> None:
    conversation = center.waits_for_a_person()
    seat = center.new_seat()
    contact = center.takes_next(seat)
    assert contact is not None
    with acting_as(access.actor_of(seat)):
        moved = desk.transfer(contact, seat, desk.Transfer("help_desk"), clock_of_the_center.now())
        assert moved.outcome is desk.HandedOn.TRANSFERRED
    with acting_as(Actor.person(conversation.person_id)):
        last = ladder.rung_of(models.Contact.objects.get(), "en")
    assert last is not None
    assert (last.tier, bool(last.reason), last.by) == ("help_desk", True, str(seat))
