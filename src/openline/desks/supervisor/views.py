"""The supervisor's desk: what is late or at risk, what must be looked at, who is here, how long the lines are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_GET, require_POST

from openline.actions import events, house, reports
from openline.actions.acting import acting_as
from openline.desks.supervisor.chats import overseen_queues, seen_work
from openline.domain.queues import QueuesRules
from openline.domain.windows import duration
from openline.gateways.clock import machine_now
from openline.policy import telling
from openline.records import models
from openline.ui.components.alert.part import Alert
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.table.part import Cell, Table
from openline.ui.doors import open_to

SUPERVISE = "supervise"
ALERTS_SHOWN = 200
NAMED_AT_MOST = 4
GRAVE = ("promise_late", "promise_broken", "promise_still_late", "unreachable")
ALERT_WORDS = {
    "promise_late": _later("A promise is late"),
    "promise_still_late": _later("A promise is still late"),
    "promise_broken": _later("A promise was broken"),
    "planned_after_the_promise": _later("A call is planned later than promised: no room was left"),
    "window_passed_without_a_call": _later("A planned window passed without a call; it was planned again"),
    "callback_cannot_be_planned": _later("A call cannot be planned: ask the person which hour they accept"),
    "contact_waits_long": _later("A person has been waiting long"),
    "answer_owed": _later("An agent has not answered for long in a live chat"),
    "chat_went_back": _later("An unanswered chat went back to the line with its place kept"),
    "seat_absent": _later("An agent vanished; their work went back with its place kept"),
    "case_system_unavailable": _later("The case records did not answer; the matter waits and is looked up again"),
    "notice_waits": _later("A message cannot be handed over yet"),
    "notice_moved": _later("An address is dead; the message went to the next one"),
    "unreachable": _later("A person cannot be reached at any address"),
    "timer_fails": _later("A timer fails again and again"),
}


@open_to(SUPERVISE)
@require_GET
def supervisor(request: Any) -> HttpResponse:
    with acting_as(request.actor):
        alerts = list(_unseen()[:ALERTS_SHOWN])
        context = {
            "figures": _figures(request.now),
            "alerts": _alerts(alerts),
            "alert_ids": [alert.id for alert in alerts],
            "alerts_more": _unseen().count() - len(alerts),
            "late": [_row(each, "late") for each in _open_callbacks().filter(promise__promised_by__lt=request.now)],
            "at_risk": [_row(each, "at_risk") for each in _at_risk(request.now)],
            "queues": _queues(request.seat, request.now),
            "staff": _staff(request.now),
            "zone": house.home_zone(),
            "topics": [
                events.topic_of_queue(house.alert_queue()),
                *map(events.topic_of_queue, overseen_queues(request.seat)),
            ][:12],
            "here": "now",
        }
        return render(request, "supervisor/supervisor.html", context)


@open_to(SUPERVISE)
@require_POST
def alerts_seen(request: Any) -> HttpResponse:
    """The supervisor has looked at these; each alert keeps who did and when. What came in since stays."""
    with acting_as(request.actor):
        shown = set(request.POST.getlist("alert"))
        seen = [alert.id for alert in _unseen() if str(alert.id) in shown]
        _unseen().filter(id__in=seen).update(seen_at=request.now, seen_by=request.seat)
        events.changed(events.topic_of_queue(house.alert_queue()), "alert", request.now)
    return redirect("supervisor")


def _unseen():
    return models.Alert.objects.filter(seen_at=None).select_related("matter").order_by("-raised_at")


def _open_callbacks():
    waiting = models.Callback.objects.filter(promise__state="open").select_related("promise", "matter")
    return waiting.order_by("promise__promised_by")


def _at_risk(now: datetime):
    """Still in time, but past the officers' own target, or planned anew because nobody called."""
    in_time = _open_callbacks().filter(promise__promised_by__gte=now)
    return in_time.filter(Q(promise__inner_target__lt=now) | Q(times_planned__gt=1))


def _figures(now: datetime) -> list[dict[str, Any]]:
    outcomes = dict(
        models.Promise.objects.filter(state="closed").values_list("outcome").annotate(many=Count("id")).order_by()
    )
    return [
        {"label": _("Waiting now"), "value": seen_work().filter(state="waiting").count()},
        {"label": _("Live now"), "value": seen_work().filter(state="claimed").count()},
        {"label": _("To wrap up"), "value": reports.wrap_ups_owed()},
        {"label": _("Promises open"), "value": models.Promise.objects.filter(state="open").count()},
        {"label": _("Kept in time"), "value": outcomes.get("kept", 0)},
        {"label": _("Met by attempts"), "value": outcomes.get("met_by_attempts", 0)},
        {"label": _("Kept late"), "value": outcomes.get("kept_late", 0)},
        {"label": _("Broken"), "value": outcomes.get("broken", 0)},
    ]


def _alerts(alerts: list[models.Alert]) -> list[Alert]:
    """One for each kind, the grave ones first, then the latest: a wall of the same would hide what differs."""
    kinds: dict[str, list[models.Alert]] = {}
    for alert in alerts:
        kinds.setdefault(alert.kind, []).append(alert)
    return [_alert(kind, kinds[kind]) for kind in sorted(kinds, key=lambda kind: kind not in GRAVE)]


def _alert(kind: str, alerts: list[models.Alert]) -> Alert:
    """`alerts` of one kind, the latest first; what each is about is told once."""
    when = telling.tell_stamp(alerts[0].raised_at, house.home_zone(), "en")
    about = list(dict.fromkeys(each for each in map(_about, alerts) if each))
    named = ", ".join(about[:NAMED_AT_MOST])
    if len(about) > NAMED_AT_MOST:
        named = _("%(some)s and %(more)d more") % {"some": named, "more": len(about) - NAMED_AT_MOST}
    words = str(ALERT_WORDS.get(kind, kind.replace("_", " ")))
    return Alert(
        heading=f"{words} ({len(about)})" if len(about) > 1 else words,
        text=f"{named} · {when}" if named else when,
        kind="error" if kind in GRAVE else "warning",
    )


def _about(alert: models.Alert) -> str:
    return telling.tell_item_number(alert.matter.item_number) if alert.matter else str(alert.facts.get("agent_id", ""))


def _row(callback: models.Callback, state: str) -> QueueRow:
    return QueueRow(
        item_number=telling.tell_item_number(callback.matter.item_number),
        title=house.pack().label("escalation_reason", callback.reason, "en"),
        due=callback.promise.promised_by,
        due_label=_("Promised by"),
        zone=callback.zone,
        urgency=callback.urgency,  # type: ignore[arg-type]
        state=state,  # type: ignore[arg-type]
        href=reverse("callback", args=[callback.id]),
    )


def _queues(seat: models.Seat, now: datetime) -> Table:
    recently = _recently(now)
    waiting = {
        row["lane__queue"]: row
        for row in _seen()
        .filter(state="waiting")
        .values("lane__queue")
        .annotate(many=Count("id"), since=Min("enqueued_at"))
    }
    rows = []
    for key in overseen_queues(seat):
        queue = house.pack().queues[key]
        row = waiting.get(key)
        since = telling.tell_stamp(row["since"], house.home_zone(), "en") if row else ""
        seats = models.Seat.objects.filter(id__in=models.SeatLane.objects.filter(lane__queue=key).values("seat"))
        here = seats.filter(presence__available=True, presence__last_seen_at__gt=recently).count()
        people = _("%(here)d of %(seats)d") % {"here": here, "seats": seats.count()}
        rows.append((Cell(queue.title["en"]), Cell(str(row["many"] if row else 0)), Cell(since), Cell(people)))
    return Table(
        caption=_("Queues"), columns=(_("Queue"), _("Waiting"), _("Longest since"), _("Here")), rows=tuple(rows)
    )


def _seen():  # a queryset of WorkItem
    """Work whose contact or promise row security shows to this seat: what is sealed above it is in no count."""
    shown = Q(contact__in=models.Contact.objects.all()) | Q(promise__in=models.Promise.objects.all())
    return models.WorkItem.objects.filter(shown)


def _recently(now: datetime) -> datetime:
    """Who was heard of since then is here. Real time."""
    return machine_now() - duration(house.rules_at(QueuesRules, now).absent_after.value)


def _staff(now: datetime) -> Table:
    rows = []
    recently = _recently(now)
    for seat in models.Seat.objects.select_related("presence").order_by("tier", "name"):
        presence = getattr(seat, "presence", None)
        here = presence is not None and presence.available and presence.last_seen_at > recently
        holds = _seen().filter(owner=seat, state="claimed").count()
        title = house.pack().tiers[seat.tier].title["en"] if seat.tier in house.pack().tiers else seat.tier
        rows.append((Cell(seat.name), Cell(title), Cell(_("Here") if here else _("Away")), Cell(str(holds))))
    return Table(caption=_("Staff"), columns=(_("Name"), _("Tier"), _("State"), _("Holds")), rows=tuple(rows))
