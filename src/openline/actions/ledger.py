"""The ledger's own verbs: open and close matters and promises, set timers, record decisions, raise alerts.

Each is called inside the one transaction of a command; the database checks at its end that no open
matter is without owner, next action and timer, and no open promise without its one piece of work.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from openline.actions import events, house, queues
from openline.domain.decision import Decision
from openline.domain.item_number import new_item_number
from openline.domain.promises import PromiseOutcome
from openline.domain.rules import RuleRef
from openline.records import models


def record_decision(
    kind: str,
    decision: Decision[Any],
    now: datetime,
    *,
    seat: models.Seat | None = None,
    outcome: str = "",
    contact: models.Contact | None = None,
    matter: models.Matter | None = None,
    promise: models.Promise | None = None,
) -> models.Decision:
    """Keeps what was decided with its facts and its rules, so that "why" can be answered later.

    What a seat decided bears the kind of staff that it is (TIER-11).
    """
    return models.Decision.objects.create(
        kind=kind,
        outcome=(outcome or word_of(decision.outcome))[:60],
        facts=jsonable(decision.facts),
        rules=refs_as_json(decision.because),
        decided_by="seat" if seat else "rule",
        seat=seat,
        staff_kind=house.pack().tiers[seat.tier].staff_kind if seat else "",
        contact=contact,
        matter=matter,
        promise=promise,
        made_at=now,
    )


def word_of(outcome: object) -> str:
    """The glossary word of an outcome: an enum's value, or the name of its class."""
    value = getattr(outcome, "value", outcome)
    return value if isinstance(value, str) else type(outcome).__name__


def refs_as_json(refs: Iterable[RuleRef]) -> list[dict[str, object]]:
    return [ref.as_json() for ref in refs]


def jsonable(value: Any) -> Any:
    """Facts as JSON can carry them; moments and days as ISO text."""
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return str(value) if hasattr(value, "value") else value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def open_matter(
    person: models.Person,
    *,
    about: str,
    owner_queue: str,
    next_action: str,
    timer_kind: str,
    timer_due: datetime,
    now: datetime,
    timer_facts: dict[str, object] | None = None,
    receipt_number: str = "",
    sealed_to: str = "",
) -> models.Matter:
    """A matter that is somebody's from its first moment, with its item number."""
    matter_id = uuid.uuid4()
    timer_id = uuid.uuid4()
    matter = models.Matter.objects.create(
        id=matter_id,
        person=person,
        item_number=new_item_number(secrets.choice).text,
        about=about,
        receipt_number=receipt_number,
        language=person.language,
        owner_queue=owner_queue,
        next_action=next_action,
        next_timer_id=timer_id,
        sealed_to=sealed_to,
        opened_at=now,
    )
    models.Timer.objects.create(id=timer_id, kind=timer_kind, due=timer_due, matter=matter, facts=timer_facts or {})
    events.changed(events.topic_of_person(person.id), "matter", now, matter=matter_id)
    return matter


def set_timer(
    matter: models.Matter | None,
    kind: str,
    due: datetime,
    *,
    promise: models.Promise | None = None,
    facts: dict[str, object] | None = None,
) -> models.Timer:
    """A moment at which this matter must be looked at again."""
    return models.Timer.objects.create(kind=kind, due=due, matter=matter, promise=promise, facts=facts or {})


def cancel_timers(now: datetime, *, kinds: Iterable[str] | None = None, **which: object) -> None:
    """Takes back timers that no longer have anything to say."""
    timers = models.Timer.objects.filter(fired_at=None, cancelled_at=None, **which)
    if kinds is not None:
        timers = timers.filter(kind__in=list(kinds))
    timers.update(cancelled_at=now)


def hand_matter_to(
    matter: models.Matter,
    next_action: str,
    *,
    queue: str = "",
    seat: models.Seat | None = None,
) -> None:
    """Gives an open matter its one owner and next action, and points it at its earliest timer to come.

    Raises Matter.next_timer's constraint at commit when no timer is left: a matter must never be forgotten.
    """
    matter.owner_queue = queue
    matter.owner_seat = seat
    matter.next_action = next_action
    point_to_next_timer(matter)
    matter.save(update_fields=["owner_queue", "owner_seat", "next_action", "next_timer"])


def point_to_next_timer(matter: models.Matter) -> None:
    """Makes the earliest timer that is still to come the matter's next one."""
    matter.next_timer = (
        models.Timer.objects.filter(matter=matter, fired_at=None, cancelled_at=None).order_by("due", "id").first()
    )


def close_matter(matter: models.Matter, now: datetime) -> None:
    """Ends a matter that waits for nothing any more. It can be reopened with its history."""
    cancel_timers(now, matter=matter)
    matter.state = "closed"
    matter.owner_queue, matter.owner_seat, matter.next_action, matter.next_timer = "", None, "", None
    matter.closed_at = now
    matter.save()
    events.changed(events.topic_of_person(matter.person_id), "matter", now, matter=matter.id)


OF_A_LIVE_CONTACT = (
    "contact_still_waiting",
    "person_may_be_away",
    "place_kept_over",
    "seat_may_be_absent",
    "chat_stands_still",
)
WAITS_FOR = {"case_system_again": "look_up_again", "person_has_not_come_back": "wait_for_the_person"}


def settle_matter(matter: models.Matter, now: datetime) -> None:
    """Gives an open matter to whoever must act on it next, or closes it when nothing in it waits any more.

    First comes who owes an open promise, then who has the contact, then what the center or the person was
    still to do. Call it after a promise, a contact or a timer of the matter came to its end.
    """
    promise = models.Promise.objects.filter(matter=matter, state="open").order_by("promised_by").first()
    if promise:
        hand_matter_to(matter, promise.next_action, queue=promise.owner_queue)
        return
    contacts = models.WorkItem.objects.filter(matter=matter, kind="contact").exclude(state="done")
    item = contacts.select_related("lane", "owner").order_by("enqueued_at").first()
    if item:
        hand_matter_to(matter, "answer_contact", queue="" if item.owner else item.lane.queue, seat=item.owner)
        return
    cancel_timers(now, matter=matter, kinds=OF_A_LIVE_CONTACT)
    timers = models.Timer.objects.filter(matter=matter, fired_at=None, cancelled_at=None, kind__in=WAITS_FOR)
    timer = timers.order_by("kind").first()
    if timer:
        last = models.WorkItem.objects.filter(matter=matter).select_related("lane").order_by("-enqueued_at").first()
        queue = matter.owner_queue or (last.lane.queue if last else house.first_queue())
        hand_matter_to(matter, WAITS_FOR[timer.kind], queue=queue)
        return
    close_matter(matter, now)


def open_again(matter: models.Matter, queue: str, next_action: str, timer_kind: str, due: datetime) -> None:
    """A closed matter is somebody's again, with its history."""
    timer = set_timer(matter, timer_kind, due)
    matter.state, matter.closed_at = "open", None
    matter.owner_queue, matter.next_action, matter.next_timer = queue, next_action, timer
    matter.save()


def make_promise(
    matter: models.Matter,
    *,
    kind: str,
    promised_by: datetime,
    inner_target: datetime | None,
    ref: RuleRef,
    rule_value: str,
    calendar: str,
    lane: models.Lane,
    rank: int,
    owner_queue: str,
    next_action: str,
    now: datetime,
) -> models.Promise:
    """A promise together with the one piece of work that keeps it."""
    promise = models.Promise.objects.create(
        matter=matter,
        person_id=matter.person_id,
        kind=kind,
        made_at=now,
        promised_by=promised_by,
        inner_target=inner_target,
        calendar=calendar,
        rule=ref.address,
        rule_value=rule_value,
        rule_in_force_from=ref.in_force_from,
        rule_sha256=ref.sha256,
        rule_standing=ref.standing.value,
        owner_queue=owner_queue,
        next_action=next_action,
    )
    queues.enqueue(lane, kind=kind, rank=rank, now=now, promise=promise, matter=matter)
    return promise


def close_promise(
    promise: models.Promise,
    outcome: PromiseOutcome,
    *,
    proof_kind: str,
    proof_id: uuid.UUID,
    now: datetime,
    superseded_by: models.Promise | None = None,
) -> None:
    """Ends a promise with its outcome and the proof of it; its work is done and its timers are taken back."""
    promise.state = "closed"
    promise.outcome = outcome.value
    promise.closed_at = now
    promise.proof_kind = proof_kind
    promise.proof_id = proof_id
    promise.superseded_by = superseded_by
    promise.next_action = ""
    promise.save()
    models.WorkItem.objects.filter(promise=promise).exclude(state="done").update(state="done", done_at=now)
    cancel_timers(now, promise=promise)
    events.changed(events.topic_of_queue(promise.owner_queue), "callbacks", now, promise=promise.id)
    events.changed(events.topic_of_person(promise.person_id), "promise", now, promise=promise.id)


def raise_alert(
    kind: str,
    key: str,
    now: datetime,
    *,
    for_queue: str,
    matter: models.Matter | None = None,
    promise: models.Promise | None = None,
    notice: models.Notice | None = None,
    facts: dict[str, object] | None = None,
) -> models.Alert:
    """Something that a person must look at. The same key raises one alert only."""
    alert, fresh = models.Alert.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "for_queue": for_queue,
            "matter": matter,
            "promise": promise,
            "notice": notice,
            "facts": facts or {},
            "raised_at": now,
        },
    )
    if fresh:
        events.changed(events.topic_of_queue(house.alert_queue()), "alert", now, alert=alert.id)
        events.changed(events.topic_of_queue(for_queue), "alert", now, alert=alert.id)
    return alert
