"""The person's side of a live chat: their page is there, they leave and keep their place, they come back.

Each is called as the person, in a transaction. A sign of life is on real time, whatever the demo clock says; for
how long a place is kept is on the center's.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from openline.actions import conversations, events, house, ledger, notices, queues
from openline.actions.acting import SYSTEM, within
from openline.actions.desk.handing_on import numbers_of
from openline.actions.desk.taking import AWAY_TIMER, KEPT_TIMER, keep_the_place
from openline.domain.contacts import ContactsRules
from openline.domain.windows import duration
from openline.gateways.clock import machine_now
from openline.policy import telling
from openline.records import models


class InLine(StrEnum):
    """How a person stands after they went or came: in their place, away from it, or in no line at all."""

    IN_PLACE = "in_place"
    AWAY = "away"
    NOT_WAITING = "not_waiting"


def person_seen(conversation: models.Conversation, now: datetime) -> InLine:
    """Notes that the person's page is open. Who was taken for away is in their place again; who left stays away."""
    seen = models.PersonPresence.objects.filter(conversation=conversation).first()
    if seen is None:
        models.PersonPresence.objects.get_or_create(conversation=conversation, defaults={"last_seen_at": machine_now()})
    else:
        models.PersonPresence.objects.filter(id=seen.id).update(last_seen_at=machine_now())
        if seen.left_at is not None:
            return InLine.AWAY if _item_of(conversation, "away") else InLine.NOT_WAITING
    if conversation.status != "waiting":
        return InLine.NOT_WAITING
    if _item_of(conversation, "away"):
        return come_back(conversation, now)
    _watch_over(conversation, now)
    return InLine.IN_PLACE


def _watch_over(conversation: models.Conversation, now: datetime) -> None:
    """While a person waits, somebody notices when their page falls silent."""
    with within(SYSTEM):
        matter = models.Matter.objects.filter(contacts__conversation=conversation, state="open").first()
        set_already = models.Timer.objects.filter(matter=matter, kind=AWAY_TIMER, fired_at=None, cancelled_at=None)
        if matter is None or set_already.exists():
            return
        away_after = duration(house.rules_at(ContactsRules, now).away_after.value)
        facts: dict[str, object] = {"contact": str(conversation.contact_id)}
        ledger.set_timer(matter, AWAY_TIMER, now + away_after, facts=facts)


def leave_keeping_place(conversation: models.Conversation, now: datetime) -> InLine:
    """The person leaves the page and keeps their place in line for as long as the rule says, which they are told.

    `not_waiting` where somebody took the contact at this very moment, or it waits in no line.
    """
    contact = conversation.contact
    item = models.WorkItem.objects.filter(contact=contact, state="waiting").select_related("lane").first()
    if item is None or not queues.step_away(item, now):
        return InLine.AWAY if _item_of(conversation, "away") else InLine.NOT_WAITING
    models.PersonPresence.objects.update_or_create(
        conversation=conversation, defaults={"last_seen_at": machine_now(), "left_at": now}
    )
    with within(SYSTEM):
        until = keep_the_place(contact, now)
    if until is not None:
        rules = house.rules_at(ContactsRules, now)
        told_until = telling.tell_moment(until, house.home_zone(), conversation.language)
        _tell(conversation, "place_kept_while_away", [rules.place_kept_when_away.ref.address], now, until=told_until)
    events.changed(events.topic_of_conversation(conversation.id), "away", now, conversation=conversation.id)
    return InLine.AWAY


def come_back(conversation: models.Conversation, now: datetime) -> InLine:
    """The person is here again, and in the place that they had."""
    models.PersonPresence.objects.filter(conversation=conversation).update(last_seen_at=machine_now(), left_at=None)
    with within(SYSTEM):
        if not queues.come_back(conversation.contact_id, now):
            return InLine.IN_PLACE if _item_of(conversation, "waiting") else InLine.NOT_WAITING
        matter = models.Matter.objects.filter(contacts__conversation=conversation, state="open").first()
        if matter:
            _watch_over(conversation, now)
            ledger.cancel_timers(now, matter=matter, kinds=(KEPT_TIMER,))
            ledger.settle_matter(matter, now)
    _tell(conversation, "back_in_line", [], now)
    events.changed(events.topic_of_conversation(conversation.id), "waiting", now, conversation=conversation.id)
    return InLine.IN_PLACE


def kept_until(conversation: models.Conversation) -> datetime | None:
    """Until when the place of a person who is away is kept; None for one who is not away."""
    if not _item_of(conversation, "away"):
        return None
    kept = models.Timer.objects.filter(kind=KEPT_TIMER, fired_at=None, cancelled_at=None)
    timer = kept.filter(facts__contact=str(conversation.contact_id)).order_by("-due").first()
    return timer.due if timer else None


def _item_of(conversation: models.Conversation, state: str) -> bool:
    return models.WorkItem.objects.filter(contact_id=conversation.contact_id, state=state).exists()


def _tell(conversation: models.Conversation, words: str, because: list[str], now: datetime, **facts: str) -> None:
    known = {**numbers_of(conversation.contact), **facts}
    told = notices.wording(words, "chat", conversation.language, known)
    conversations.say(conversation, "center", told.body, now, words=words, because=because)
