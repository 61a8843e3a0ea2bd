"""Playing the center in a test: the same verbs that pages and jobs call, in the same order."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from openline.actions import access, case_files, clock, conversations, desk, house, identity, queues, reopening
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.callbacks import attempts, escalating
from openline.conversation import Utterance
from openline.domain.callback_attempts import Answer
from openline.domain.chats import WrapUpGiven
from openline.gateways.clock import machine_now
from openline.records import doctor, models

RECEIPT = "MSC2607091001"
WRAPPED_UP = WrapUpGiven(("case_status",), "needs_judgment")
NUMBERS = ("212-555-0142", "(808) 555-0111")
EMAIL = "person@example.org"
STRAIGHT_TO_A_PERSON = "I need an InfoPass appointment"


def now() -> datetime:
    with acting_as(SYSTEM):
        return clock.now()


def new_seat(tier: str = "tier_1", languages: tuple[str, ...] = ("en", "es")) -> models.Seat:
    """A staff member at work: signed in, seen just now, serving the lanes of their tier and languages."""
    name = uuid.uuid4().hex[:8]
    with acting_as(SYSTEM):
        login = models.Login.objects.create_user(f"{name}@example.org")
        seat = models.Seat.objects.create(
            login=login, name=name, agent_id=f"ID-{name}", tier=tier, languages=list(languages)
        )
        queues.serve_lanes(seat)
        queues.heard_of(seat, machine_now())
    return seat


def arrives(language: str = "en", channel: str = "assistant") -> models.Conversation:
    """A person opens a conversation."""
    with acting_as(SYSTEM):
        person = conversations.arrive(language, clock.now())
    with acting_as(Actor.person(person.id)):
        return conversations.start(person, channel, language, clock.now()).conversation


def says(conversation: models.Conversation, text: str, key: str | None = None) -> conversations.TurnTaken:
    actor = Actor.person(conversation.person_id)
    key = key or uuid.uuid4().hex
    return conversations.take_turn(conversation.id, Utterance(text), actor, now(), message_key=key)


def gives(conversation: models.Conversation, number: str) -> conversations.TurnTaken:
    """Gives a receipt number and says yes when it is read back."""
    says(conversation, number)
    return says(conversation, "yes")


def waits_for_a_person(language: str = "en") -> models.Conversation:
    """A person who has been queued for Tier 1."""
    conversation = arrives(language)
    for text in (STRAIGHT_TO_A_PERSON, RECEIPT, "yes"):
        conversation = says(conversation, text).conversation
        if conversation.status == "waiting":
            return conversation
    raise AssertionError(f"the flow did not lead to a person: {conversation.flow}, {conversation.awaits}")


def takes_next(seat: models.Seat) -> models.Contact | None:
    with acting_as(access.actor_of(seat)):
        return desk.take_next_contact(seat, clock.now())


def identifies(seat: models.Seat, contact: models.Contact) -> models.IdentityCheck:
    """The person tells what the record says of the applicant."""
    record = case_files.record_of(RECEIPT)
    assert record is not None
    party = next(party for party in record.parties if party.role == "applicant")
    told = identity.Told("applicant", RECEIPT, party.given_name, party.family_name, party.date_of_birth)
    compared = identity.compare(told, seat)
    with acting_as(access.actor_of(seat)):
        return identity.record_check(contact, seat, told, compared, clock.now())


def escalates(
    seat: models.Seat, contact: models.Contact, urgency: str = "urgent", numbers: tuple[str, ...] = NUMBERS
) -> models.Callback | escalating.Refused:
    zone = access.filing_zone(RECEIPT)
    asked = escalating.Asked(urgency, "emergency_travel", "a note", numbers, EMAIL)
    with acting_as(access.actor_of(seat)):
        contact = models.Contact.objects.get(id=contact.id)
        return escalating.escalate_contact(contact, seat, asked, zone, clock.now())


def ends(seat: models.Seat, contact: models.Contact) -> None:
    with acting_as(access.actor_of(seat)):
        desk.end_contact(models.Contact.objects.get(id=contact.id), seat, WRAPPED_UP, clock.now())


def calls(officer: models.Seat, callback: models.Callback, answer: str) -> attempts.Attempted:
    with acting_as(access.actor_of(officer)):
        callback = models.Callback.objects.select_related("promise", "matter").get(id=callback.id)
        return attempts.record_attempt(callback, officer, Answer(answer), clock.now())


def wants_the_call_again(callback: models.Callback) -> reopening.Reopening:
    with acting_as(SYSTEM):
        return reopening.reopen(models.Matter.objects.get(id=callback.matter_id), clock.now())


def a_promised_call(urgency: str = "urgent") -> models.Callback:
    """A person, an agent, an escalation: the callback that is now promised; the contact has ended."""
    waits_for_a_person()
    agent = new_seat()
    contact = takes_next(agent)
    assert contact is not None
    identifies(agent, contact)
    callback = escalates(agent, contact, urgency)
    assert isinstance(callback, models.Callback), callback
    ends(agent, contact)
    return callback


def findings() -> list[doctor.Finding]:
    """What the doctor finds over the whole database."""
    with acting_as(SYSTEM):
        return list(doctor.examine(house.pack(), clock.now()))


def in_the_middle(callback: models.Callback) -> datetime:
    """A moment in the callback's planned window, early enough for a second attempt."""
    return callback.planned_from + timedelta(minutes=5)
