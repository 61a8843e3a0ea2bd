"""The promise ledger: matters, promises, the work that keeps them, timers and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    import uuid

    from django.db.models.manager import RelatedManager

    from openline.records.models.accounts import Seat
    from openline.records.models.callbacks import Callback
    from openline.records.models.contacts import Contact
    from openline.records.models.notices import Notice
    from openline.records.models.people import Person
    from openline.records.models.queues import Lane

OUTCOMES = ("kept", "kept_late", "met_by_attempts", "withdrawn", "superseded", "broken")


class Matter(Row):
    """What a person wants, remembered across channels.

    While it is open it has one accountable owner, a next action and a next timer; the database refuses a
    row that lacks one.
    """

    person_id: uuid.UUID
    owner_seat_id: uuid.UUID | None
    next_timer_id: uuid.UUID | None
    contacts: RelatedManager[Contact]
    promises: RelatedManager[Promise]
    callbacks: RelatedManager[Callback]
    decisions: RelatedManager[Decision]
    notices: RelatedManager[Notice]

    person: models.ForeignKey[Person] = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="matters"
    )
    item_number = models.CharField(max_length=16, unique=True)
    about = word()
    receipt_number = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=(("open", "open"), ("closed", "closed")), default="open")
    owner_queue = word()
    owner_seat: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True
    )
    next_action = word()
    next_timer: models.ForeignKey[Timer | None] = models.ForeignKey(
        "records.Timer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sealed_to = word()
    opened_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "matter"
        indexes = [models.Index(fields=("person",), name="matter_of_person")]
        constraints = [
            models.CheckConstraint(
                name="open_matter_has_one_owner_an_action_and_a_timer",
                condition=(
                    Q(state="closed", owner_queue="", owner_seat=None, next_action="", next_timer=None)
                    & Q(closed_at__isnull=False)
                )
                | (
                    Q(state="open", next_timer__isnull=False, closed_at=None)
                    & ~Q(next_action="")
                    & (Q(owner_seat=None) & ~Q(owner_queue="") | Q(owner_seat__isnull=False, owner_queue=""))
                ),
            ),
        ]


class Promise(Row):
    """One thing that a person was told will happen, by when, and under which dated rule."""

    person_id: uuid.UUID
    matter_id: uuid.UUID
    callback: Callback
    decisions: RelatedManager[Decision]
    work_items: RelatedManager[WorkItem]

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="promises")
    person: models.ForeignKey[Person] = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, related_name="promises"
    )
    kind = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    promised_by = models.DateTimeField()
    inner_target = models.DateTimeField(null=True, blank=True)
    calendar = models.CharField(max_length=60)
    rule = models.CharField(max_length=80)
    rule_value = models.CharField(max_length=200)
    rule_in_force_from = models.DateField()
    rule_sha256 = models.CharField(max_length=64)
    rule_standing = models.CharField(max_length=20)
    owner_queue = models.CharField(max_length=60)
    next_action = word()
    state = models.CharField(max_length=10, choices=(("open", "open"), ("closed", "closed")), default="open")
    outcome = models.CharField(max_length=20, blank=True, default="", choices=tuple((o, o) for o in OUTCOMES))
    closed_at = models.DateTimeField(null=True, blank=True)
    proof_kind = word()
    proof_id = models.UUIDField(null=True, blank=True)
    superseded_by: models.ForeignKey[Promise | None] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "promise"
        ordering = ("made_at",)
        indexes = [models.Index(fields=("promised_by",), condition=Q(state="open"), name="promise_open_by_due")]
        constraints = [
            models.CheckConstraint(
                name="closed_promise_has_an_outcome_and_its_proof",
                condition=Q(state="open", outcome="", closed_at=None, proof_id=None)
                | (
                    Q(state="closed", outcome__in=OUTCOMES, closed_at__isnull=False, proof_id__isnull=False)
                    & ~Q(proof_kind="")
                ),
            ),
            models.CheckConstraint(
                name="superseded_promise_names_the_one_that_took_its_place",
                condition=Q(outcome="superseded", superseded_by__isnull=False)
                | (~Q(outcome="superseded") & Q(superseded_by=None)),
            ),
            models.CheckConstraint(
                name="kept_promise_was_closed_in_time_and_a_late_one_after",
                condition=~Q(outcome__in=("kept", "kept_late"))
                | Q(outcome="kept", closed_at__lte=F("promised_by"))
                | Q(outcome="kept_late", closed_at__gt=F("promised_by")),
            ),
            models.CheckConstraint(name="promise_is_due_after_it_was_made", condition=Q(promised_by__gte=F("made_at"))),
        ]


class WorkItem(Row):
    """One piece of work in one lane: a contact that waits, or the work that keeps one promise.

    A contact whose person is `away` keeps its rank and is passed over until they come back.
    """

    KINDS = tuple((k, k) for k in ("contact", "callback", "follow_up"))
    STATES = tuple((s, s) for s in ("waiting", "away", "claimed", "done"))

    contact_id: uuid.UUID | None
    promise_id: uuid.UUID | None
    owner_id: uuid.UUID | None
    lane_id: int

    kind = models.CharField(max_length=20, choices=KINDS)
    contact: models.ForeignKey[Contact | None] = models.ForeignKey(
        "records.Contact", on_delete=models.PROTECT, null=True, blank=True
    )
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items")
    lane: models.ForeignKey[Lane] = models.ForeignKey("records.Lane", on_delete=models.PROTECT)
    rank = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    owner: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True
    )
    enqueued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "work_item"
        indexes = [
            models.Index(fields=("lane", "rank", "id"), condition=Q(state="waiting"), name="work_item_waiting"),
            models.Index(fields=("owner",), condition=Q(state="claimed"), name="work_item_claimed_by"),
            models.Index(fields=("lane", "enqueued_at"), condition=Q(kind="contact"), name="work_item_contact_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                name="claimed_work_has_an_owner_and_no_other_has",
                condition=Q(state="claimed", owner__isnull=False, claimed_at__isnull=False, done_at=None)
                | Q(state="waiting", owner=None, claimed_at=None, done_at=None)
                | Q(state="away", kind="contact", owner=None, claimed_at=None, done_at=None)
                | Q(state="done", done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_is_a_waiting_contact_or_keeps_a_promise",
                condition=Q(kind="contact", contact__isnull=False, promise=None)
                | (~Q(kind="contact") & Q(promise__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=("promise",), condition=~Q(state="done"), name="one_open_work_item_for_a_promise"
            ),
            models.UniqueConstraint(
                fields=("contact",), condition=~Q(state="done"), name="one_open_work_item_for_a_contact"
            ),
        ]


class Timer(Row):
    """A moment at which something must happen. Due ones fire in batches, each once, as commands."""

    matter_id: uuid.UUID | None
    promise_id: uuid.UUID | None

    kind = models.CharField(max_length=40)
    due = models.DateTimeField()
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, null=True, blank=True, related_name="timers")
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, null=True, blank=True, related_name="timers")
    facts = models.JSONField(default=dict)
    fired_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "timer"
        indexes = [
            models.Index(
                fields=("due", "id"), condition=Q(fired_at=None, cancelled_at=None), name="timer_not_fired_by_due"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="timer_fired_or_was_cancelled_not_both", condition=Q(fired_at=None) | Q(cancelled_at=None)
            ),
        ]


class Decision(Row):
    """What was decided, on which facts, under which rule entries and by whom: the answer to "why"."""

    kind = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    rules = models.JSONField(default=list)
    decided_by = models.CharField(max_length=20)
    seat: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True
    )
    staff_kind = word()
    contact: models.ForeignKey[Contact | None] = models.ForeignKey(
        "records.Contact", on_delete=models.PROTECT, null=True, blank=True
    )
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "decision"
        ordering = ("made_at",)
        indexes = [
            models.Index(fields=("matter", "made_at"), name="decision_of_matter"),
            models.Index(fields=("contact", "made_at"), name="decision_of_contact"),
        ]
