"""What the tables share."""

from __future__ import annotations

import uuid

from django.db import models


class Row(models.Model):
    """A row whose id is random: it may be shown, and nothing can be counted or guessed from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def word(**kwargs: object) -> models.CharField:
    """A word of the glossary, empty where it does not apply."""
    return models.CharField(**{"max_length": 60, "blank": True, "default": "", **kwargs})
