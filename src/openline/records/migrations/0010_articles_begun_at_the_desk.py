"""What is said of an article that was begun at the desk is kept with each of its versions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0009_chats_and_wrap_ups")]

    operations = [
        migrations.AddField(
            model_name="articleversion",
            name="facts",
            field=models.JSONField(default=dict),
        ),
    ]
