"""What the platform itself needs to remember."""

from __future__ import annotations

from django.db import models


class ClockOffset(models.Model):
    """How far the demo clock runs ahead of the machine's. Production has no such row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    microseconds = models.BigIntegerField(default=0)

    class Meta:
        db_table = "clock_offset"
        constraints = [models.CheckConstraint(name="one_clock_offset", condition=models.Q(id=1))]


class Event(models.Model):
    """That something changed, for live pages: ids only, never what changed."""

    topic = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    ids = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "event"
        indexes = [models.Index(fields=("topic", "id"), name="event_of_topic")]


class IdempotencyKey(models.Model):
    """A command that was taken, and what was answered, so that the same call again changes nothing."""

    id: int
    actor = models.CharField(max_length=100)
    route = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "idempotency_key"
        constraints = [models.UniqueConstraint(fields=("actor", "route", "key"), name="idempotency_key_once")]


class Knock(models.Model):
    """One try at something that is limited, under a hash of who tried. Real time."""

    scope = models.CharField(max_length=40)
    who_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "knock"
        indexes = [models.Index(fields=("scope", "who_hash", "at"), name="knock_of_who")]
