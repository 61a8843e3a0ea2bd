"""What language each message is in, and how far an agent has seen a conversation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0007_interpreters")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="language",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="conversation",
            name="agent_saw",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
