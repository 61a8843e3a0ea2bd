"""Each touch between a person and the center, and what was said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    import uuid

    from django.db.models.manager import RelatedManager

    from openline.records.models.accounts import Seat
    from openline.records.models.chats import PersonPresence, TransferNote, WrapUp
    from openline.records.models.people import Person
    from openline.records.models.promises import Decision, Matter


class Contact(Row):
    """One touch: a conversation, a call, a message out. Part of a matter once it is known which."""

    person_id: uuid.UUID
    matter_id: uuid.UUID | None
    seat_id: uuid.UUID | None
    conversation: Conversation
    identity_checks: RelatedManager[IdentityCheck]
    interpreters: RelatedManager[Interpreter]
    wrap_up: WrapUp
    transfer_notes: RelatedManager[TransferNote]

    person: models.ForeignKey[Person] = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="contacts"
    )
    matter: models.ForeignKey[Matter | None] = models.ForeignKey(
        "records.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=3, choices=(("in", "in"), ("out", "out")), default="in")
    language = models.CharField(max_length=8)
    language_wished = word()
    called_from = models.CharField(max_length=40, blank=True, default="")
    callback_number = models.CharField(max_length=120, blank=True, default="")
    seat: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    self_help_did_not_do = word()
    outcome = word()
    sealed_to = word()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "contact"
        ordering = ("started_at",)
        indexes = [
            models.Index(fields=("person", "started_at"), name="contact_of_person"),
            models.Index(fields=("matter", "started_at"), name="contact_of_matter"),
        ]


class Conversation(Row):
    """The exchange of one contact: where its flow stands, who holds it, and its messages in order.

    `state` is what `openline.conversation` made of it, saved after each turn; `version` grows with each
    write, so that two processes never both take the same turn. `agent_saw` is the position up to which any agent's
    page has shown what was said, as the person is told; `read_to` how far whoever holds the contact now has seen it.
    """

    STATUSES = tuple((s, s) for s in ("self_service", "waiting", "live", "ended"))

    contact_id: uuid.UUID
    person_id: uuid.UUID
    messages: RelatedManager[Message]
    presence: PersonPresence

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="conversation")
    person: models.ForeignKey[Person] = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="conversations"
    )
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    status = models.CharField(max_length=20, choices=STATUSES, default="self_service")
    state = models.JSONField(default=dict)
    options = models.JSONField(default=list)
    awaits = word()
    flow = word()
    version = models.PositiveIntegerField(default=0)
    messages_said = models.PositiveIntegerField(default=0)
    agent_saw = models.PositiveIntegerField(default=0)
    read_to = models.PositiveIntegerField(default=0)
    sealed_to = word()

    class Meta:
        db_table = "conversation"


class Message(Row):
    """One thing said. `position` counts from 1 in its conversation without a gap; `language` is what it is in."""

    SENDERS = tuple((s, s) for s in ("person", "assistant", "agent", "center"))

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    position = models.PositiveIntegerField()
    sender = models.CharField(max_length=12, choices=SENDERS)
    seat: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True
    )
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True, default="")
    words = word()
    because = models.JSONField(default=list)
    message_key = models.CharField(max_length=64, null=True, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        db_table = "message"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=("conversation", "position"), name="message_position_once"),
            models.UniqueConstraint(
                fields=("conversation", "message_key"),
                condition=Q(message_key__isnull=False),
                name="message_key_once",
            ),
        ]


class IdentityCheck(Row):
    """A staff member's record of who was asking and by what right, and what that opened (TIER-2)."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identity_checks")
    seat: models.ForeignKey[Seat] = models.ForeignKey("records.Seat", on_delete=models.PROTECT)
    ordinal = models.PositiveSmallIntegerField(default=1)
    standing = models.CharField(max_length=40)
    facts_agreed = models.JSONField(default=list)
    receipt_number = models.CharField(max_length=20, blank=True, default="")
    outcome = models.CharField(max_length=40)
    decision: models.ForeignKey[Decision] = models.ForeignKey("records.Decision", on_delete=models.PROTECT)
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "identity_check"
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=("contact", "ordinal"), name="identity_check_ordinal_once")]


class Interpreter(Row):
    """Whether somebody interprets in a contact, for which language, and whether the person agrees (HRS-7).

    Told again it is a new row; the last one counts. `recorded_by` is the seat that recorded it, if one did.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="interpreters")
    language = word()
    present = models.BooleanField()
    consents = models.BooleanField()
    recorded_by: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True
    )
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "interpreter"
        ordering = ("recorded_at",)
