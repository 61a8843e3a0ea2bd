"""What the center sends, what came of it, and whom it must alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    from openline.records.models.people import Person
    from openline.records.models.promises import Matter, Promise


class Notice(Row):
    """One message to one address, written with the rows that it tells of, handed over by the loop.

    `key` names it once and for all: the same notice is never handed over twice under two keys. `outside_id` is
    the mail or text system's name for it, by which receipts come back.
    """

    STATES = tuple((s, s) for s in ("waiting", "handed_over", "delivered", "failed", "suppressed", "withdrawn"))

    kind = models.CharField(max_length=60)
    form = models.CharField(max_length=10, choices=(("text", "text"), ("email", "email")))
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=8)
    person: models.ForeignKey[Person] = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="notices"
    )
    matter: models.ForeignKey[Matter | None] = models.ForeignKey(
        "records.Matter", on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    promise: models.ForeignKey[Promise | None] = models.ForeignKey(
        "records.Promise", on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    facts = models.JSONField(default=dict)
    because = models.JSONField(default=list)
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=STATES, default="waiting")
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    outside_id = models.CharField(max_length=320, blank=True, default="")
    trouble = word()
    subject = models.CharField(max_length=300, blank=True, default="")
    body = models.TextField(blank=True, default="")
    moved_from: models.OneToOneField[Notice | None] = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to"
    )

    class Meta:
        db_table = "notice"
        ordering = ("written_at",)
        indexes = [
            models.Index(fields=("next_try_at", "id"), condition=Q(state="waiting"), name="notice_waiting_by_try"),
            models.Index(fields=("outside_id",), condition=~Q(outside_id=""), name="notice_by_outside_id"),
        ]
        constraints = [
            models.CheckConstraint(
                name="waiting_notice_has_a_next_try",
                condition=Q(state="waiting", next_try_at__isnull=False) | (~Q(state="waiting") & Q(next_try_at=None)),
            ),
            models.CheckConstraint(
                name="handed_over_notice_says_when",
                condition=~Q(state__in=("handed_over", "delivered")) | Q(handed_over_at__isnull=False),
            ),
        ]


class NoticeReceipt(Row):
    """What the outside said of a notice: delivered, bounced, dead number."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="receipts")
    kind = models.CharField(max_length=20)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "notice_receipt"
        constraints = [models.UniqueConstraint(fields=("notice", "kind"), name="receipt_once_for_a_notice")]


class Suppression(Row):
    """An address that must not be written to, and why: its owner said stop, or it is dead."""

    form = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    reason = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        db_table = "suppression"
        constraints = [models.UniqueConstraint(fields=("form", "address"), name="suppression_once_for_an_address")]


class Alert(Row):
    """Something that a person on the staff must look at. It stays until somebody does."""

    kind = models.CharField(max_length=60)
    for_queue = models.CharField(max_length=60)
    matter: models.ForeignKey[Matter | None] = models.ForeignKey(
        "records.Matter", on_delete=models.PROTECT, null=True, blank=True
    )
    promise: models.ForeignKey[Promise | None] = models.ForeignKey(
        "records.Promise", on_delete=models.PROTECT, null=True, blank=True
    )
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, blank=True)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True)
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey("records.Seat", on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        db_table = "alert"
        ordering = ("raised_at",)
        indexes = [models.Index(fields=("for_queue", "raised_at"), condition=Q(seen_at=None), name="alert_unseen")]
