"""Notices are found by the outside's name for them, and kept answers of commands are shown to nobody."""

from django.db import migrations, models

from openline.records import row_security


class Migration(migrations.Migration):
    dependencies = [("records", "0002_row_security_and_ledger")]

    operations = [
        migrations.AddField("notice", "outside_id", models.CharField(max_length=320, blank=True, default="")),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=("outside_id",), condition=models.Q(outside_id="", _negated=True), name="notice_by_outside_id"
            ),
        ),
        migrations.RunSQL(sql=row_security.enable_sql(), reverse_sql=migrations.RunSQL.noop),
    ]
