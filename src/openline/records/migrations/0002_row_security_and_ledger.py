"""Row security, and the constraints that reach over several rows."""

from django.db import migrations

from openline.records import ledger_triggers, row_security


class Migration(migrations.Migration):
    dependencies = [("records", "0001_tables")]

    operations = [
        migrations.RunSQL(sql=ledger_triggers.CREATE, reverse_sql=ledger_triggers.DROP),
        migrations.RunSQL(sql=row_security.enable_sql(), reverse_sql=row_security.disable_sql()),
    ]
