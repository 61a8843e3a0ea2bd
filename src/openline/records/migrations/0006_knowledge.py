"""Articles through time, what of them was shown to whom, and the questions that none answered."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from openline.records import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_history_of_waits"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerShown",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("article", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=8)),
                ("sha256", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("found_by", models.CharField(blank=True, default="", max_length=60)),
                ("shown_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers_shown", to="records.contact"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers_shown", to="records.message"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.seat",
                    ),
                ),
            ],
            options={
                "db_table": "answer_shown",
                "ordering": ("shown_at",),
                "indexes": [models.Index(fields=["article", "shown_at"], name="answer_shown_of_article")],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "article"), name="answer_shown_once_in_a_message")
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("article", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=8)),
                ("internal", models.BooleanField()),
                ("written_by", models.CharField(choices=[("pack", "pack"), ("edited", "edited")], max_length=8)),
                ("title", models.CharField(max_length=200)),
                ("asked_as", models.JSONField(default=list)),
                ("text", models.TextField()),
                ("source", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                ("approved_sha256", models.CharField(blank=True, default="", max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in_review"),
                            ("approved", "approved"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
                ("review_note", models.TextField(blank=True, default="")),
                ("because", models.JSONField(default=list)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("starts_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.seat",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.articleversion",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.seat",
                    ),
                ),
            ],
            options={
                "db_table": "article_version",
                "ordering": ("made_at",),
                "indexes": [models.Index(fields=["state", "article", "language"], name="version_of_article")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "in_review", "approved"))),
                        fields=("article", "language"),
                        name="one_open_edit_of_an_answer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("written_by", "pack")),
                        fields=("article", "language", "sha256", "starts_at"),
                        name="pack_version_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                ("reviewed_on__isnull", False),
                                ("starts_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="published_version_has_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("written_by", "pack"), ("author__isnull", False), _connector="OR"),
                        name="edited_version_has_its_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=200)),
                ("intent", models.CharField(blank=True, default="", max_length=60)),
                ("count", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("covered", "covered"), ("will_not_answer", "will_not_answer")],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("article", models.CharField(blank=True, default="", max_length=60)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.seat",
                    ),
                ),
            ],
            options={
                "db_table": "gap",
                "ordering": ("-count", "-last_at"),
                "constraints": [models.UniqueConstraint(fields=("language", "key"), name="gap_once_for_its_words")],
            },
        ),
        migrations.RunSQL(sql=row_security.enable_sql(), reverse_sql=migrations.RunSQL.noop),
    ]
