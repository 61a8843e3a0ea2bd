"""Several live contacts at a seat: who is there, who is away with their place kept, and the wrap-up of each."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from openline.records import row_security

WORK = (
    Q(state="claimed", owner__isnull=False, claimed_at__isnull=False, done_at=None)
    | Q(state="waiting", owner=None, claimed_at=None, done_at=None)
    | Q(state="away", kind="contact", owner=None, claimed_at=None, done_at=None)
    | Q(state="done", done_at__isnull=False)
)
WRAPPED_UP = Q(state="owed", done_at=None, self_help="") | (Q(state="done", done_at__isnull=False) & ~Q(self_help=""))
STATES = [("waiting", "waiting"), ("away", "away"), ("claimed", "claimed"), ("done", "done")]


def random_id():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("records", "0008_language_and_sight_of_messages")]

    operations = [
        migrations.CreateModel(
            name="PersonPresence",
            fields=[
                ("id", random_id()),
                ("last_seen_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="presence", to="records.conversation"
                    ),
                ),
            ],
            options={"db_table": "person_presence"},
        ),
        migrations.CreateModel(
            name="TransferNote",
            fields=[
                ("id", random_id()),
                ("to_queue", models.CharField(blank=True, default="", max_length=60)),
                ("note", models.TextField(blank=True, default="")),
                ("tried", models.TextField(blank=True, default="")),
                ("written_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transfer_notes",
                        to="records.contact",
                    ),
                ),
                ("seat", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.seat")),
            ],
            options={"db_table": "transfer_note", "ordering": ("written_at",)},
        ),
        migrations.CreateModel(
            name="WrapUp",
            fields=[
                ("id", random_id()),
                ("state", models.CharField(choices=[("owed", "owed"), ("done", "done")], default="owed", max_length=4)),
                ("reasons", models.JSONField(default=list)),
                ("self_help", models.CharField(blank=True, default="", max_length=60)),
                ("note", models.TextField(blank=True, default="")),
                ("owed_since", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wrap_up", to="records.contact"
                    ),
                ),
                ("seat", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.seat")),
            ],
            options={
                "db_table": "wrap_up",
                "indexes": [models.Index(condition=Q(state="owed"), fields=["seat"], name="wrap_up_owed_by")],
                "constraints": [
                    models.CheckConstraint(
                        condition=WRAPPED_UP, name="wrap_up_is_owed_or_tells_why_self_help_did_not_do"
                    )
                ],
            },
        ),
        migrations.AddField("conversation", "read_to", models.PositiveIntegerField(default=0)),
        migrations.AlterField("workitem", "state", models.CharField(choices=STATES, default="waiting", max_length=10)),
        migrations.RemoveConstraint("workitem", "claimed_work_has_an_owner_and_no_other_has"),
        migrations.AddConstraint(
            "workitem", models.CheckConstraint(condition=WORK, name="claimed_work_has_an_owner_and_no_other_has")
        ),
        migrations.RunSQL(sql=row_security.enable_sql(), reverse_sql=migrations.RunSQL.noop),
    ]
