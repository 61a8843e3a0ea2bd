"""What was said in a conversation, sent to an address that the person names or that is on file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openline.actions import house, matter_access, notices
from openline.actions.acting import SYSTEM, within
from openline.records import models

NOTICE = "transcript"
SENT_PER_HOUR = 5


class Sent(StrEnum):
    """What became of the wish; `too_often` counts who asks and where it goes, so that nobody is written to at will."""

    SENT = "sent"
    TOO_OFTEN = "too_often"
    NOT_AN_ADDRESS = "not_an_address"


def is_address(address: str) -> bool:
    """Whether an e-mail can be sent there."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def address_on_file(person_id: object) -> str:
    """The person's first e-mail address that can be written to, or nothing. Acts as the person."""
    person = models.Person.objects.get(id=person_id)
    address = notices.reachable(person, "email")
    return address.value if address else ""


def send(conversation: models.Conversation, transcript: str, address: str, language: str, now: datetime) -> Sent:
    """Sends the transcript, which the caller wrote as the person may see it. Acts as the person.

    The notice belongs to the person and to no matter: no desk reads it, however the conversation is sealed. The
    address is used this once and not put on file, since nobody has proven it.
    """
    if not is_address(address):
        return Sent.NOT_AN_ADDRESS
    with within(SYSTEM):
        often = [
            matter_access.too_often("transcript", str(conversation.person_id), SENT_PER_HOUR),
            matter_access.too_often("transcript_to", address.casefold(), SENT_PER_HOUR),
        ]
    if any(often):
        return Sent.TOO_OFTEN
    facts = {"agency": house.short_name(language), "transcript": transcript}
    notices.wording(NOTICE, "email", language, facts)
    models.Notice.objects.create(
        kind=NOTICE,
        form="email",
        address=address,
        language=language,
        person_id=conversation.person_id,
        facts=notices.used_by(NOTICE, facts),
        key=f"{NOTICE}:{notices.occasion()}:email",
        written_at=now,
        next_try_at=now,
    )
    return Sent.SENT
