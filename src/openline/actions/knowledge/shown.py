"""Every answer that was shown is on the contact's record, in the transaction of the message that told it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from openline.actions.acting import SYSTEM, within
from openline.actions.knowledge import keeping, serving
from openline.actions.knowledge.answering import PREFIX
from openline.actions.knowledge.serving import Audience, Served
from openline.policy.knowledge import UnknownPlaceholder
from openline.records import models


def record_said(
    conversation: models.Conversation, messages: Iterable[models.Message], language: str, now: datetime
) -> None:
    """Keeps the answers that the assistant's messages of a turn tell word for word.

    A message names the articles that it may rest on in `because`; it counts as shown where the text stands in it.
    """
    for message in messages:
        named = [ref.removeprefix(PREFIX) for ref in message.because if isinstance(ref, str) and ref.startswith(PREFIX)]
        if message.sender != "assistant" or not named:
            continue
        with within(SYSTEM):
            for article in named:
                served = serving.find(article, Audience.PUBLIC, language, now)
                text = _text_of(served, now)
                if served is not None and text and text in message.text:
                    record(
                        served, text, message, conversation.contact_id, now, found_by=_found_by(conversation, article)
                    )


def record(
    served: Served,
    text: str,
    message: models.Message,
    contact_id: object,
    now: datetime,
    *,
    found_by: str = "",
    seat: models.Seat | None = None,
) -> None:
    """Keeps one showing, and the pack's version behind it where it was not kept yet. As SYSTEM or the seat."""
    keeping.keep_shown(served, now)
    models.AnswerShown.objects.get_or_create(
        message=message,
        article=served.article.key,
        defaults={
            "contact_id": contact_id,
            "language": served.language,
            "sha256": served.sha256,
            "title": served.title,
            "text": text,
            "found_by": found_by,
            "seat": seat,
            "shown_at": now,
        },
    )


def _text_of(served: Served | None, now: datetime) -> str:
    if served is None:
        return ""
    try:
        return served.told(now).text
    except UnknownPlaceholder:
        return ""


def _found_by(conversation: models.Conversation, article: str) -> str:
    decisions = models.Decision.objects.filter(
        contact_id=conversation.contact_id, kind="answer", facts__article=article
    )
    last = decisions.order_by("-made_at").first()
    return str(last.facts.get("found_by", "")) if last else ""
