"""What each kind of timer does when its moment comes: a command like any other, with `now` its due moment.

A handler that must ask an outside system does so in `prepare`, before the transaction of `act` begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openline.actions import (
    case_files,
    chat_timers,
    clock,
    conversations,
    desk,
    events,
    hand_over,
    house,
    ledger,
    queues,
)
from openline.actions.callbacks import attempts, planning
from openline.actions.opening_hours import hours_in
from openline.conversation import State
from openline.domain.callback_attempts import WindowWord, after_window
from openline.domain.callbacks import CallbacksRules
from openline.domain.decision import Decision
from openline.domain.hours import OpenNow
from openline.domain.queues import QueuesRules
from openline.domain.windows import duration
from openline.gateways.case_status import CaseNotFound, CaseStatus, CaseSystemUnavailable
from openline.gateways.clock import machine_now
from openline.policy import telling
from openline.records import models


@dataclass(frozen=True, slots=True)
class Handler:
    """`prepare(timer)` runs with no transaction open; `act(timer, prepared, now)` inside the timer's own."""

    act: Callable[[models.Timer, Any, datetime], None]
    prepare: Callable[[models.Timer], Any] | None = None


def _callback_window_over(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """A window went by without the attempt owed in it: planned and announced again, and a supervisor hears."""
    callback = models.Callback.objects.select_related("promise", "matter", "matter__person").get(promise=timer.promise)
    if callback.promise.state != "open":
        return
    rules = house.rules_at(CallbacksRules, callback.promise.made_at)
    made = callback.attempts.count()
    last = callback.attempts.order_by("-ordinal").first() if callback.second_from else None
    decision = after_window(
        planning.window_of(callback), callback.promise.promised_by, made, last.made_at if last else None, rules, now
    )
    if decision.outcome.word is WindowWord.STILL_OPEN:
        return
    models.WorkItem.objects.filter(promise=callback.promise, state="claimed").update(
        state="waiting", owner=None, claimed_at=None
    )
    key = f"window_passed:{callback.promise_id}:{callback.times_planned}:{made}"
    ledger.raise_alert(
        "window_passed_without_a_call",
        key,
        now,
        for_queue=house.alert_queue(),
        matter=callback.matter,
        promise=callback.promise,
    )
    attempts.replan(callback, now, because=decision)


def _promise_due(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """The promised moment has passed. The promise stays open until it is kept: late is a fact, not an end."""
    promise = timer.promise
    if promise is None or promise.state != "open":
        return
    ledger.raise_alert(
        "promise_late",
        f"promise_late:{promise.id}",
        now,
        for_queue=house.alert_queue(),
        matter=timer.matter,
        promise=promise,
    )
    events.changed(events.topic_of_queue(promise.owner_queue), "callbacks", now, promise=promise.id)
    next_look = house.pack().calendar.next_opening(hand_over.look_again_at(now), _calling_hours(promise))
    ledger.set_timer(timer.matter, "promise_still_late", next_look, promise=promise)


def _promise_still_late(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """Each business day that a late promise stays unkept, it is raised again."""
    promise = timer.promise
    if promise is None or promise.state != "open":
        return
    key = f"promise_still_late:{promise.id}:{now.date().isoformat()}"
    ledger.raise_alert(
        "promise_still_late", key, now, for_queue=house.alert_queue(), matter=timer.matter, promise=promise
    )
    calendar = house.pack().calendar
    tomorrow = calendar.business_days_after(calendar.day_of(now), 1)
    opening = calendar.opening_on(tomorrow, _calling_hours(promise))
    due = opening[0] if opening else calendar.end_of_day(tomorrow)
    ledger.set_timer(timer.matter, "promise_still_late", due, promise=promise)


def _calling_hours(promise: models.Promise):
    return house.rules_at(CallbacksRules, promise.made_at).calling_hours.value


def _contact_still_waiting(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """A contact that nobody took yet: a supervisor hears, and at closing time the person does."""
    waiting = models.WorkItem.objects.filter(matter=timer.matter, kind="contact").exclude(state="done")
    item = waiting.select_related("contact", "lane").first()
    if item is None or item.contact is None:
        return
    if item.state in ("waiting", "away"):
        hours = hours_in(item.lane.queue, item.contact.channel, now)
        if not isinstance(hours.outcome, OpenNow):
            _closed_before_anyone_came(timer, item, hours, now)
            return
    if item.state == "waiting":
        key = f"contact_waits_long:{item.id}:{now.isoformat()}"
        ledger.raise_alert("contact_waits_long", key, now, for_queue=house.alert_queue(), matter=timer.matter)
    ledger.set_timer(
        timer.matter, timer.kind, hand_over.next_look_at_contact(item.lane.queue, item.contact.channel, now)
    )


def _closed_before_anyone_came(timer: models.Timer, item: models.WorkItem, hours: Decision[Any], now: datetime) -> None:
    """Live help closed over a waiting person: they are told, and when it opens their place is still theirs."""
    contact = item.contact
    assert contact is not None and timer.matter is not None
    conversation = contact.conversation
    language = conversation.language
    queues.finish(item, now)
    state = State.from_json(conversation.state).back_from_person()
    models.Conversation.objects.filter(id=conversation.id).update(
        status="self_service", state=state.to_json(), awaits="", options=[]
    )
    facts = {
        "item_number": telling.tell_item_number(timer.matter.item_number),
        "opens_at": telling.tell_moment(hours.outcome.opens_at, house.home_zone(), language),
    }
    from openline.actions import notices

    told = notices.wording("live_help_closed", "chat", language, facts)
    refs = [ref.address for ref in hours.because]
    conversations.say(conversation, "center", told.body, now, words="live_help_closed", because=refs)
    ledger.record_decision("closed_while_waiting", hours, now, outcome="closed", contact=contact, matter=timer.matter)
    rules = house.rules_at(CallbacksRules, now)
    remind_at = house.pack().calendar.add(now, rules.place_kept_for.value)
    ledger.set_timer(timer.matter, "person_has_not_come_back", remind_at)
    ledger.settle_matter(timer.matter, now)
    events.changed(events.topic_of_conversation(conversation.id), "closed", now, conversation=conversation.id)


def _seat_may_be_absent(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """An agent who vanished loses what they hold, and nobody loses their place."""
    seat = models.Seat.objects.filter(id=timer.facts.get("seat")).first()
    if seat is None or not models.WorkItem.objects.filter(owner=seat, state="claimed").exists():
        return
    if queues.absent(seat, now, machine_now()):
        desk.give_back(seat, now)
        ledger.raise_alert(
            "seat_absent",
            f"seat_absent:{timer.id}",
            now,
            for_queue=house.alert_queue(),
            facts={"agent_id": seat.agent_id},
        )
        return
    # Presence is real time: however far a demo clock jumped, the seat is looked at once more from here on.
    absent_after = duration(house.rules_at(QueuesRules, now).absent_after.value)
    ledger.set_timer(timer.matter, timer.kind, max(now, clock.now()) + absent_after, facts={"seat": str(seat.id)})


def _person_has_not_come_back(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """The matter rests. It opens again with its history whenever the person wants it."""
    matter = timer.matter
    if matter is None or matter.state != "open" or matter.promises.filter(state="open").exists():
        return
    ledger.record_decision("matter_rests", Decision("person_did_not_come_back", (), {}), now, matter=matter)
    ledger.settle_matter(matter, now)


def _look_up_again(timer: models.Timer) -> CaseStatus | str:
    """The case system once more, for a person who was told that it did not answer."""
    matter = timer.matter
    if matter is None:
        return "unavailable"
    try:
        return case_files.status_of(timer.facts.get("receipt_number") or matter.receipt_number)
    except CaseNotFound:
        return "not_found"
    except CaseSystemUnavailable:
        return "unavailable"


def _case_system_again(timer: models.Timer, prepared: CaseStatus | str, now: datetime) -> None:
    """When the case system answers at last, so does the conversation; until then the center goes on looking."""
    matter = timer.matter
    if matter is None or matter.state != "open":
        return
    if prepared == "unavailable":
        ledger.set_timer(matter, timer.kind, hand_over.look_again_at(now), facts=timer.facts)
        return
    contact = matter.contacts.order_by("-started_at").first()
    if contact is not None:
        _answer_late(contact, prepared, now)
    ledger.record_decision(
        "case_system_answered",
        Decision("answered" if isinstance(prepared, CaseStatus) else "not_found", (), {}),
        now,
        matter=matter,
    )
    ledger.settle_matter(matter, now)


def _answer_late(contact: models.Contact, prepared: CaseStatus | str, now: datetime) -> None:
    from openline.actions import notices

    conversation = contact.conversation
    language = conversation.language
    if isinstance(prepared, CaseStatus):
        facts = {"title": prepared.title_in(language), "text": prepared.text_in(language)}
        told = notices.wording("records_answer_again", "chat", language, facts)
    else:
        told = notices.wording("records_know_no_such_case", "chat", language, {})
    conversations.say(conversation, "assistant", told.body, now, words="records_answer_again")


HANDLERS: dict[str, Handler] = {
    "callback_window_over": Handler(_callback_window_over),
    "promise_due": Handler(_promise_due),
    "promise_still_late": Handler(_promise_still_late),
    "contact_still_waiting": Handler(_contact_still_waiting),
    "seat_may_be_absent": Handler(_seat_may_be_absent),
    "person_has_not_come_back": Handler(_person_has_not_come_back),
    "case_system_again": Handler(_case_system_again, prepare=_look_up_again),
    **{kind: Handler(act) for kind, act in chat_timers.KINDS.items()},
}
