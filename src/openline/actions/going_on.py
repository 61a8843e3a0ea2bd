"""A person comes back: a new conversation goes on with a matter of theirs that is still open."""

from __future__ import annotations

import uuid
from datetime import datetime

from openline.actions import conversations, house, ledger, notices
from openline.domain.decision import Decision
from openline.domain.item_number import ItemNumber, parse_item_number
from openline.policy import telling
from openline.records import models

MATTERS_OFFERED = 3
WORDS = "going_on"


def open_matters_of(person_id: uuid.UUID) -> list[models.Matter]:
    """The person's open matters, the newest first; acts as the person.

    What is sealed to a tier is not among them: its way is the one that the person's own words open.
    """
    own = models.Matter.objects.filter(person_id=person_id, state="open", sealed_to="")
    return list(own.order_by("-opened_at")[:MATTERS_OFFERED])


def join(conversation: models.Conversation, item_number: str, now: datetime) -> models.Matter | None:
    """Makes the conversation part of the person's own open matter, and says so in it; None where there is none such."""
    number = parse_item_number(item_number)
    if not isinstance(number, ItemNumber):
        return None
    own = models.Matter.objects.filter(person_id=conversation.person_id, state="open", sealed_to="")
    matter = own.filter(item_number=number.text).first()
    contact = conversation.contact
    if matter is None or contact.matter_id is not None:
        return None
    contact.matter = matter
    contact.save(update_fields=["matter"])
    language = conversation.language
    facts = {"item_number": shown_number(matter), "agency": house.short_name(language)}
    told = notices.wording(WORDS, "chat", language, facts)
    conversations.say(conversation, "center", told.body, now, words=WORDS, because=list(told.because))
    ledger.record_decision("goes_on", Decision("same_matter", (), {}), now, contact=contact, matter=matter)
    return matter


def shown_number(matter: models.Matter) -> str:
    """The item number as people read it."""
    return telling.tell_item_number(matter.item_number)
