"""What was sent and what was seen of it: every message once and in order, and how long each took."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import quantiles

PERSON, AGENT = "person", "agent"
OTHER = {PERSON: AGENT, AGENT: PERSON}
MARK = re.compile(r"load-(\d+)-(person|agent)-(\d+)\.")
# As long as what people write to each other in a chat.
WORDS = "I moved in March and wrote to you then, and I would like to know what happens next with my case."


@dataclass(slots=True)
class Message:
    """One message of the load; moments are seconds of the monotonic clock."""

    chat: int
    side: str
    number: int
    posted_at: float = 0.0
    answered_at: float = 0.0
    seen_at: float = 0.0

    @property
    def text(self) -> str:
        return f"load-{self.chat}-{self.side}-{self.number}. {WORDS}"

    @property
    def mark(self) -> tuple[int, str, int]:
        return self.chat, self.side, self.number

    @property
    def took_ms(self) -> float:
        """From the POST's answer to the other side's page; nothing where the page had it before the answer."""
        return max(0.0, self.seen_at - self.answered_at) * 1000

    @property
    def took_in_all_ms(self) -> float:
        return (self.seen_at - self.posted_at) * 1000


def mark_in(text: str) -> tuple[int, str, int] | None:
    """Which message of the load this is, if it is one."""
    found = MARK.search(text)
    return (int(found[1]), found[2], int(found[3])) if found else None


@dataclass
class Deliveries:
    """The messages of one run, by their mark, and everything that was wrong with them."""

    messages: dict[tuple[int, str, int], Message] = field(default_factory=dict)
    doubled: int = 0
    out_of_order: int = 0
    _numbers: Counter[tuple[int, str]] = field(default_factory=Counter)
    _last_seen: dict[tuple[int, str], int] = field(default_factory=dict)

    def new(self, chat: int, side: str) -> Message:
        """The next message of one side of a chat."""
        self._numbers[chat, side] += 1
        message = Message(chat, side, self._numbers[chat, side])
        self.messages[message.mark] = message
        return message

    def saw(self, reader: str, mark: tuple[int, str, int], at: float, *, again: bool) -> None:
        """A page shows a message for the first time; `again` where it shows it already under another id."""
        chat, side, number = mark
        if again:
            self.doubled += 1
        if side == reader:
            return
        if number < self._last_seen.get((chat, side), 0):
            self.out_of_order += 1
        self._last_seen[chat, side] = number
        message = self.messages[mark]
        message.seen_at = message.seen_at or at

    def kept(self, texts: Iterable[str]) -> None:
        """Compares with what the database keeps: the text of every message, by conversation and position."""
        found = [mark for text in texts if (mark := mark_in(text))]
        self.doubled += len(found) - len(set(found))
        last: dict[tuple[int, str], int] = {}
        for chat, side, number in found:
            self.out_of_order += number < last.get((chat, side), 0)
            last[chat, side] = number
        for mark in self.messages.keys() - set(found):
            self.messages[mark].seen_at = 0.0  # whatever a page showed, it is not kept

    def missing(self) -> list[Message]:
        return [each for each in self.messages.values() if not each.seen_at]

    def all_seen(self) -> bool:
        return all(each.seen_at for each in self.messages.values())


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p95 and p99 of at least two values."""
    cuts = quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}
