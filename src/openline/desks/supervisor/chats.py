"""The live and waiting contacts as a supervisor oversees them: no case fact, nothing that is sealed above them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_GET

from openline.actions import access, desk, events, house
from openline.actions.acting import acting_as
from openline.actions.chat_timers import turn_of
from openline.domain.chats import AGENT
from openline.policy import telling
from openline.records import models
from openline.ui import showing
from openline.ui.doors import open_to, posted
from openline.ui.showing import short_channel

SUPERVISE = "supervise"
CHATS_SHOWN = 200
NOT_TAKEN = {
    desk.TakeOver.NOT_THERE: _later("That contact is over, or not yours to take."),
    desk.TakeOver.YOURS_ALREADY: _later("You hold it already."),
    desk.TakeOver.NO_ROOM: _later("You hold as many contacts as one seat may, or this one needs you alone."),
}


@open_to(SUPERVISE)
@require_GET
def chats(request: Any) -> HttpResponse:
    """Every live and waiting contact that this supervisor may know of."""
    with acting_as(request.actor):
        rows = [_row(item, request.now) for item in seen_work().order_by("state", "rank")[:CHATS_SHOWN]]
        live = [row for row in rows if row["state"] == "claimed"]
        context = {
            "live": sorted(live, key=lambda row: (not row["owes"], row["since"])),
            "waiting": [row for row in rows if row["state"] != "claimed"],
            "owed": [_owed(each) for each in desk.owed_by_all()],
            "zone": house.home_zone(),
            "topics": [events.topic_of_queue(key) for key in overseen_queues(request.seat)][:12],
            "here": "chats",
        }
        return render(request, "supervisor/chats.html", context)


def seen_work():  # a queryset of WorkItem
    """The open work on contacts that row security shows to this seat."""
    work = models.WorkItem.objects.filter(kind="contact", contact__in=models.Contact.objects.all())
    return work.exclude(state="done").select_related("contact", "matter", "lane", "owner")


def overseen_queues(seat: models.Seat) -> list[str]:
    """The queues that the seat may follow: all but those of a tier whose matters are sealed to it."""
    pack = house.pack()
    sealed = {key for key, tier in pack.tiers.items() if "see_protected" in tier.may}
    return [key for key, queue in pack.queues.items() if queue.tier not in sealed or access.may(seat, "see_protected")]


def _row(item: models.WorkItem, now: datetime) -> dict[str, Any]:
    contact = item.contact
    assert contact is not None
    turn = turn_of(item)[0] if item.state == "claimed" else None
    titles = house.pack().queues
    return {
        "id": contact.id,
        "state": item.state,
        "title": showing.title_of(item.matter.about if item.matter else ""),
        "item_number": telling.tell_item_number(item.matter.item_number) if item.matter else "",
        "channel": short_channel(contact.channel),
        "language": contact.language.upper(),
        "queue": titles[item.lane.queue].title["en"] if item.lane.queue in titles else item.lane.queue,
        "agent": str(item.owner) if item.owner else "",
        "since": turn.since if turn else item.enqueued_at,
        "owes": turn is not None and turn.whose == AGENT,
    }


def _owed(wrap_up: models.WrapUp) -> dict[str, Any]:
    """A contact that ended, and whose agent has not said what it was about."""
    contact = wrap_up.contact
    return {
        "id": contact.id,
        "title": showing.title_of(contact.matter.about if contact.matter else ""),
        "item_number": telling.tell_item_number(contact.matter.item_number) if contact.matter else "",
        "channel": short_channel(contact.channel),
        "language": contact.language.upper(),
        "agent": str(wrap_up.seat),
        "since": wrap_up.owed_since,
    }


def _contact(request: Any, contact_id: uuid.UUID) -> models.Contact:
    found = models.Contact.objects.filter(id=contact_id).select_related("conversation", "matter").first()
    if found is None:
        raise Http404
    return found


@open_to(SUPERVISE)
@posted("supervisor-chats")
def watch(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Opens a live contact to read along; this is on the record, and its agent is told."""
    with acting_as(request.actor):
        opened = desk.watch(_contact(request, contact_id), request.seat, request.now)
    if opened:
        return redirect("desk-contact", contact_id)
    notes.warning(request, str(NOT_TAKEN[desk.TakeOver.NOT_THERE]))
    return redirect("supervisor-chats")


@open_to(SUPERVISE)
@posted("supervisor-chats")
def unwatch(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    with acting_as(request.actor):
        desk.stop_watching(_contact(request, contact_id), request.seat, request.now)
    return redirect("supervisor-chats")


@open_to(SUPERVISE)
@posted("supervisor-chats")
def take_over(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """The contact becomes the supervisor's; the person is told with whom they speak now."""
    with acting_as(request.actor):
        done = desk.take_over(_contact(request, contact_id), request.seat, request.now)
    if done.outcome in (desk.TakeOver.TAKEN, desk.TakeOver.YOURS_ALREADY):
        return redirect("desk-contact", contact_id)
    notes.warning(request, str(NOT_TAKEN[done.outcome]))
    return redirect("supervisor-chats")
