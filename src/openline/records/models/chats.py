"""What live contacts leave behind: whether their person is there, and how their agent wrapped them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    import uuid

    from openline.records.models.accounts import Seat
    from openline.records.models.contacts import Contact, Conversation


class PersonPresence(Row):
    """When a person's page was last heard of, in real time; `left_at` while they are away and keep their place."""

    conversation: models.OneToOneField[Conversation] = models.OneToOneField(
        "records.Conversation", on_delete=models.CASCADE, related_name="presence"
    )
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "person_presence"


class TransferNote(Row):
    """What goes with a contact that is handed on: a word for the next one, and what was tried. Never the person's."""

    contact: models.ForeignKey[Contact] = models.ForeignKey(
        "records.Contact", on_delete=models.CASCADE, related_name="transfer_notes"
    )
    seat: models.ForeignKey[Seat] = models.ForeignKey("records.Seat", on_delete=models.PROTECT)
    to_queue = word()
    note = models.TextField(blank=True, default="")
    tried = models.TextField(blank=True, default="")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "transfer_note"
        ordering = ("written_at",)


class WrapUp(Row):
    """What a live contact was about and why self-help did not do, as its agent tells it; owed until they do."""

    STATES = tuple((s, s) for s in ("owed", "done"))

    contact_id: uuid.UUID
    seat_id: uuid.UUID

    contact: models.OneToOneField[Contact] = models.OneToOneField(
        "records.Contact", on_delete=models.CASCADE, related_name="wrap_up"
    )
    seat: models.ForeignKey[Seat] = models.ForeignKey("records.Seat", on_delete=models.PROTECT)
    state = models.CharField(max_length=4, choices=STATES, default="owed")
    reasons = models.JSONField(default=list)
    self_help = word()
    note = models.TextField(blank=True, default="")
    owed_since = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "wrap_up"
        indexes = [models.Index(fields=("seat",), condition=Q(state="owed"), name="wrap_up_owed_by")]
        constraints = [
            models.CheckConstraint(
                name="wrap_up_is_owed_or_tells_why_self_help_did_not_do",
                condition=Q(state="owed", done_at=None, self_help="")
                | (Q(state="done", done_at__isnull=False) & ~Q(self_help="")),
            ),
        ]
