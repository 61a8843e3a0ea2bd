"""A conversation: begun, taken turn by turn, handed to a person, ended.

A turn reads where the conversation stands, asks understanding and case systems with no transaction open,
and writes everything that follows from it in one transaction, under the version that it read.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise, takewhile

from django.db.models import F

from openline.actions import events, flow_actions, house, queues, weighing
from openline.actions.acting import Actor, acting_as
from openline.actions.knowledge import shown
from openline.actions.plugs import gateway
from openline.conversation import Opening, Said, State, Turn, Utterance, help_first, step
from openline.conversation.state import Event, PersonWeighed
from openline.records import models

TRIES_FOR_A_TURN = 3
LONGEST_LIVE_MESSAGE = 4000
JOINERS = "\u200c\u200d"  # one emoji out of several, and the spelling of Persian or Bengali


class TakenElsewhere(Exception):
    """Another turn of the same conversation was written meanwhile; nothing of this one was."""


class ConversationEnded(Exception):
    """The conversation is over; what was said is kept, and a new one can be started."""


@dataclass(slots=True)
class TurnTaken:
    """What a turn left behind: the conversation as it stands and the messages that the turn wrote."""

    conversation: models.Conversation
    messages: list[models.Message] = field(default_factory=list)


def arrive(language: str, now: datetime) -> models.Person:
    """A person of whom nothing is known but a language. Call it as SYSTEM; the visitor's session keeps the id."""
    return models.Person.objects.create(language=language, arrived_at=now)


def start(
    person: models.Person,
    channel: str,
    language: str,
    now: datetime,
    *,
    language_chosen: bool = False,
    called_from: str = "",
) -> TurnTaken:
    """Opens a contact with its conversation and greets. Inside the caller's transaction.

    A language that the person settled on before counts before that of the page (HRS-7), unless it is chosen anew.
    """
    kept = None if language_chosen else _language_kept(person)
    language, language_chosen = kept or language, language_chosen or kept is not None
    contact = models.Contact.objects.create(
        person=person,
        channel=channel,
        language=language,
        language_wished=person.language_wished,
        started_at=now,
        called_from=called_from,
    )
    conversation = models.Conversation.objects.create(
        contact=contact, person=person, channel=channel, language=language
    )
    state = State.new(language, flow_actions.wording_of(channel), language_chosen=language_chosen)
    state, turn = step(
        house.flows_at(now), state, Opening(), gateway("understanding"), flow_actions.wording_of(channel)
    )
    taken = TurnTaken(conversation)
    _write_turn(taken, None, None, turn.says, state, turn, now)
    return taken


def _language_kept(person: models.Person) -> str | None:
    """The language of the person's last conversation, if their own words or choice had settled it."""
    last = models.Conversation.objects.filter(person=person).order_by("-contact__started_at").first()
    return last.language if last and last.state.get("language_chosen") else None


def take_turn(
    conversation_id: uuid.UUID, event: Event, actor: Actor, now: datetime, *, message_key: str | None = None
) -> TurnTaken:
    """Takes what the person said or pressed and answers it.

    The same `message_key` again changes nothing and gives the same messages. Raises Conversation.DoesNotExist
    where the actor has no such conversation, ConversationEnded, or TakenElsewhere when others kept writing.
    """
    for _ in range(TRIES_FOR_A_TURN):
        try:
            return _take_turn_once(conversation_id, event, actor, now, message_key)
        except TakenElsewhere:
            continue
    raise TakenElsewhere(str(conversation_id))


def _take_turn_once(
    conversation_id: uuid.UUID, event: Event, actor: Actor, now: datetime, message_key: str | None
) -> TurnTaken:
    with acting_as(actor):
        conversation = models.Conversation.objects.select_related("contact").get(id=conversation_id)
        repeated = _said_before(conversation, message_key)
        if repeated:
            return TurnTaken(conversation, repeated)
        if conversation.status == "ended":
            raise ConversationEnded(str(conversation_id))
        if conversation.status in ("waiting", "live"):
            return TurnTaken(conversation, _say_to_person(conversation, event, now, message_key))
    return _answer(conversation, event, actor, now, message_key)


def _say_to_person(
    conversation: models.Conversation, event: Event, now: datetime, message_key: str | None
) -> list[models.Message]:
    """Keeps what is said to a person who is there or still to come; the same key at the same time counts once.

    Who still waits for them and speaks of danger is told at once where help is.
    """
    held = models.Conversation.objects.select_for_update().get(id=conversation.id)
    if held.status != conversation.status or _said_before(conversation, message_key):
        raise TakenElsewhere(str(conversation.id))
    if held.status == "waiting":  # who was away and writes is there again, in the place that they had
        queues.come_back(conversation.contact_id, now)
    heard = _heard(event, conversation)
    language = gateway("understanding").language_of(heard) or ""
    said = say(conversation, "person", heard, now, message_key=message_key, language=language)
    return [said, *(_say_where_help_is(conversation, heard, now) if held.status == "waiting" else [])]


def _say_where_help_is(conversation: models.Conversation, heard: str, now: datetime) -> list[models.Message]:
    state, wording = State.from_json(conversation.state), flow_actions.wording_of(conversation.channel)
    language, says = help_first(house.flows_at(now), state, heard, gateway("understanding"), wording)
    return _tell(conversation, says, language, now)


def _answer(
    conversation: models.Conversation, event: Event, actor: Actor, now: datetime, message_key: str | None
) -> TurnTaken:
    """Steps through the flow until it waits for the person again, saving after everything that it does."""
    book, understanding = house.flows_at(now), gateway("understanding")
    wording = flow_actions.wording_of(conversation.channel)
    state = State.from_json(conversation.state)
    taken = TurnTaken(conversation)
    heard: str | None = _heard(event, conversation)
    said: list[Said] = []
    weighed: list[PersonWeighed] = []
    happens: Event = event
    while True:
        state, turn = step(book, state, happens, understanding, wording)
        said.extend(turn.says)
        weighed.extend(turn.weighed)
        if turn.pending and turn.pending.verb == "look_up":
            happens = flow_actions.look_up(turn.pending, state.language, conversation, actor, now)
            continue
        with acting_as(actor):
            _lock(conversation)
            while turn.pending and turn.pending.verb != "look_up":
                happens = flow_actions.carry_out(turn.pending, state.language, conversation, now)
                state, turn = step(book, state, happens, understanding, wording)
                said.extend(turn.says)
                weighed.extend(turn.weighed)
            _write_turn(taken, heard, message_key, said, state, turn, now)
            for each in weighed:
                weighing.record(each, conversation.contact, now)
        if turn.pending is None:
            return taken
        heard, message_key, said, weighed = None, None, [], []
        happens = flow_actions.look_up(turn.pending, state.language, conversation, actor, now)


def _lock(conversation: models.Conversation) -> None:
    """Takes the next version of the conversation, unless somebody else already has."""
    won = models.Conversation.objects.filter(id=conversation.id, version=conversation.version).update(
        version=F("version") + 1
    )
    if not won:
        raise TakenElsewhere(str(conversation.id))
    conversation.version += 1


def _write_turn(
    taken: TurnTaken,
    heard: str | None,
    message_key: str | None,
    says: Sequence[Said],
    state: State,
    turn: Turn,
    now: datetime,
) -> None:
    conversation = taken.conversation
    if heard is not None:
        taken.messages.append(say(conversation, "person", heard, now, message_key=message_key, language=state.language))
    taken.messages += _tell(conversation, says, state.language, now)
    shown.record_said(conversation, taken.messages, state.language, now)
    conversation.state = state.to_json()
    conversation.options = [{"key": o.key, "label": o.label, "keys": o.keys} for o in turn.options]
    conversation.awaits = turn.awaits or ""
    conversation.flow = turn.flow or ""
    # Only what the turn decides: an agent may take the contact, and the center may speak, at any moment.
    changed = ["state", "options", "awaits", "flow"]
    if turn.ended and conversation.status == "self_service":
        conversation.status = "ended"
        changed.append("status")
        _end_contact(conversation, "answered", now)
    if conversation.language != state.language:
        _keep_language(conversation, state.language)
        changed.append("language")
    conversation.save(update_fields=changed)


def _tell(
    conversation: models.Conversation, says: Sequence[Said], language: str, now: datetime
) -> list[models.Message]:
    """Writes what the assistant says, each with the words and the rules that it stands on."""
    return [
        say(conversation, "assistant", each.text, now, words=each.key, because=list(each.because), language=language)
        for each in says
    ]


def _keep_language(conversation: models.Conversation, language: str) -> None:
    conversation.language = language
    models.Contact.objects.filter(id=conversation.contact_id).update(language=language)
    models.Person.objects.filter(id=conversation.person_id).update(language=language)


def say(
    conversation: models.Conversation,
    sender: str,
    text: str,
    now: datetime,
    *,
    seat: models.Seat | None = None,
    words: str = "",
    because: list[str] | None = None,
    message_key: str | None = None,
    language: str = "",
) -> models.Message:
    """Writes one message at the next position of the conversation and tells live pages. In a transaction.

    `language` is what it is in, where that may be another than the conversation's.
    """
    models.Conversation.objects.filter(id=conversation.id).update(messages_said=F("messages_said") + 1)
    position = models.Conversation.objects.values_list("messages_said", flat=True).get(id=conversation.id)
    conversation.messages_said = position
    message = models.Message.objects.create(
        conversation=conversation,
        position=position,
        sender=sender,
        seat=seat,
        text=text,
        language=language or conversation.language,
        words=words,
        because=because or [],
        message_key=message_key,
        said_at=now,
    )
    topic = events.topic_of_conversation(conversation.id)
    events.changed(topic, "message", now, conversation=conversation.id, position=position)
    return message


def _said_before(conversation: models.Conversation, message_key: str | None) -> list[models.Message]:
    """The messages that the turn with this key already wrote: the person's, and the answers right after it."""
    if message_key is None:
        return []
    said = conversation.messages.filter(message_key=message_key).first()
    if said is None:
        return []
    later = conversation.messages.filter(position__gt=said.position).order_by("position")
    return [said, *takewhile(lambda message: message.sender == "assistant", later)]


def _heard(event: Event, conversation: models.Conversation) -> str:
    """What the person said or pressed, as it is kept: readable text without control characters.

    Who chose on a screen has said the words of the choice; a phone's keys are kept as they were pressed.
    """
    keys = getattr(event, "keys", "")
    if conversation.channel == "assistant" and keys:
        labels = {option[name]: option["label"] for option in conversation.options for name in ("key", "keys")}
        keys = labels.get(keys, keys)
    text = event.text if isinstance(event, Utterance) else keys
    return readable(text)[:LONGEST_LIVE_MESSAGE]


def readable(text: str) -> str:
    """Text in one normal form, without control characters; line breaks stay, and what joins letters and emoji."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for before, c in pairwise(f" {normal}") if _is_readable(c, before)).strip()


def _is_readable(c: str, before: str) -> bool:
    if c in JOINERS:
        return not before.isascii()  # inside a plain word they would only hide it
    return c == "\n" or not unicodedata.category(c).startswith("C")


def end(conversation: models.Conversation, outcome: str, now: datetime) -> None:
    """Ends the conversation and its contact; nothing that was said is lost. Inside a transaction."""
    conversation.status = "ended"
    conversation.version = F("version") + 1
    conversation.options = []
    conversation.save(update_fields=["status", "version", "options"])
    conversation.refresh_from_db(fields=["version"])
    _end_contact(conversation, outcome, now)
    events.changed(events.topic_of_conversation(conversation.id), "ended", now, conversation=conversation.id)


def _end_contact(conversation: models.Conversation, outcome: str, now: datetime) -> None:
    models.Contact.objects.filter(id=conversation.contact_id, ended_at=None).update(ended_at=now, outcome=outcome)
