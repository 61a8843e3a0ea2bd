"""From rows to what a page shows: bubbles, promise cards, rule notes. No page reads a table by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from openline.actions import house
from openline.actions.callbacks import waiting_for_person
from openline.domain.callbacks import CallbacksRules
from openline.domain.rules import Standing
from openline.policy import telling
from openline.policy.rulebook import entry_of
from openline.records import models
from openline.ui.components.agent_card.part import AgentCard
from openline.ui.components.field.part import Choice
from openline.ui.components.message_bubble.part import MessageBubble
from openline.ui.components.promise_card.part import PromiseCard, Window
from openline.ui.components.quick_choices.part import QuickChoices
from openline.ui.components.why.part import RuleNote
from openline.ui.saying import language

SAID_BY = {"person": "person", "assistant": "openline", "agent": "staff", "center": "notice"}


def rule_note(address: str, in_force_from: date | None, on: date) -> RuleNote | None:
    """One rule as a person reads it; the entry named, or the one in force on a day."""
    rule = house.pack().rules.get(address)
    if rule is None:
        return None
    shown = entry_of(rule, in_force_from or on)
    if shown.now is None:
        return None
    source = shown.now.source
    return RuleNote(
        address=address,
        title=rule.title,
        in_force_from=shown.now.in_force_from,
        source=f"{source.document}, {source.part}" if source else "",
        value=shown.now.text,
        standing=standing_words(shown.now.ref.standing),
    )


def standing_words(standing: Standing) -> str:
    """How firmly a dated entry is known, in the page's language."""
    return {
        Standing.PUBLISHED: _("published"),
        Standing.GATHERED: _("gathered from public facts"),
        Standing.RECONSTRUCTED: _("reconstructed"),
        Standing.CHOSEN: _("our own choice"),
    }[standing]


def rule_notes(refs: Iterable[Any], at: datetime) -> tuple[RuleNote, ...]:
    """The rules that rows name: stored references, or bare addresses as in force at a moment."""
    on = house.pack().home_date(at)
    notes: dict[str, RuleNote] = {}
    for ref in refs:
        if isinstance(ref, Mapping):
            since = date.fromisoformat(ref["in_force_from"])
            note = rule_note(f"{ref['topic']}.{ref['rule']}", since, on)
        else:
            note = rule_note(str(ref), None, on)
        if note is not None:
            notes[note.address] = note
    return tuple(notes.values())


def bubble_of(
    message: models.Message, zone: str, *, desk: models.Seat | None = None, delivery: str = ""
) -> MessageBubble:
    """One message on the reader's side or the other: the person's own in the assistant; at a desk its own."""
    name = str(message.seat) if message.sender == "agent" and message.seat else ""
    if desk and message.sender == "person":
        name = _("The person")
    return MessageBubble(
        id=str(message.id),
        said_by=SAID_BY[message.sender],  # type: ignore[arg-type]
        text=message.text,
        at=message.said_at,
        zone=zone,
        name=name,
        key=message.message_key or "",
        mine=message.seat == desk and message.sender == "agent" if desk else message.sender == "person",
        lang=message.language,
        delivery=delivery,  # type: ignore[arg-type]
        why=rule_notes(message.because, message.said_at),
    )


def bubbles_of(conversation: models.Conversation, zone: str, *, desk: models.Seat | None = None) -> list[MessageBubble]:
    messages = list(conversation.messages.select_related("seat").order_by("position"))
    last = None if desk else last_said_to_a_person(conversation, messages)
    seen = "seen" if last and last.position <= conversation.agent_saw else "sent"
    return [bubble_of(message, zone, desk=desk, delivery=seen if message is last else "") for message in messages]


def last_said_to_a_person(
    conversation: models.Conversation, messages: Iterable[models.Message]
) -> models.Message | None:
    """What the person wrote last, while somebody at a desk reads it or will; None while the assistant answers."""
    if conversation.status not in ("waiting", "live"):
        return None
    said = [message for message in messages if message.sender in ("person", "agent")]
    return said[-1] if said and said[-1].sender == "person" else None


def choices_of(conversation: models.Conversation) -> QuickChoices | None:
    """The options of the last turn as buttons."""
    if conversation.status != "self_service" or not conversation.options:
        return None
    return QuickChoices(
        tuple(Choice(option["keys"] or option["key"], option["label"]) for option in conversation.options), name="keys"
    )


def agent_card_of(seat: models.Seat) -> AgentCard:
    tier = house.pack().tiers[seat.tier]
    return AgentCard(name=seat.name, staff_id=seat.agent_id, role=tier.title.get(language(), seat.tier))


def promise_card_of(
    callback: models.Callback, now: datetime, *, level: int = 2, for_person: bool = True
) -> PromiseCard:
    """A promised call: by when, planned for when, from which number, to which numbers, and why."""
    promise, matter = callback.promise, callback.matter
    rules = house.rules_at(CallbacksRules, promise.made_at)
    second = callback.second_from and callback.second_until
    planned = (
        Window(callback.second_from, callback.second_until)  # type: ignore[arg-type]
        if second
        else Window(callback.planned_from, callback.planned_until)
    )
    waiting = promise.state == "open"
    missed = promise.outcome in ("met_by_attempts", "broken") and _waits_for_person(matter)
    return PromiseCard(
        title=_("An officer calls you") if for_person else _("Call the person"),
        promised_by=promise.promised_by,
        zone=callback.zone,
        item_number=telling.tell_item_number(matter.item_number),
        made_at=promise.made_at,
        planned=planned if waiting else None,
        state=_state_of(promise, second is not None, now),  # type: ignore[arg-type]
        next_step=_next_step(callback),
        outcome=_outcome_of(promise),
        advice=tuple(advice(rules)) if waiting and for_person else (),
        numbers=tuple(number.shown_as for number in callback.numbers.all()) if waiting else (),
        from_number=house.tell_number(rules.caller_id.value.number) if waiting else "",
        why=rule_notes(_rules_of(promise), promise.made_at),
        reopen_url=waiting_for_person.reopen_path(matter) if missed and for_person else "",
        download_url=reverse("my-contacts-ics", args=[callback.id]) if waiting and for_person else "",
        withdraw_url=reverse("my-contacts-withdraw", args=[callback.id]) if waiting and for_person else "",
        level=level,
        for_staff=not for_person,
    )


def _waits_for_person(matter: models.Matter) -> bool:
    return not matter.promises.filter(state="open").exists()


def _rules_of(promise: models.Promise) -> list[Any]:
    decision = promise.decisions.filter(kind="callback_promised").order_by("made_at").first()
    return decision.rules if decision else [promise.rule]


def _state_of(promise: models.Promise, missed_once: bool, now: datetime) -> str:
    if promise.state == "closed":
        return promise.outcome
    if now > promise.promised_by:
        return "late"
    return "missed" if missed_once else "open"


def _next_step(callback: models.Callback) -> str:
    promise = callback.promise
    if promise.state != "open":
        return ""
    if callback.second_from:
        return _("You missed the first call. We call both numbers again.")
    return _("An officer calls in the planned window. If you miss it, we leave a message and call again.")


def _outcome_of(promise: models.Promise) -> str:
    words = {
        "kept": _("An officer reached you in time."),
        "kept_late": _("An officer reached you, later than we promised. We are sorry."),
        "met_by_attempts": _("We called twice and did not reach you. Your place is kept."),
        "withdrawn": _("You told us that you no longer need the call."),
        "superseded": _("A newer promise took the place of this one."),
        "broken": _("We did not keep this promise. A supervisor has been told."),
    }
    return words.get(promise.outcome, "")


def advice(rules: CallbacksRules) -> list[str]:
    """What a person who awaits a call is told, as the rule in force lists it."""
    words = {
        "watch_the_phone": _("Keep your phone close during the planned window."),
        "hours_in_force": _("Calls come only in the calling hours; the window above lies within them."),
        "both_numbers_tried": _("Each attempt tries every number that you gave."),
        "allow_unknown_callers": _("Let unknown callers through: the number may be hidden."),
        "keep_item_number": _("Ask an unknown caller to read out your item number."),
        "number_shown": _("The number that shows may be %(number)s.")
        % {"number": house.tell_number(rules.caller_id.value.number)},
        "allow_mail_from": _("Allow e-mail from %(address)s.") % {"address": rules.mail_from.value},
        "mobile_is_best": _("A mobile number is best; an extension cannot be called."),
    }
    return [words[word] for word in rules.person_is_told.value if word in words]


def title_of(intent: str) -> str:
    """What a matter is about, in words; an intent that the pack does not label shows its own word."""
    if not intent:
        return _("A question")
    try:
        return house.label_of(intent, language())
    except KeyError:
        return intent.replace("_", " ").capitalize()


def short_channel(channel: str) -> str:
    """A channel in a word, for lists."""
    return {"assistant": _("Chat"), "typed_voice": _("Phone"), "voice": _("Phone"), "api": _("API")}.get(
        channel, channel
    )


def standing_of(matter: models.Matter) -> str:
    """What happens next with an open matter in which no call is promised, in words; nothing for a closed one."""
    if matter.state != "open":
        return ""
    if matter.owner_seat_id:
        return _("A person is with you now.")
    return {
        "answer_contact": _("You are in line for a person. Your place is kept."),
        "look_up_again": _("The case records did not answer. We look again by ourselves and tell you here."),
        "wait_for_the_person": _("We wait for you: get in touch, and you go on from where you were."),
    }.get(matter.next_action, "")
