"""The public's way to a matter: it is theirs in this visit, or they prove the address on file.

An item number identifies and never authenticates. Whoever asks learns the same, whether a number exists
or not; codes are on real time, whatever the demo clock says.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from openline.actions import clock, house, notices
from openline.domain.item_number import ItemNumber, parse_item_number
from openline.gateways.clock import machine_now
from openline.policy import telling
from openline.records import models

CODE_LIVES = timedelta(minutes=15)
CODE_TRIES = 5
CODE_DIGITS = 6
KNOCKS_PER_HOUR = 10
ASKED_ALL_PER_HOUR = 200


@dataclass(frozen=True, slots=True)
class Found:
    """`word`: mine, proven, code_sent, wrong_code, none.   `where`: the form of address the code went to, if any."""

    word: str
    matter: models.Matter | None = None
    where: str = ""


def find(person_id: uuid.UUID, slots: Mapping[str, str], channel: str) -> Found:
    """The matter that a conversation means. Called as SYSTEM; only what is theirs or proven comes back."""
    number = _number(slots.get("item_number", ""))
    own = models.Matter.objects.filter(person_id=person_id, callbacks__isnull=False).distinct()
    if not number:
        matter = own.order_by("-opened_at").first()
        return Found("mine", matter) if matter else Found("none")
    matter = own.filter(item_number=number).first()
    if matter:
        return Found("mine", matter)
    if slots.get("code"):
        proven = prove(number, slots["code"], who=str(person_id))
        return Found("proven", proven) if proven else Found("wrong_code")
    send_code(number, who=str(person_id))
    return Found("code_sent", where="")


def _number(text: str) -> str:
    """The number as it is stored; what is no number at all stays as it is and finds nothing."""
    if not text:
        return ""
    read = parse_item_number(text)
    return read.text if isinstance(read, ItemNumber) else text


def too_often(scope: str, who: str, limit: int = KNOCKS_PER_HOUR) -> bool:
    """Counts one try and says whether it was one too many for this hour."""
    now = machine_now()
    who_hash = hmac.new(settings.SECRET_KEY.encode(), f"{scope}:{who}".encode(), hashlib.sha256).hexdigest()
    models.Knock.objects.create(scope=scope, who_hash=who_hash, at=now)
    recent = models.Knock.objects.filter(scope=scope, who_hash=who_hash, at__gt=now - timedelta(hours=1))
    return recent.count() > limit


def send_code(item_number: str, *, who: str) -> None:
    """Sends a code to the address on file, if there is such a matter. Tells the asker nothing either way."""
    if too_often("code_asked", who) or too_often("code_asked_for", item_number):
        return
    matter = models.Matter.objects.filter(item_number=item_number, sealed_to="").select_related("person").first()
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    code_hash = make_password(code)  # made for an unknown number too, so that both take as long
    if matter is None:
        return
    now = clock.now()
    facts = {
        "agency": house.short_name(matter.language),
        "code": code,
        "minutes": str(CODE_LIVES // timedelta(minutes=1)),
        "main_line": house.line_number("main", now),
    }
    models.AccessCode.objects.filter(matter=matter, used_at=None).update(tries_left=0)
    models.AccessCode.objects.create(
        matter=matter,
        code_hash=code_hash,
        expires_at=machine_now() + CODE_LIVES,
        tries_left=CODE_TRIES,
        purpose="see_matter",
    )
    notices.tell_person(
        matter.person,
        "code_to_see_matter",
        f"code:{matter.id}:{notices.occasion()}",
        facts,
        [],
        now,
        now=now,
        matter=matter,
    )


def prove(item_number: str, code: str, *, who: str) -> models.Matter | None:
    """The matter, when the code is the one that was sent for it, in time and for the first time; else None."""
    if too_often("code_tried", who):
        return None
    now = machine_now()
    waiting = models.AccessCode.objects.select_for_update().filter(
        matter__item_number=item_number, matter__sealed_to="", used_at=None, expires_at__gt=now, tries_left__gt=0
    )
    access_code = waiting.order_by("-expires_at").first()
    given = "".join(c for c in code if c.isdigit())
    if access_code is None:
        check_password(given, make_password("nothing"))  # an unknown number takes as long as a known one
        return None
    access_code.tries_left -= 1
    right = check_password(given, access_code.code_hash)
    if right:
        access_code.used_at = now
    access_code.save()
    return access_code.matter if right else None


def shown_number(matter: models.Matter) -> str:
    return telling.tell_item_number(matter.item_number)
