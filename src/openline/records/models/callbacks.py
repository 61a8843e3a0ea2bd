"""Callbacks: when, to which numbers, and what became of each attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    import uuid

    from django.db.models.manager import RelatedManager

    from openline.records.models.accounts import Seat
    from openline.records.models.promises import Matter, Promise


class Callback(Row):
    """What is particular to a promise to call: the urgency, the zone, and the window planned for the call."""

    promise_id: uuid.UUID
    matter_id: uuid.UUID
    numbers: RelatedManager[CallbackNumber]
    attempts: RelatedManager[CallAttempt]

    promise: models.OneToOneField[Promise] = models.OneToOneField(
        "records.Promise", on_delete=models.PROTECT, related_name="callback"
    )
    matter: models.ForeignKey[Matter] = models.ForeignKey(
        "records.Matter", on_delete=models.PROTECT, related_name="callbacks"
    )
    urgency = models.CharField(max_length=20)
    reason = models.CharField(max_length=60)
    note = models.TextField(blank=True, default="")
    zone = models.CharField(max_length=60)
    zone_taken_from = models.CharField(max_length=40)
    half = models.CharField(max_length=20)
    planned_from = models.DateTimeField()
    planned_until = models.DateTimeField()
    accepted_hour = models.TimeField(null=True, blank=True)
    earlier_is_fine = models.BooleanField(default=False)
    second_from = models.DateTimeField(null=True, blank=True)
    second_until = models.DateTimeField(null=True, blank=True)
    times_planned = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "callback"
        indexes = [models.Index(fields=("planned_from",), name="callback_by_planned_window")]
        constraints = [
            models.CheckConstraint(
                name="planned_window_ends_after_it_starts", condition=Q(planned_until__gt=F("planned_from"))
            ),
            models.CheckConstraint(
                name="second_attempt_has_both_ends",
                condition=Q(second_from=None, second_until=None) | Q(second_until__gt=F("second_from")),
            ),
        ]


class CallbackNumber(Row):
    """One number that the person gave for the call; each attempt tries them all, in order."""

    callback = models.ForeignKey(Callback, on_delete=models.CASCADE, related_name="numbers")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)
    shown_as = models.CharField(max_length=40)
    mobile = models.BooleanField(null=True)

    class Meta:
        db_table = "callback_number"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=("callback", "position"), name="callback_number_position_once"),
        ]


class CallAttempt(Row):
    """One attempt, which counts once however many numbers it tried."""

    ANSWERS = tuple((a, a) for a in ("spoken", "voicemail", "none"))

    callback = models.ForeignKey(Callback, on_delete=models.PROTECT, related_name="attempts")
    ordinal = models.PositiveSmallIntegerField()
    seat: models.ForeignKey[Seat] = models.ForeignKey("records.Seat", on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=ANSWERS)
    numbers_tried = models.JSONField(default=list)
    message_left = models.BooleanField(default=False)
    outcome = word()

    class Meta:
        db_table = "call_attempt"
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=("callback", "ordinal"), name="call_attempt_ordinal_once")]
