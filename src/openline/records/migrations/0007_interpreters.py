"""Interpreters in a contact, and the language that a person wishes for beyond our own."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from openline.records import row_security

WORD = {"blank": True, "default": "", "max_length": 60}


class Migration(migrations.Migration):
    dependencies = [("records", "0006_knowledge")]

    operations = [
        migrations.AddField("contact", "language_wished", models.CharField(**WORD)),
        migrations.AddField("person", "language_wished", models.CharField(**WORD)),
        migrations.CreateModel(
            name="Interpreter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("language", models.CharField(**WORD)),
                ("present", models.BooleanField()),
                ("consents", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interpreters",
                        to="records.contact",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="records.seat"
                    ),
                ),
            ],
            options={"db_table": "interpreter", "ordering": ("recorded_at",)},
        ),
        migrations.RunSQL(sql=row_security.enable_sql(), reverse_sql=migrations.RunSQL.noop),
    ]
