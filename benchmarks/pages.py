"""One page of a live chat, as live.js and swap.js have it, for either side: one stream, and a log that only grows."""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import random
import re
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.browser import Answer, Browser, Cut, Line
from benchmarks.deliveries import AGENT, Deliveries, Message, mark_in

PART = re.compile(r"<[^>]*\sdata-fragment-url=[^>]*>")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
EVENTS = re.compile(r'<body[^>]*\sdata-events="([^"]+)"')
BUBBLE = re.compile(r'(?=id="m-[0-9a-f-]{36}")')
CHOICES = re.compile(r'<button[^>]*name="keys"[^>]*value="([^"]*)"[^>]*>(.*?)</button>', re.DOTALL)
MATTERS_TO_EVENTS = "conversation:"
HERE_EVERY = 30.0
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Part:
    """An element that is fetched again when one of its topics has news."""

    url: str
    topics: frozenset[str]
    tag: str

    @classmethod
    def of(cls, tag: str) -> Part:
        return cls(attribute(tag, "data-fragment-url"), frozenset(attribute(tag, "data-topics").split()), tag)


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


@dataclass
class Page:
    """A page in a browser. `follow` lives as long as the page is open; `say` sends until it has arrived."""

    browser: Browser
    address: str
    chat: int
    side: str
    deliveries: Deliveries
    counts: Counter[str]
    chance: random.Random
    fetches: bool = True
    in_front: bool = True
    conversation: str = ""
    shown: dict[str, tuple[int, str, int] | None] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    told_from: int | None = None
    streams: int = 0
    late: int = 0
    heard_at: float = 0.0
    follows: asyncio.Event = field(default_factory=asyncio.Event)
    _parts: list[Part] = field(default_factory=list)
    _talk: Part | None = None
    _events: str = ""
    _token: str = ""
    _last: str = ""
    _line: Line | None = None
    _retry: float = 3.0
    _after_post: list[tuple[str, int]] = field(default_factory=list)
    _waiting: dict[str, bool] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _marks: set[tuple[int, str, int]] = field(default_factory=set)

    async def load(self) -> Answer:
        """Opens the page and reads what its scripts would read from it."""
        answer = await self.browser.get(self.address)
        if answer.status != 200:
            raise RuntimeError(f"{self.address} answered {answer.status}")
        self._parts = [Part.of(tag) for tag in PART.findall(answer.text)]
        self._talk = next(part for part in self._parts if "data-turn-url" in part.tag)
        self._token = TOKEN.search(answer.text)[1]  # type: ignore[index]
        self._events = html.unescape(EVENTS.search(answer.text)[1])  # type: ignore[index]
        topic = next(topic for topic in self._talk.topics if topic.startswith(MATTERS_TO_EVENTS))
        self.conversation = topic.removeprefix(MATTERS_TO_EVENTS)
        self._show(answer.text)
        return answer

    async def follow(self) -> None:
        """Hears events until cancelled; a stream that ends is opened again, from the last event that was heard."""
        self._start(self._signs_of_life())
        tries = 0
        while True:
            try:
                line, answer = await self.browser.stream(self._events, self._last)
            except Cut:
                answer = line = None
            if line is not None and answer is not None and answer.status == 200:
                tries = 0
                await self._hear(line, answer)
                self.counts["streams ended"] += 1
                await asyncio.sleep(self._retry)
            elif line is not None:
                line.cut()
                self.counts["streams refused"] += 1
                await asyncio.sleep(self._pause(tries))
                tries += 1
            else:
                await asyncio.sleep(self._retry)

    async def _hear(self, line: Line, answer: Answer) -> None:
        self._line = line
        self.streams += 1
        if not self._last:
            self.told_from = None
            self._update_all()
        rest = b""
        try:
            async for piece in line.pieces(answer):
                *blocks, rest = (rest + piece).split(b"\n\n")
                for block in blocks:
                    self._take(block.decode())
        except Cut:
            pass
        finally:
            self.follows.clear()
            line.cut()

    def _take(self, block: str) -> None:
        self.follows.set()
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        self._last = fields.get("id", self._last)
        self._retry = int(fields.get("retry", 1000 * self._retry)) / 1000
        if "data" not in fields:
            return
        self.heard_at = time.monotonic()
        told = json.loads(fields["data"])
        self.counts["events heard"] += 1
        kind, topic = told.get("kind", ""), told.get("topic", "")
        position = int(told["ids"]["position"]) if kind == "message" else 0
        if position and topic.endswith(self.conversation):
            self.told.add(position)
        if kind == "writing" or not self.fetches:
            return
        for part in self._followed():
            if not topic or not part.topics or topic in part.topics:
                self._news(part, kind, position)

    def _news(self, part: Part, kind: str, position: int) -> None:
        """Fetches what the part does not show yet; the answer to a message on its way brings that one by itself."""
        if kind == "seen" and (part is not self._talk or "data-tells-seen" in part.tag):
            return
        if part is self._talk:
            if position and len(self.shown) >= position:
                return
            if self._turn.locked():
                self._after_post.append((kind, position))
                return
        self._start(self._update(part))

    def _update_all(self) -> None:
        for part in self._followed():
            self._start(self._update(part))

    def _followed(self) -> list[Part]:
        """What this window keeps up to date: the one in front all of it, a second one of the same desk its talk."""
        return self._parts if self.in_front else [part for part in self._parts if part is self._talk]

    async def _update(self, part: Part, failed: int = 0) -> None:
        """Fetches a part at most once at a time, and once more if something changed meanwhile; until it arrived."""
        if part.url in self._waiting:
            self._waiting[part.url] = True
            return
        self._waiting[part.url] = False
        stream, arrived = self.streams, False
        try:
            answer = await self.browser.get(part.url, X_Fragment="1", **self._named())
            self.counts["fragments fetched"] += 1
            arrived = answer.status < 500
            if answer.status != 200:
                self.counts[f"fragments answered {answer.status}"] += 1
            elif part is self._talk:
                self._show(answer.text)
                if self.told_from is None and stream == self.streams:
                    self.told_from = len(self.shown)
        except Cut:
            self.counts["fragments cut"] += 1
        finally:
            again = self._waiting.pop(part.url)
        if not arrived:
            self.late += 1
            await asyncio.sleep(self._pause(failed))
            self.late -= 1
            await self._update(part, failed + 1)
        elif again:
            await self._update(part)

    def _pause(self, failed: int) -> float:
        return min(LONGEST_PAUSE, 2**failed) * self.chance.uniform(0.75, 1.25)

    def _show(self, text: str) -> None:
        """Appends the bubbles that are new, as the page does, and notes which messages of the load they are."""
        now, before = time.monotonic(), len(self.shown)
        for piece in BUBBLE.split(text)[1:]:
            bubble = piece[4:42]
            if bubble in self.shown:
                continue
            mark = mark_in(piece)
            self.shown[bubble] = mark
            if mark is not None:
                self.deliveries.saw(self.side, mark, now, again=mark in self._marks)
                self._marks.add(mark)
        if self._talk and "data-tells-seen" in self._talk.tag and len(self.shown) > before:
            self._start(self._sign({"seen": str(len(self.shown))}))

    async def say(self, message: Message) -> None:
        """Sends until the server has answered, under one key; what the same page sends goes one after another."""
        async with self._turn:
            message.posted_at = time.monotonic()
            key, tries = uuid.uuid4().hex, 0
            while (answer := await self.turn({"text": message.text, "key": key})) is None:
                self.counts["posts sent again"] += 1
                await asyncio.sleep(self._pause(tries))
                tries += 1
            message.answered_at = time.monotonic()
            self._show(answer.text)
        waiting, self._after_post = self._after_post, []
        for kind, position in waiting:
            self._news(self._talk, kind, position)  # type: ignore[arg-type]

    async def turn(self, form: dict[str, str]) -> Answer | None:
        """One POST; None where it must be sent again."""
        assert self._talk is not None
        named = self._named()
        if named:
            form = {**form, "conversation": named["X_Conversation"]}
        try:
            answer = await self.browser.post(
                attribute(self._talk.tag, "data-turn-url"),
                {**form, "csrfmiddlewaretoken": self._token},
                X_Fragment="1",
                **named,
            )
        except Cut:
            return None
        if answer.status == 200:
            return answer
        self.counts[f"posts answered {answer.status}"] += 1
        if answer.status >= 500 or answer.status == 409:
            return None
        raise RuntimeError(f"a message of chat {self.chat} was refused: {answer.status}")

    async def _signs_of_life(self) -> None:
        """What an open page sends every so often; not all pages at the same moment."""
        assert self._talk is not None
        if not self.in_front:
            return
        if self.side == AGENT:
            sign = self.browser.post, "/desk/presence/", {"csrfmiddlewaretoken": self._token}
        elif url := attribute(self._talk.tag, "data-here-url"):
            sign = self.browser.post, url, {"csrfmiddlewaretoken": self._token, "conversation": self.conversation}
        else:
            return
        await asyncio.sleep(self.chance.uniform(0, HERE_EVERY))
        while True:
            try:
                await sign[0](sign[1], sign[2])
                self.counts["signs of life"] += 1
            except Cut:
                pass  # the next one says the same
            await asyncio.sleep(HERE_EVERY)

    async def _sign(self, about: dict[str, str]) -> None:
        assert self._talk is not None
        form = {**about, "conversation": self.conversation, "csrfmiddlewaretoken": self._token}
        with contextlib.suppress(Cut):
            await self.browser.post(attribute(self._talk.tag, "data-here-url"), form)

    def _named(self) -> dict[str, str]:
        talk = attribute(self._talk.tag, "data-talk") if self._talk else ""
        return {"X_Conversation": talk} if talk else {}

    def break_line(self) -> None:
        """The network fails this page: its stream or its requests, or both, in the middle of whatever they do."""
        which = self.chance.choice(("stream", "requests", "both"))
        if which != "requests" and self._line is not None:
            self._line.cut()
        if which != "stream":
            self.browser.cut()
        self.counts["lines cut"] += 1

    def events_missed(self, positions: int) -> int:
        """How many messages up to a position no event told of, though the page followed when they were written."""
        return 0 if self.told_from is None else len(set(range(self.told_from + 1, positions + 1)) - self.told)

    def is_fetching(self) -> bool:
        return bool(self._waiting) or self.late > 0

    def _start(self, work: object) -> None:
        task = asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.counts[f"pages broken: {task.exception()!r}"] += 1

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._line is not None:
            self._line.cut()
        self.browser.cut()
