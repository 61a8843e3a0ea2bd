"""Whether the person of a conversation is there: what their page said of itself, in real time."""

from __future__ import annotations

from datetime import datetime

from openline.actions import house
from openline.domain.chats import Whereabouts, whereabouts
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.records import models


def where_is(contact: models.Contact, machine_now: datetime, now: datetime) -> Decision[Whereabouts]:
    """Whether the person of this contact is there, has left with their place kept, or was not heard of for too long."""
    seen = models.PersonPresence.objects.filter(conversation__contact=contact).first()
    rules = house.rules_at(ContactsRules, now)
    left = seen is not None and seen.left_at is not None
    return whereabouts(seen.last_seen_at if seen else None, left, machine_now, rules)
