"""One message of a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from openline.ui.components.promise_card.part import PromiseCard
from openline.ui.components.why.part import RuleNote


@dataclass(frozen=True, slots=True)
class MessageBubble:
    """`key` is the sender's own key of the message, by which a page knows the one that it sent itself.

    `said_by`: `person` wrote it, `openline` is the assistant, `staff` a person at a desk, `notice` what happened.
    `mine` puts it on the reader's side: the person's own in the assistant, the agent's own at a desk.
    `lang` is the language of the words, where it is known. `delivery` is told of the reader's own words only.
    """

    id: str
    said_by: Literal["person", "openline", "staff", "notice"]
    text: str
    at: datetime
    zone: str
    name: str = ""
    key: str = ""
    mine: bool = False
    lang: str = ""
    delivery: Literal["", "sent", "seen"] = ""
    why: tuple[RuleNote, ...] = ()
    promise: PromiseCard | None = None
