"""How long people waited, hour by hour, and the way to find it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("records", "0004_order_of_identity_checks")]

    operations = [
        migrations.CreateModel(
            name="WaitHour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("queue", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=8)),
                ("starts_at", models.DateTimeField()),
                ("contacts", models.PositiveIntegerField()),
                ("shortest", models.FloatField()),
                ("likely", models.FloatField()),
                ("longest", models.FloatField()),
            ],
            options={"db_table": "wait_hour"},
        ),
        migrations.AddConstraint(
            model_name="waithour",
            constraint=models.UniqueConstraint(fields=("queue", "language", "starts_at"), name="wait_hour_once"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=Q(kind="contact"), fields=["lane", "enqueued_at"], name="work_item_contact_by_time"
            ),
        ),
    ]
