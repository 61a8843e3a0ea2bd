"""Languages that people wish for beyond our own, and the interpreters whom they bring (HRS-7, HRS-11)."""

from __future__ import annotations

from datetime import datetime

from openline.actions import house
from openline.conversation import Outcome
from openline.conversation.outcomes import KeepLanguageOutcome, RecordInterpreterOutcome
from openline.conversation.state import Pending
from openline.records import models

WISH_SLOT, INTERPRETER_SLOT, CONSENT_SLOT = "language_wished", "interpreter", "interpreter_consent"
HERE, AGREES = "here", "agrees"


def wish_for_language(contact: models.Contact, language: str, now: datetime) -> None:
    """Keeps the language that a person wishes for, for this contact and every later one. In a transaction.

    `language` is a word of the pack's list, or what the person called it.
    """
    wished = _kept_as(language, now)
    contact.language_wished = wished
    contact.save(update_fields=["language_wished"])
    models.Person.objects.filter(id=contact.person_id).update(language_wished=wished)


def record_interpreter(
    contact: models.Contact,
    language: str,
    present: bool,
    consents: bool,
    now: datetime,
    *,
    seat: models.Seat | None = None,
) -> models.Interpreter:
    """Puts on the record whether an interpreter is there, and whether the person agrees. In a transaction.

    Told again it is a new row: consent can be given later, or taken back. `seat` is who recorded it at a desk.
    """
    return models.Interpreter.objects.create(
        contact=contact,
        language=_kept_as(language, now),
        present=present,
        consents=consents,
        recorded_by=seat,
        recorded_at=now,
    )


def language_named(language: str, shown_in: str, now: datetime) -> str:
    """A language wished for as people read it; one that the pack does not list as it was named."""
    slot = house.flows_at(now).settings.slots.get(WISH_SLOT)
    return slot.label(language, shown_in) if slot else language


def word_of(language: str, now: datetime) -> str:
    """The pack's word for a language as somebody wrote it, in any of our languages; as written where it lists none."""
    slot = house.flows_at(now).settings.slots.get(WISH_SLOT)
    said = " ".join(language.split()).casefold()
    for word, labels in (slot.choices if slot else {}).items():
        if said == word or any(said == each.casefold() for forms in labels.values() for each in forms):
            return word
    return language


def _kept_as(language: str, now: datetime) -> str:
    """The pack's word for a language where it lists it, so that one language is counted once."""
    slot = house.flows_at(now).settings.slots.get(WISH_SLOT)
    return " ".join(language.split()).casefold() if slot is None or language not in slot.choices else language


def keep_wish(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    """The flow's `do: keep_language_wish`."""
    wished = pending.slots.get(WISH_SLOT, "")
    wish_for_language(conversation.contact, wished, now)
    return Outcome(pending.action, KeepLanguageOutcome.KEPT, {"language": language_named(wished, language, now)})


def keep_interpreter(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    """The flow's `do: record_interpreter`."""
    record_interpreter(
        conversation.contact,
        pending.slots.get(WISH_SLOT, ""),
        pending.slots.get(INTERPRETER_SLOT) == HERE,
        pending.slots.get(CONSENT_SLOT) == AGREES,
        now,
    )
    return Outcome(pending.action, RecordInterpreterOutcome.RECORDED)
