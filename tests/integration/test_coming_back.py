"""A person who comes back goes on with a matter of theirs, and with nobody else's."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.conftest import Clock
from tests.integration import center
from tests.integration.visiting import browser_of

from openline.actions import access, desk
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
END = reverse("assistant-end")


@pytest.fixture
def promised(clock: Clock) -> models.Callback:
    return center.a_promised_call()


def first_talk(callback: models.Callback) -> models.Conversation:
    with acting_as(SYSTEM):
        return models.Conversation.objects.get(contact__matter=callback.matter_id)


def newest(person_id: object) -> models.Conversation:
    with acting_as(SYSTEM):
        talks = models.Conversation.objects.filter(person_id=person_id).select_related("contact")
        return max(talks, key=lambda talk: talk.contact.started_at)


def test_a_new_conversation_joins_the_open_matter(promised: models.Callback, clock: Clock) -> None:
    talk = first_talk(promised)
    browser = browser_of(talk)
    assert promised.matter.item_number in browser.get(reverse("assistant")).content.decode()
    clock.machine_moves(minutes=5)
    browser.post(END, {"then": "new", "matter": promised.matter.item_number})
    again = newest(talk.person_id)
    assert again.id != talk.id
    assert again.contact.matter_id == promised.matter_id
    page = browser.get(reverse("assistant")).content.decode()
    assert "data-ended" not in page
    assert center.findings() == []


def test_without_a_choice_the_new_conversation_stands_by_itself(promised: models.Callback, clock: Clock) -> None:
    talk = first_talk(promised)
    clock.machine_moves(minutes=5)
    browser_of(talk).post(END, {"then": "new"})
    assert newest(talk.person_id).contact.matter_id is None


def test_nobody_joins_the_matter_of_another(promised: models.Callback, clock: Clock) -> None:
    stranger = center.arrives()
    clock.machine_moves(minutes=5)
    browser = browser_of(stranger)
    browser.post(END, {"then": "new", "matter": promised.matter.item_number})
    assert newest(stranger.person_id).contact.matter_id is None
    assert promised.matter.item_number not in browser.get(reverse("assistant")).content.decode()


def test_a_sealed_matter_is_not_offered_and_not_joined(clock: Clock) -> None:
    talk = center.waits_for_a_person()
    agent = center.new_seat()
    contact = center.takes_next(agent)
    assert contact is not None
    with acting_as(access.actor_of(agent)):
        here = models.Contact.objects.get(id=contact.id)
        moved = desk.transfer(here, agent, desk.Transfer("tier_3", urgency="regular", reason="other"), clock.machine)
        assert moved.outcome is desk.HandedOn.TRANSFERRED
    with acting_as(SYSTEM):
        matter = models.Matter.objects.get(id=contact.matter_id)
        models.Conversation.objects.filter(id=talk.id).update(status="ended")
    browser = browser_of(talk)
    assert f'value="{matter.item_number}"' not in browser.get(reverse("assistant")).content.decode()
    clock.machine_moves(minutes=5)
    browser.post(END, {"then": "new", "matter": matter.item_number})
    assert newest(talk.person_id).contact.matter_id is None


def test_who_goes_on_waits_in_line_with_the_same_matter(promised: models.Callback, clock: Clock) -> None:
    talk = first_talk(promised)
    clock.machine_moves(minutes=5)
    browser_of(talk).post(END, {"then": "new", "matter": promised.matter.item_number})
    again = newest(talk.person_id)
    center.says(again, center.STRAIGHT_TO_A_PERSON)
    with acting_as(SYSTEM):
        assert models.WorkItem.objects.get(contact=again.contact).matter_id == promised.matter_id
    assert center.findings() == []
