"""What the records say, as the player compares it with a story. Reads only, and sees everything."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from openline.actions.acting import SYSTEM, acting_as
from openline.actions.callbacks import attempts
from openline.actions.plugs import gateway
from openline.records import models

Value = TypeVar("Value")


def as_system(read: Callable[[], Value]) -> Value:
    """What `read` finds when it may see every row."""
    with acting_as(SYSTEM):
        return read()


def conversation_of(person_id: uuid.UUID) -> models.Conversation:
    """The latest conversation of a person, with its contact and matter."""
    mine = models.Conversation.objects.filter(person_id=person_id).select_related("contact", "contact__matter")
    found = as_system(lambda: mine.order_by("-contact__started_at", "-id").first())
    assert found is not None, "the person has not got in touch yet"
    return found


def newest_person(but: Sequence[uuid.UUID]) -> uuid.UUID:
    """The person who arrived just now and is none of those known before."""
    new = as_system(lambda: list(models.Person.objects.exclude(id__in=but).values_list("id", flat=True)))
    assert len(new) == 1, f"one person should have arrived, {len(new)} did"
    return new[0]


def messages_after(conversation: models.Conversation, position: int) -> list[models.Message]:
    return as_system(lambda: list(conversation.messages.filter(position__gt=position).order_by("position")))


def last_position(person_id: uuid.UUID) -> int:
    return as_system(lambda: conversation_of_or_none(person_id))


def conversation_of_or_none(person_id: uuid.UUID) -> int:
    mine = models.Conversation.objects.filter(person_id=person_id).order_by("-contact__started_at", "-id").first()
    return mine.messages_said if mine else 0


def matter_of(person_id: uuid.UUID) -> models.Matter:
    matters = models.Matter.objects.filter(person_id=person_id)
    found = as_system(lambda: matters.order_by("-opened_at").first())
    assert found is not None, "there is no matter yet"
    return found


def promises_of(person_id: uuid.UUID) -> list[models.Promise]:
    return as_system(lambda: list(models.Promise.objects.filter(person_id=person_id).order_by("made_at")))


def callbacks_of(person_id: uuid.UUID) -> list[models.Callback]:
    mine = models.Callback.objects.filter(promise__person_id=person_id)
    return as_system(lambda: list(mine.select_related("promise", "matter").order_by("promise__made_at")))


def callback_of(person_id: uuid.UUID) -> models.Callback:
    found = callbacks_of(person_id)
    assert found, "no callback was promised"
    return found[-1]


def attempts_of(callback: models.Callback) -> list[models.CallAttempt]:
    return as_system(lambda: list(callback.attempts.order_by("ordinal")))


def numbers_of(callback: models.Callback) -> list[models.CallbackNumber]:
    return as_system(lambda: list(callback.numbers.order_by("position")))


def notices_of(person_id: uuid.UUID, kind: str) -> list[models.Notice]:
    mine = models.Notice.objects.filter(person_id=person_id, kind=kind).exclude(state="withdrawn")
    return as_system(lambda: list(mine.order_by("written_at", "form")))


def decisions_of(matter: models.Matter, kind: str) -> list[models.Decision]:
    mine = models.Decision.objects.filter(matter=matter, kind=kind).select_related("seat")
    return as_system(lambda: list(mine.order_by("made_at")))


def checks_of(contact: models.Contact) -> list[models.IdentityCheck]:
    return as_system(lambda: list(contact.identity_checks.select_related("decision", "seat").order_by("checked_at")))


def waiting_in(person_id: uuid.UUID) -> list[str]:
    """The queues in which a live contact of the person waits for somebody to take it."""
    mine = models.WorkItem.objects.filter(kind="contact", state="waiting", contact__person_id=person_id)
    return as_system(lambda: list(mine.values_list("lane__queue", flat=True)))


def states_of_work(person_id: uuid.UUID) -> list[str]:
    """How the open live contacts of a person stand in line: waiting, away or claimed."""
    mine = models.WorkItem.objects.filter(kind="contact", contact__person_id=person_id).exclude(state="done")
    return as_system(lambda: list(mine.values_list("state", flat=True)))


def open_work(promise: models.Promise) -> list[models.WorkItem]:
    mine = models.WorkItem.objects.filter(promise=promise).exclude(state="done").select_related("lane")
    return as_system(lambda: list(mine))


def alerts(queue: str) -> set[str]:
    return as_system(lambda: set(models.Alert.objects.filter(for_queue=queue).values_list("kind", flat=True)))


def in_the_inbox(notice: models.Notice) -> str:
    """The whole text that reached the person's inbox for a notice; empty when nothing did."""
    if notice.form == "email":
        mails = gateway("email").messages(to=notice.address)
        return "\n".join(f"{mail.subject}\n{mail.text}" for mail in mails if _same(mail.text, notice.body))
    texts = gateway("sms").messages(to=notice.address)
    return "\n".join(text.body for text in texts if _same(text.body, notice.body))


def _same(arrived: str, written: str) -> bool:
    return " ".join(arrived.split()) == " ".join(written.split())


def decisions_for_person(person_id: uuid.UUID, kind: str) -> list[models.Decision]:
    mine = models.Decision.objects.filter(matter__person_id=person_id, kind=kind)
    return as_system(lambda: list(mine))


def matters_of(person_id: uuid.UUID) -> list[models.Matter]:
    return as_system(lambda: list(models.Matter.objects.filter(person_id=person_id)))


def held_by(seat: models.Seat) -> bool:
    mine = models.WorkItem.objects.filter(owner=seat, state="claimed", kind="contact")
    return as_system(mine.exists)


def why_no_call(callback: models.Callback, now: datetime) -> str:
    """The word for which an attempt may not be made now."""
    reread = models.Callback.objects.select_related("promise", "matter").filter(id=callback.id)
    return as_system(lambda: attempts.may_call_now(reread.get(), now).outcome.word.value)
