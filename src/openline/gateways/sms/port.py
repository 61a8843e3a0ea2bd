"""What a text gateway promises: a text is handed over once for each key, or an exception with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class NumberRefused(Exception):
    """This number takes no texts: trying again will not help, another way to the person is needed."""


class SmsSystemUnavailable(Exception):
    """The text gateway did not take the text now; try again later with the same key."""


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One text to one number in E.164 form. `key` names it for ever: the same key is the same text."""

    to: str
    body: str
    key: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The text gateway has the text; a receipt that comes back names this `message_id`."""

    message_id: str


class SmsGateway(Protocol):
    """A text gateway that takes texts."""

    def send(self, text: OutgoingText) -> HandedOver:
        """Hand over; raises NumberRefused or SmsSystemUnavailable."""
        ...
