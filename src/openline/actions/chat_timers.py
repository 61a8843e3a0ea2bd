"""What the timers of live chats do: ask a silent person, end an idle chat, mind one not answered, free a place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from openline.actions import clock, conversations, desk, house, ledger, notices, queues
from openline.actions.desk.taking import AWAY_TIMER, KEPT_TIMER, STILL_TIMER, keep_the_place
from openline.actions.person_presence import where_is
from openline.domain.chats import PERSON, NextLook, Spoken, Stillness, Turn, Whereabouts, standing_still, whose_turn
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.domain.windows import duration
from openline.gateways.clock import machine_now
from openline.policy import telling
from openline.records import models

INTRODUCED_BY = ("agent_introduction", "taken_over")
ASKED = "person_still_there"
IDLE, GIVEN_UP = "chat_ended_idle", "place_given_up"


def turn_of(item: models.WorkItem) -> tuple[Turn, int]:
    """Whose turn it is in a live contact, and the position of the last word of person or agent since it was taken."""
    assert item.contact is not None and item.claimed_at is not None
    said = models.Message.objects.filter(conversation__contact=item.contact)
    introduced = said.filter(words__in=INTRODUCED_BY, seat=item.owner_id).order_by("-position").first()
    since = introduced.position if introduced else 0
    spoken = said.filter(position__gt=since, sender__in=("person", "agent")).order_by("position")
    rows = list(spoken.values_list("sender", "said_at", "position"))
    turn = whose_turn(item.claimed_at, (Spoken(sender, at) for sender, at, _ in rows))
    return turn, rows[-1][2] if rows else since


def _noticed_at(item: models.WorkItem, turn: Turn, last_word: int) -> datetime | None:
    if turn.whose == PERSON:
        asked = models.Message.objects.filter(conversation__contact=item.contact, words=ASKED, position__gt=last_word)
        return asked.order_by("position").values_list("said_at", flat=True).first()
    return models.Alert.objects.filter(key=_alert_key(item, turn)).values_list("raised_at", flat=True).first()


def _alert_key(item: models.WorkItem, turn: Turn) -> str:
    return f"answer_owed:{item.id}:{turn.since.isoformat()}"


def chat_stands_still(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """Looks at a live chat: who is silent, and for how long. It is looked at again at the moment that this gives."""
    item, busy = _item(timer, "claimed")
    if busy:
        _look_again(timer, now)
    if item is None or item.contact is None:
        return
    turn, last_word = turn_of(item)
    decision = standing_still(turn, _noticed_at(item, turn, last_word), house.rules_at(ContactsRules, now), now)
    ACTS[decision.outcome.word](item, turn, decision, now)
    if decision.outcome.look_at is not None:
        ledger.set_timer(timer.matter, STILL_TIMER, max(decision.outcome.look_at, now), facts=timer.facts)


def _item(timer: models.Timer, state: str) -> tuple[models.WorkItem | None, bool]:
    """The contact's work in one state, locked; or that somebody is acting on it at this very moment."""
    work = models.WorkItem.objects.filter(contact_id=timer.facts.get("contact"), state=state)
    locked = work.select_for_update(of=("self",), skip_locked=True).select_related("contact", "lane", "owner").first()
    return locked, locked is None and work.exists()


def _look_again(timer: models.Timer, now: datetime) -> None:
    """Somebody else is at it: a moment later it is looked at anew."""
    soon = duration(house.rules_at(ContactsRules, now).away_after.value)
    ledger.set_timer(timer.matter, timer.kind, max(now, clock.now()) + soon, facts=timer.facts)


def _nothing(item: models.WorkItem, turn: Turn, decision: Decision[NextLook], now: datetime) -> None:
    """It is not time yet."""


def _ask(item: models.WorkItem, turn: Turn, decision: Decision[NextLook], now: datetime) -> None:
    assert item.contact is not None
    conversation = item.contact.conversation
    rules = house.rules_at(ContactsRules, now)
    minutes = telling.tell_length(duration(rules.idle_ended_after.value), conversation.language)
    facts = {"agency": house.short_name(conversation.language), "minutes": minutes}
    told = notices.wording(ASKED, "chat", conversation.language, facts)
    refs = [ref.address for ref in decision.because]
    conversations.say(conversation, "center", told.body, now, words=ASKED, because=refs)


def _end(item: models.WorkItem, turn: Turn, decision: Decision[NextLook], now: datetime) -> None:
    desk.ends_by_itself(item, IDLE, decision.because, now)


def _alert(item: models.WorkItem, turn: Turn, decision: Decision[NextLook], now: datetime) -> None:
    _tell_supervisor("answer_owed", _alert_key(item, turn), item, now)


def _give_back(item: models.WorkItem, turn: Turn, decision: Decision[NextLook], now: datetime) -> None:
    _tell_supervisor("chat_went_back", f"chat_went_back:{item.id}:{turn.since.isoformat()}", item, now)
    ledger.record_decision("gave_back", decision, now, outcome="unanswered", contact=item.contact, matter=item.matter)
    desk.give_back_one(item, now)


def _tell_supervisor(kind: str, key: str, item: models.WorkItem, now: datetime) -> None:
    facts: dict[str, object] = {"agent_id": item.owner.agent_id} if item.owner else {}
    ledger.raise_alert(kind, key, now, for_queue=house.alert_queue(), matter=item.matter, facts=facts)


ACTS = {
    Stillness.NOTHING_YET: _nothing,
    Stillness.ASK_THE_PERSON: _ask,
    Stillness.END_IT: _end,
    Stillness.ALERT: _alert,
    Stillness.GIVE_IT_BACK: _give_back,
}


def person_may_be_away(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """A waiting person whose page fell silent is passed over from now on. Presence is real time."""
    item, busy = _item(timer, "waiting")
    if item is None or item.contact is None:
        if busy:
            _look_again(timer, now)
        return
    if where_is(item.contact, machine_now(), now).outcome is Whereabouts.UNHEARD_OF and queues.step_away(item, now):
        keep_the_place(item.contact, now)
        return
    _look_again(timer, now)


def place_kept_over(timer: models.Timer, prepared: Any, now: datetime) -> None:
    """The person stayed away for longer than their place is kept: the contact ends, and the matter waits for them."""
    item, busy = _item(timer, "away")
    if busy:
        _look_again(timer, now)
    if item is not None:
        because = (house.rules_at(ContactsRules, now).place_kept_when_away.ref,)
        desk.ends_by_itself(item, GIVEN_UP, because, now)


KINDS = {STILL_TIMER: chat_stands_still, AWAY_TIMER: person_may_be_away, KEPT_TIMER: place_kept_over}
