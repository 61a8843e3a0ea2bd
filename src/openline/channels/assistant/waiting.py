"""What a person is told who waits for a person: the place in line, how long it may take, and how to leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from openline.actions import chats, house, waits
from openline.actions.acting import SYSTEM, within
from openline.records import models
from openline.ui import saying

AWAY = "away"


@dataclass(frozen=True, slots=True)
class Waiting:
    """All in words; `away` while the person has left and their place is kept."""

    heading: str
    text: str
    wait: str = ""
    better_times: str = ""
    advice: str = ""
    away: bool = False


def of(conversation: models.Conversation, now: datetime) -> Waiting | None:
    """Where a waiting person stands in line now; None for who does not wait. Acts as the person."""
    if conversation.status != "waiting":
        return None
    held = models.WorkItem.objects.filter(contact_id=conversation.contact_id).exclude(state="done")
    item = held.select_related("lane", "matter").first()
    if item is None:
        return None
    before = models.WorkItem.objects.filter(lane=item.lane, state="waiting", rank__lt=item.rank).count()
    with within(SYSTEM):
        ahead = item.matter is not None and waits.is_emergency(item.matter.about, now)
        told = waits.words_of_wait(
            item.lane.queue,
            conversation.language,
            conversation.channel,
            before,
            now,
            told_in=saying.language(),
            ahead=ahead,
        )
    away = item.state == AWAY
    return Waiting(
        heading=_("Your place in line is kept") if away else _("You are in line for a person"),
        text=_away(conversation) if away else _standing(before),
        wait=_wait(told),
        better_times="" if away else told["better_times"],
        advice=told["advice"],
        away=away,
    )


def _standing(before: int) -> str:
    if before == 0:
        return _("You are next. This page shows it as soon as a person is here; what you write is kept for them.")
    return _("%(count)d waiting before you. You keep your place, also if you reload this page.") % {"count": before}


def _away(conversation: models.Conversation) -> str:
    until = chats.kept_until(conversation)
    if until is None:
        return _("Nobody is connected with you while you are away. Come back, and you go on from here.")
    moment = saying.moment(until, house.home_zone())
    return _("It is kept until %(moment)s. Come back before then, and you go on from here.") % {"moment": moment}


def _wait(told: Mapping[str, str]) -> str:
    if not told["likely"]:
        return ""
    return _("Expected wait: %(likely)s (%(interval)s).") % {"likely": told["likely"], "interval": told["interval"]}
