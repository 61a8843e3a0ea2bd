"""Answers through time: their versions, each showing of one to a person, and the questions that none answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from openline.records.models.base import Row, word

if TYPE_CHECKING:
    import uuid

    from openline.records.models.accounts import Seat
    from openline.records.models.contacts import Contact, Message

OPEN_STATES = ("draft", "in_review", "approved")


class ArticleVersion(Row):
    """What an article says in one language from a moment on: as the pack came with it, or as it was edited here.

    `sha256` is the fingerprint of the words, `approved_sha256` that of the words that the reviewer saw. A published
    version is never changed; a correction, and an undo, is a version of its own. `facts` are those of an article that
    was begun here; one of the pack has them in its files.
    """

    STATES = tuple((s, s) for s in (*OPEN_STATES, "published", "withdrawn"))

    author_id: uuid.UUID | None
    reviewer_id: uuid.UUID | None
    copied_from_id: uuid.UUID | None

    article = models.CharField(max_length=60)
    language = models.CharField(max_length=8)
    internal = models.BooleanField()
    written_by = models.CharField(max_length=8, choices=(("pack", "pack"), ("edited", "edited")))
    title = models.CharField(max_length=200)
    asked_as = models.JSONField(default=list)
    text = models.TextField()
    source = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    approved_sha256 = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=12, choices=STATES)
    author: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewer: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, default="")
    review_note = models.TextField(blank=True, default="")
    because = models.JSONField(default=list)
    copied_from: models.ForeignKey[ArticleVersion | None] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "article_version"
        ordering = ("made_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("article", "language"), condition=Q(state__in=OPEN_STATES), name="one_open_edit_of_an_answer"
            ),
            models.UniqueConstraint(
                fields=("article", "language", "sha256", "starts_at"),
                condition=Q(written_by="pack"),
                name="pack_version_once",
            ),
            models.CheckConstraint(
                name="published_version_has_its_start",
                condition=~Q(state="published")
                | Q(starts_at__isnull=False, published_at__isnull=False, reviewed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="edited_version_has_its_author", condition=Q(written_by="pack") | Q(author__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=("state", "article", "language"), name="version_of_article")]


class AnswerShown(Row):
    """One answer as a person was told it, kept word for word. `seat` is empty where the assistant told it."""

    contact_id: uuid.UUID
    message_id: uuid.UUID

    contact: models.ForeignKey[Contact] = models.ForeignKey(
        "records.Contact", on_delete=models.CASCADE, related_name="answers_shown"
    )
    message: models.ForeignKey[Message] = models.ForeignKey(
        "records.Message", on_delete=models.CASCADE, related_name="answers_shown"
    )
    article = models.CharField(max_length=60)
    language = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    text = models.TextField()
    found_by = word()
    seat: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_at = models.DateTimeField()

    class Meta:
        db_table = "answer_shown"
        ordering = ("shown_at",)
        constraints = [models.UniqueConstraint(fields=("message", "article"), name="answer_shown_once_in_a_message")]
        indexes = [models.Index(fields=("article", "shown_at"), name="answer_shown_of_article")]


class Gap(Row):
    """A question that no article answered, in words that tell of nobody, counted. It leads to no person."""

    STATES = tuple((s, s) for s in ("open", "covered", "will_not_answer"))

    language = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    words = models.CharField(max_length=200)
    intent = word()
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=STATES, default="open")
    article = word()
    marked_by: models.ForeignKey[Seat | None] = models.ForeignKey(
        "records.Seat", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "gap"
        ordering = ("-count", "-last_at")
        constraints = [models.UniqueConstraint(fields=("language", "key"), name="gap_once_for_its_words")]
