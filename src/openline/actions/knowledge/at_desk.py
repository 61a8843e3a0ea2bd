"""Answers at the agent's desk: what may help in this conversation, and showing one to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openline.actions import conversations, house
from openline.actions.knowledge import serving, shown
from openline.actions.knowledge.answering import address_of, nearest
from openline.actions.knowledge.serving import Audience, Served
from openline.policy.knowledge import UnknownPlaceholder
from openline.records import models

MOST_SUGGESTED = 4
MESSAGES_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Suggested:
    """An article that may help. `internal`: for the eyes of staff; it cannot be shown to the person."""

    article: str
    title: str
    text: str
    source: str
    internal: bool
    leads_to: tuple[str, ...] = ()


class NotForThePerson(LookupError):
    """There is no such answer for this person: it is internal, unknown, or not in their language."""


def suggest(conversation: models.Conversation, audience: Audience | str, now: datetime) -> list[Suggested]:
    """The articles nearest to what the conversation is about, best first; internal ones for staff only.

    Inside a transaction of the seat. Only reads: nothing of it is in the conversation until it is shown.
    """
    languages = [conversation.language, *house.pack().agency.languages]
    best: dict[str, Served] = {}
    for one in sorted(serving.in_force(Audience(audience), now), key=lambda one: languages.index(one.language)):
        if one.article.internal or one.language == conversation.language:
            best.setdefault(one.article.key, one)
    intent, question = _about(conversation), _question(conversation)
    places = {key: one.article.answers.index(intent) for key, one in best.items() if intent in one.article.answers}
    by_intent = sorted(places, key=lambda key: (places[key], best[key].article.internal, key))
    by_words = nearest(question, list(best.values()), conversation.language)
    chosen = list(dict.fromkeys([*by_intent, *by_words]))[:MOST_SUGGESTED]
    return [suggested for key in chosen if (suggested := _suggested(best[key], now))]


def _suggested(served: Served, now: datetime) -> Suggested | None:
    try:
        text = served.told(now).text
    except UnknownPlaceholder:
        return None
    source = served.source_in(served.language)
    article = served.article
    return Suggested(article.key, served.title, text, source, article.internal, article.leads_to)


def _about(conversation: models.Conversation) -> str:
    """The intent that the conversation stands at, or that its matter is about."""
    frames = conversation.state.get("frames") or []
    matter = conversation.contact.matter
    return str(frames[-1]["intent"]) if frames else (matter.about if matter else "")


def _question(conversation: models.Conversation) -> str:
    said = conversation.messages.filter(sender="person").order_by("-position").values_list("text", flat=True)
    return " ".join(reversed(said[:MESSAGES_LOOKED_AT]))


def show_to_person(
    conversation: models.Conversation, seat: models.Seat, article: str, now: datetime, *, message_key: str | None = None
) -> models.Message:
    """Puts an approved answer into the chat, verbatim and in the person's language, and on the record.

    Inside a transaction of the seat, which must hold the contact. The same `message_key` again changes nothing.
    Raises NotForThePerson.
    """
    models.Conversation.objects.select_for_update().get(id=conversation.id)
    if message_key and (before := conversation.messages.filter(message_key=message_key).first()):
        return before
    served = serving.find(article, Audience.PUBLIC, conversation.language, now)
    if served is None:
        raise NotForThePerson(article)
    try:
        filled = served.told(now)
    except UnknownPlaceholder as trouble:
        raise NotForThePerson(article) from trouble
    because = [address_of(article), *(ref.address for ref in filled.because)]
    message = conversations.say(
        conversation, "agent", filled.text, now, seat=seat, because=because, message_key=message_key
    )
    shown.record(served, filled.text, message, conversation.contact_id, now, found_by="desk", seat=seat)
    return message
