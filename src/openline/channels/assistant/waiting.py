"""What a person is told who waits for a person: the place in line, how long it may take, and how to leave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext as _

from openline.actions.acting import SYSTEM, within
from openline.records import models


@dataclass(frozen=True, slots=True)
class Waiting:
    """All in words; `away` while the person has left and their place is kept, `may_leave` where that can be done."""

    heading: str
    text: str
    wait: str = ""
    better_times: str = ""
    advice: str = ""
    away: bool = False
    may_leave: bool = False


def of(conversation: models.Conversation, now: datetime) -> Waiting | None:
    """Where a waiting person stands in line now; None for who does not wait."""
    if conversation.status != "waiting":
        return None
    with within(SYSTEM):
        item = models.WorkItem.objects.filter(contact_id=conversation.contact_id, state="waiting").first()
        if item is None:
            return None
        before = models.WorkItem.objects.filter(lane=item.lane, state="waiting", rank__lt=item.rank).count()
        told = _words_of_wait(item.lane.queue, conversation, before, now)
    away = is_away(conversation)
    return Waiting(
        heading=_("Your place in line is kept") if away else _("You are in line for a person"),
        text=_away() if away else _standing(before),
        wait=_wait(told),
        better_times=told.get("better_times", ""),
        advice=told.get("advice", ""),
        away=away,
        may_leave=chats() is not None,
    )


def _standing(before: int) -> str:
    if before == 0:
        return _("You are next. This page shows it as soon as a person is here; what you write is kept for them.")
    return _("%(count)d waiting before you. You keep your place, also if you reload this page.") % {"count": before}


def _away() -> str:
    return _("Nobody is connected with you while you are away. Come back before you are next, and you go on from here.")


def _wait(told: dict[str, str]) -> str:
    if not told.get("likely"):
        return ""
    return _("Expected wait: %(likely)s (%(interval)s).") % {"likely": told["likely"], "interval": told["interval"]}


def _words_of_wait(queue: str, conversation: models.Conversation, before: int, now: datetime) -> dict[str, str]:
    """The expected wait in words; nothing where no method for it is installed."""
    if find_spec("openline.actions.waits") is None:
        return {}
    waits = import_module("openline.actions.waits")
    return waits.words_of_wait(queue, conversation.language, conversation.channel, before, now)


def chats() -> Any:
    """The part that keeps a place for who leaves it; None where it is not installed."""
    return import_module("openline.actions.chats") if find_spec("openline.actions.chats") else None


def is_away(conversation: models.Conversation) -> bool:
    """Whether the person has left the line with their place kept."""
    return bool(getattr(conversation, "left_at", None))
