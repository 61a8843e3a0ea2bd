"""What the officers' desk shows of promised calls."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from openline.actions import access, events, house, notices
from openline.actions.callbacks import attempts, planning, words
from openline.desks.agent.showing_desk import _facts, _status
from openline.domain.callback_attempts import Answer, AttemptWord, MayAttempt, after_attempt
from openline.domain.callbacks import CallbacksRules
from openline.policy import telling
from openline.records import models
from openline.ui import showing
from openline.ui.components.queue_row.part import QueueRow
from openline.ui.components.timeline.part import Step, Timeline

SHOWN_AT_MOST = 200
HALF_DAYS_AHEAD = 6
SAYS = {"spoken": "Spoke with the person", "voicemail": "Left a message", "none": "No answer"}


def list_context(request: Any, whose: str) -> dict[str, Any]:
    """Open callbacks by the moment at which they are to be made, each in the person's own zone."""
    waiting = models.Callback.objects.filter(promise__state="open").select_related("promise", "matter")
    if whose == "mine":
        waiting = waiting.filter(promise__work_items__owner=request.seat, promise__work_items__state="claimed")
    shown = sorted(waiting.order_by("planned_from")[:SHOWN_AT_MOST], key=_comes_up)
    owners = _owners(shown)
    zone = ZoneInfo(house.home_zone())
    topics = [events.topic_of_queue(queue) for queue in sorted({each.promise.owner_queue for each in shown})]
    own = next((key for key, queue in house.pack().queues.items() if queue.tier == request.seat.tier), None)
    return {
        "whose": whose,
        "zone": house.home_zone(),
        "days": [
            {"day": day, "rows": [_row(each, request.now, owners) for each in rows]}
            for day, rows in groupby(shown, key=lambda each: _comes_up(each).astimezone(zone).date())
        ],
        "late_count": sum(each.promise.promised_by < request.now for each in shown),
        "capacity": _capacity(request.now),
        "topics": topics or ([events.topic_of_queue(own)] if own else []),
    }


def _comes_up(callback: models.Callback) -> datetime:
    return callback.second_from or callback.planned_from


def _owners(shown: list[models.Callback]) -> dict[Any, str]:
    held = models.WorkItem.objects.filter(promise__in=[each.promise_id for each in shown], state="claimed")
    return {item.promise_id: item.owner.name for item in held.select_related("owner") if item.owner}


def _row(callback: models.Callback, now: datetime, owners: dict[Any, str]) -> QueueRow:
    promise = callback.promise
    target = promise.inner_target or promise.promised_by
    state = "late" if promise.promised_by < now else "at_risk" if target < now else ""
    label = _("Second attempt") if callback.second_from else _("Planned")
    return QueueRow(
        item_number=telling.tell_item_number(callback.matter.item_number),
        title=house.pack().label("escalation_reason", callback.reason, "en"),
        lane=telling.tell_window(
            _comes_up(callback), callback.second_until or callback.planned_until, callback.zone, "en"
        ),
        due=_comes_up(callback),
        due_label=label,
        zone=callback.zone,
        language=callback.matter.language.upper(),
        urgency=callback.urgency,  # type: ignore[arg-type]
        owner=owners.get(promise.id, ""),
        state=state,  # type: ignore[arg-type]
        href=reverse("callback", args=[callback.id]),
    )


def _capacity(now: datetime) -> list[dict[str, Any]]:
    """How full the coming half days are."""
    calendar = house.pack().calendar
    room = house.rules_at(CallbacksRules, now).daily_capacity.value.per_half_day
    booked = planning.booked(now)
    halves = []
    day = calendar.day_of(now)
    while len(halves) < HALF_DAYS_AHEAD:
        if calendar.is_business_day(day):
            for half in planning.Half:
                count = booked.get((day, half), 0)
                name = _("morning") if half is planning.Half.MORNING else _("afternoon")
                label = f"{telling.tell_day(day, 'en')}, {name}"
                halves.append({"label": label, "booked": count, "room": max(0, room - count)})
        day = calendar.business_days_after(day, 1)
    return halves


def opened_case(callback: models.Callback) -> str:
    """The receipt number of the case that a check on this matter has opened, or nothing."""
    check = (
        models.IdentityCheck.objects.filter(contact__matter=callback.matter, outcome=access.CASE_OPENS)
        .order_by("-checked_at", "-ordinal")
        .first()
    )
    return check.receipt_number if check else ""


def detail_context(request: Any, callback: models.Callback, case: access.CaseFile) -> dict[str, Any]:
    promise = callback.promise
    rules = house.rules_at(CallbacksRules, promise.made_at)
    may = attempts.may_call_now(callback, request.now).outcome
    made = list(callback.attempts.select_related("seat"))
    decision = promise.decisions.filter(kind="callback_promised").first()
    return {
        "callback": {
            "id": callback.id,
            "title": house.pack().label("escalation_reason", callback.reason, "en"),
            "item_number": telling.tell_item_number(callback.matter.item_number),
            "person": callback.matter.person.name,
            "language": house.language_name(callback.matter.language),
            "topic": events.topic_of_queue(promise.owner_queue),
            "numbers": [{"number": number.shown_as, "kind": _kind_of(number)} for number in callback.numbers.all()],
            "from_number": house.tell_number(rules.caller_id.value.number),
            "may_be_unknown": rules.caller_id.value.may_be_unknown,
            "advice": _advice(callback, rules, request.now) if promise.state == "open" else [],
            "attempts": [_attempt(each) for each in made],
            "may_attempt": {"now": may.allowed, "text": may_attempt_text(may, request, callback)},
            "attempt_number": len(made) + 1,
            "done": promise.state != "open",
            "why_url": reverse("why", args=[decision.id]) if decision else "",
        },
        "promise": showing.promise_card_of(callback, request.now, for_person=False),
        "zone": callback.zone,
        "zone_from": _zone_from(callback, request.now),
        "timeline": _timeline(callback),
        "case": _status(case),
        "facts": _facts(case),
        "topics": [events.topic_of_queue(promise.owner_queue)],
    }


def _kind_of(number: models.CallbackNumber) -> str:
    """Which of the person's numbers it is, and whether it is a mobile where numbering tells."""
    place = _("First number") if number.position == 1 else _("Second number")
    return _("%(place)s, mobile") % {"place": place} if number.mobile else place


def _attempt(attempt: models.CallAttempt) -> dict[str, Any]:
    numbers = telling.tell_list([house.tell_number(number) for number in attempt.numbers_tried], "en")
    return {"at": attempt.made_at, "answer": SAYS[attempt.answer], "by": str(attempt.seat), "numbers": numbers}


def _zone_from(callback: models.Callback, now: datetime) -> str:
    sources = {
        "filing_place": _("from the place of filing"),
        "stated_place": _("as the person states"),
        "home_zone": _("the center's own, as nothing else is known"),
    }
    here = telling.tell_hour(now, callback.zone, "en")
    zone = telling.tell_zone(now, callback.zone, "en")
    return f"{here}, {zone} ({sources.get(callback.zone_taken_from, callback.zone_taken_from)})"


def _advice(callback: models.Callback, rules: CallbacksRules, now: datetime) -> list[str]:
    """What the officer does if the person does not answer, with the words to leave."""
    following = after_attempt(Answer.NONE, callback.attempts.count() + 1, now, rules, house.pack().calendar).outcome
    lines = [_("Try both numbers; together they count as one attempt.")] if callback.numbers.count() > 1 else []
    if following.between is None:
        return lines
    language = callback.matter.language
    facts = words.facts_of(callback, language, now)
    facts["second_window"] = telling.tell_window(*following.between, callback.zone, language)
    script = notices.wording("callback_missed_once", "voicemail", language, facts).body
    return [*lines, _("No answer? Leave this message: “%(script)s”") % {"script": script}]


def may_attempt_text(may: MayAttempt, request: Any, callback: models.Callback | None = None) -> str:
    """Whether a call may be made now, and if not, from when, in the person's own time."""
    zone = callback.zone if callback else house.home_zone()
    at = telling.tell_moment(may.opens_at, zone, "en") if may.opens_at else ""
    until = telling.tell_hour(may.closes_at, zone, "en") if may.closes_at else ""
    words_for = {
        AttemptWord.NOW: _("You may call now, until %(until)s."),
        AttemptWord.TOO_EARLY: _("Too early: the person expects the call from %(at)s."),
        AttemptWord.WINDOW_PASSED: _("The planned window has passed; a new one is being planned."),
        AttemptWord.OUTSIDE_HOURS: _("Outside the calling hours. You may call from %(at)s."),
        AttemptWord.WAIT_FOR_SECOND: _("The second attempt may be made from %(at)s."),
        AttemptWord.SECOND_WINDOW_PASSED: _("The time for the second attempt has passed; a new one is being planned."),
        AttemptWord.NO_ATTEMPT_LEFT: _("Both attempts have been made."),
    }
    return words_for[may.word] % {"at": at, "until": until}


def _timeline(callback: models.Callback) -> Timeline:
    """The matter's whole past: contacts, promises, attempts and notices, with who did what."""
    matter = callback.matter
    steps = [
        Step(at=contact.started_at, title=_contact_title(contact), by=str(contact.seat) if contact.seat else "")
        for contact in matter.contacts.select_related("seat")
        if contact.direction == "in"
    ]
    for decision in matter.decisions.select_related("seat").exclude(kind="call_attempt"):
        by = f"{decision.seat} · {decision.staff_kind}" if decision.seat else _("by rule")
        title = decision.kind.replace("_", " ").capitalize()
        why_url = reverse("why", args=[decision.id])
        steps.append(
            Step(at=decision.made_at, title=title, text=decision.outcome.replace("_", " "), by=by, why_url=why_url)
        )
    for each in models.CallAttempt.objects.filter(callback__matter=matter).select_related("seat"):
        state = "done" if each.answer == "spoken" else "missed"
        steps.append(Step(at=each.made_at, title=SAYS[each.answer], by=str(each.seat), state=state))
    for notice in matter.notices.filter(state__in=("handed_over", "delivered")):
        title = _("Notice sent: %(kind)s") % {"kind": notice.kind.replace("_", " ")}
        steps.append(Step(at=notice.handed_over_at or notice.written_at, title=title, text=notice.form))
    return Timeline(tuple(sorted(steps, key=lambda step: step.at)), zone=house.home_zone(), label=_("History"))


def _contact_title(contact: models.Contact) -> str:
    return _("Got in touch: %(channel)s") % {"channel": contact.channel.replace("_", " ")}
