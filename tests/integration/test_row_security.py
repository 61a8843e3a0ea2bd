"""The database itself shows each actor only what is theirs, and nothing where nobody said who acts."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.conftest import Clock

from openline.actions import conversations
from openline.actions.acting import NOBODY, SYSTEM, Actor, acting_as
from openline.records.models import Contact, Conversation, Message, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_people(clock: Clock) -> tuple[Conversation, Conversation]:
    held = []
    for _ in range(2):
        with acting_as(SYSTEM):
            person = conversations.arrive("en", clock.machine)
        with acting_as(Actor.person(person.id)):
            held.append(conversations.start(person, "assistant", "en", clock.machine).conversation)
    return held[0], held[1]


def test_the_app_does_not_work_as_a_superuser_nor_as_the_owner_of_its_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'matter'")
        assert cursor.fetchone() == (False,)


def test_a_person_sees_their_own_conversation_and_no_other(two_people: tuple[Conversation, Conversation]) -> None:
    mine, other = two_people
    with acting_as(Actor.person(mine.person_id)):
        assert [c.id for c in Conversation.objects.all()] == [mine.id]
        assert {m.conversation_id for m in Message.objects.all()} == {mine.id}
        assert not Contact.objects.filter(id=other.contact_id).exists()


def test_nobody_sees_nothing(two_people: tuple[Conversation, Conversation]) -> None:
    with acting_as(NOBODY):
        assert not Conversation.objects.exists()
        assert not Message.objects.exists()


def test_what_is_sealed_is_not_there_for_the_tiers_below(two_people: tuple[Conversation, Conversation]) -> None:
    sealed, open_one = two_people
    with acting_as(SYSTEM):
        Conversation.objects.filter(id=sealed.id).update(sealed_to="tier_3")
    below, senior = Actor.seat(Seat().id, sees_sealed=False), Actor.seat(Seat().id, sees_sealed=True)
    with acting_as(below):
        assert [c.id for c in Conversation.objects.all()] == [open_one.id]
        assert {m.conversation_id for m in Message.objects.all()} == {open_one.id}
    with acting_as(senior):
        assert Conversation.objects.count() == 2
