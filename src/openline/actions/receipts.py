"""What comes back from outside: texts that end, start or ask about texts, and receipts for our notices.

Everything here is called as SYSTEM, inside one transaction of the caller.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from openline.actions import conversations, house, matter_access, notices
from openline.domain.hours import HoursRules
from openline.gateways.sms import InboundText, Keyword, Wish, load_keywords, read_keyword
from openline.policy import telling
from openline.records import models

STOPPED = "stop"
ANSWER_TO = {Wish.STOP: "sms_stopped", Wish.HELP: "sms_help", Wish.START: "sms_started"}
UNREAD_ANSWERS_PER_HOUR = 1


class TextTaken(StrEnum):
    """What a text that came in did."""

    STOPPED = "stopped"
    STARTED = "started"
    HELPED = "helped"
    NOT_READ = "not_read"
    SEEN_BEFORE = "seen_before"


DID = {Wish.STOP: TextTaken.STOPPED, Wish.HELP: TextTaken.HELPED, Wish.START: TextTaken.STARTED}


class Came(StrEnum):
    """What a receipt says of a notice."""

    DELIVERED = "delivered"
    BOUNCED = "bounced"
    LOST = "lost"


def take_text(text: InboundText, now: datetime) -> TextTaken:
    """Does what a text asks for and answers it; the same text again, by the gateway's id, does nothing.

    A text that is no keyword gets the way to a person, once an hour at most, when its number is known here.
    """
    keyword = read_keyword(text.body, load_keywords(house.pack_folder()))
    person = _person_with(text.sender)
    if keyword is None:
        if person and not matter_access.too_often("text_not_read", text.sender, UNREAD_ANSWERS_PER_HOUR):
            _answer(person, text, Keyword(Wish.HELP, person.language), now)
        return TextTaken.NOT_READ
    person = person or _arrives(text.sender, keyword.language, now)
    if not _answer(person, text, keyword, now):
        return TextTaken.SEEN_BEFORE
    if keyword.wish is Wish.STOP:
        models.Suppression.objects.get_or_create(
            form="text", address=text.sender, defaults={"reason": STOPPED, "since": now}
        )
    elif keyword.wish is Wish.START:
        models.Suppression.objects.filter(form="text", address=text.sender, reason=STOPPED).delete()
    return DID[keyword.wish]


def _person_with(number: str) -> models.Person | None:
    """The person who gave this number last."""
    return models.Person.objects.filter(addresses__form="text", addresses__value=number).order_by("-arrived_at").first()


def _arrives(number: str, language: str, now: datetime) -> models.Person:
    person = conversations.arrive(language, now)
    models.Address.objects.create(person=person, form="text", value=number)
    return person


def _answer(person: models.Person, text: InboundText, keyword: Keyword, now: datetime) -> bool:
    """Writes the answer to one text, past a stop of the same number; False when this text was answered before."""
    kind, language = ANSWER_TO[keyword.wish], keyword.language
    facts = notices.used_by(kind, _facts(language, now))
    notices.wording(kind, "text", language, facts)
    _, fresh = models.Notice.objects.get_or_create(
        key=f"text_in:{sha256(text.message_id.encode()).hexdigest()}:text",
        defaults={
            "kind": kind,
            "form": "text",
            "address": text.sender,
            "language": language,
            "person": person,
            "facts": facts,
            "written_at": now,
            "next_try_at": now,
        },
    )
    return fresh


def _facts(language: str, now: datetime) -> dict[str, str]:
    hours = house.rules_at(HoursRules, now).live_help.value
    return {
        "agency": house.short_name(language),
        "main_line": house.line_number("main", now),
        "live_hours": telling.tell_daily_hours(hours, now, language),
    }


def take_receipt(form: str, outside_id: str, came: Came, now: datetime) -> models.Notice | None:
    """The notice that a receipt is about, held for this transaction, when the receipt tells something new of it.

    A delivery is settled here. Of a failure the caller must see to another way to the person:
    `notices.handing_over` lies above this layer.
    """
    sent = models.Notice.objects.select_for_update(of=("self",)).filter(form=form, outside_id=outside_id)
    notice = sent.select_related("matter", "promise", "person").exclude(outside_id="").first()
    if notice is None:
        return None
    _, fresh = models.NoticeReceipt.objects.get_or_create(notice=notice, kind=came.value, defaults={"received_at": now})
    if not fresh or notice.state not in ("handed_over", "delivered"):
        return None
    if came is Came.DELIVERED:
        notice.state = "delivered"
        notice.save(update_fields=["state"])
    return notice


def is_known(form: str, outside_id: str) -> bool:
    """Whether any notice of ours went out under this name."""
    return models.Notice.objects.filter(form=form, outside_id=outside_id).exclude(outside_id="").exists()
