"""Lanes, who serves them, and who is here."""

from __future__ import annotations

from django.db import models

from openline.records.models.base import Row


class Lane(models.Model):
    """A queue together with one set of requirements on who may take its work."""

    queue = models.CharField(max_length=60)
    requires = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        db_table = "lane"
        constraints = [models.UniqueConstraint(fields=("queue", "requires"), name="lane_once")]


class SeatLane(models.Model):
    """A lane that a seat may take work from; worked out when either changes, never at a claim."""

    seat = models.ForeignKey("records.Seat", on_delete=models.CASCADE, related_name="lanes")
    lane = models.ForeignKey(Lane, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        db_table = "seat_lane"
        constraints = [models.UniqueConstraint(fields=("seat", "lane"), name="seat_lane_once")]


class Presence(Row):
    """When a seat was last heard of, in real time: moving the demo clock sends nobody home."""

    seat = models.OneToOneField("records.Seat", on_delete=models.CASCADE, related_name="presence")
    last_seen_at = models.DateTimeField()
    available = models.BooleanField(default=True)

    class Meta:
        db_table = "presence"


class WaitHour(models.Model):
    """How long those waited who asked for live help within one hour: the center's own history, in seconds.

    Holds no person and no contact. A sealed queue has none.
    """

    queue = models.CharField(max_length=60)
    language = models.CharField(max_length=8)
    starts_at = models.DateTimeField()
    contacts = models.PositiveIntegerField()
    shortest = models.FloatField()
    likely = models.FloatField()
    longest = models.FloatField()

    class Meta:
        db_table = "wait_hour"
        constraints = [models.UniqueConstraint(fields=("queue", "language", "starts_at"), name="wait_hour_once")]
