"""Events for live pages: one listening connection for each process, a bounded queue for each page.

NOTIFY is only a hint that something is there; what it is stands in the event table and is read from it, so
that a page that was away is told again from where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection
from psycopg.rows import dict_row

log = logging.getLogger("openline.live")
CHANNEL = "openline_event"
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_TROUBLE = 2.0
SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0
PAGE_QUEUE = 200
# Transactions commit in another order than their events are numbered. Each look reads this far back again and
# leaves out what it has seen, so that a late one is not missed.
LOOK_BACK = 500
READ = "SELECT id, topic, kind, ids FROM event WHERE id > %s ORDER BY id LIMIT 2000"
# What each page asks for again, by the index of topic and id. That somebody was writing is no news to a page that
# was away.
REPLAY = """
SELECT asked.nth, told.id, told.topic, told.kind, told.ids
FROM unnest(%s::int[], %s::text[], %s::bigint[]) AS asked(nth, topic, after), LATERAL (
    SELECT id, topic, kind, ids FROM event
    WHERE event.topic = asked.topic AND id > asked.after AND kind <> 'writing' ORDER BY id LIMIT 1000
) told
ORDER BY asked.nth, told.id
"""


@dataclass(slots=True)
class Missed:
    """What a page that comes back asks for: everything on its topics after the last event that it heard."""

    topics: Collection[str]
    after: int
    told: asyncio.Future[list[dict[str, Any]]]


class Hub:
    """Hands each new event to the pages of its topic. Made once for each event loop."""

    def __init__(self, connect: Mapping[str, Any]) -> None:
        self._connect = dict(connect)
        self._pages: dict[str, set[asyncio.Queue[dict[str, Any] | None]]] = defaultdict(set)
        self._seen: deque[int] = deque(maxlen=4 * LOOK_BACK)
        self._last = -1
        self._follows = asyncio.Event()
        self._missed: list[Missed] = []
        self._task: asyncio.Task[None] | None = None

    async def listen(self, topics: Collection[str], after: int | None) -> AsyncIterator[dict[str, Any] | None]:
        """Events of the topics, from just after `after` where it is given; None now and then as a sign of life.

        The first None comes when nothing that happens from then on can be missed.
        """
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(PAGE_QUEUE)
        for topic in topics:
            self._pages[topic].add(queue)
        self._make_sure_it_runs()
        try:
            with contextlib.suppress(TimeoutError):  # a database that is away is waited for while the page is open
                await asyncio.wait_for(self._follows.wait(), SECONDS_BETWEEN_SIGNS_OF_LIFE)
            yield None
            if after is not None:
                missed = self._ask_again(after, topics)
                while not missed.done():
                    await asyncio.wait([missed], timeout=SECONDS_BETWEEN_SIGNS_OF_LIFE)
                    if not missed.done():
                        yield None
                for event in missed.result():
                    yield event
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), SECONDS_BETWEEN_SIGNS_OF_LIFE)
                except TimeoutError:
                    yield None
        finally:
            for topic in topics:
                self._pages[topic].discard(queue)
                if not self._pages[topic]:
                    del self._pages[topic]

    def follows(self) -> bool:
        """Whether events are heard as they happen, so that a page that begins now misses none."""
        return self._follows.is_set()

    def pages(self) -> int:
        """How many pages listen now."""
        return len({id(queue) for queues in self._pages.values() for queue in queues})

    def _make_sure_it_runs(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while self._pages:
            try:
                async with await psycopg.AsyncConnection[dict[str, Any]].connect(
                    **self._connect, autocommit=True, row_factory=dict_row
                ) as live:
                    await live.execute(f"LISTEN {CHANNEL}")
                    await self._follow(live)
            except (psycopg.Error, OSError) as trouble:
                log.warning("live pages wait for the database: %s", type(trouble).__name__)
                await asyncio.sleep(SECONDS_AFTER_TROUBLE)

    async def _follow(self, live: psycopg.AsyncConnection[Any]) -> None:
        if self._last < 0:
            newest = await (await live.execute("SELECT coalesce(max(id), 0) AS newest FROM event")).fetchone()
            self._last = newest["newest"] if newest else 0
            self._seen.extend(range(max(0, self._last - LOOK_BACK), self._last + 1))
        self._follows.set()
        while self._pages:
            if self._missed:
                await self._tell_again(live)
            with contextlib.suppress(TimeoutError):
                async for _ in live.notifies(timeout=SECONDS_BETWEEN_LOOKS, stop_after=1):
                    pass
            rows = await (await live.execute(READ, [max(0, self._last - LOOK_BACK)])).fetchall()
            seen = set(self._seen)
            for row in rows:
                if row["id"] not in seen:
                    self._seen.append(row["id"])
                    self._last = max(self._last, row["id"])
                    self._hand_out(row)

    def _hand_out(self, event: dict[str, Any]) -> None:
        for queue in self._pages.get(event["topic"], ()):
            if queue.full():
                queue.get_nowait()  # a page that does not keep up asks for everything anew at its next event
            queue.put_nowait(event)

    def _ask_again(self, after: int, topics: Collection[str]) -> asyncio.Future[list[dict[str, Any]]]:
        """Told at the next look: after a restart every page asks at once, and one query answers them all."""
        missed = Missed(topics, max(0, after - LOOK_BACK), asyncio.get_running_loop().create_future())
        self._missed.append(missed)
        return missed.told

    async def _tell_again(self, live: psycopg.AsyncConnection[dict[str, Any]]) -> None:
        asked = list(self._missed)
        pairs = [(nth, topic, missed.after) for nth, missed in enumerate(asked) for topic in missed.topics]
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        columns = [list(column) for column in zip(*pairs, strict=True)]
        for row in await (await live.execute(REPLAY, columns)).fetchall():
            found[row["nth"]].append(row)
        del self._missed[: len(asked)]  # only now: where the database went away, they are asked for once more
        for nth, missed in enumerate(asked):
            if not missed.told.done():
                missed.told.set_result(sorted(found[nth], key=lambda event: event["id"]))


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(_how_to_connect())
    return _hubs[loop]


def _how_to_connect() -> dict[str, Any]:
    settings = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {key: settings[name] for key, name in named.items() if settings.get(name)}


def as_server_sent_event(event: Mapping[str, Any] | None) -> str:
    """The event as a browser's EventSource reads it; a sign of life is a comment."""
    if event is None:
        return ": still here\n\n"
    data = json.dumps({"topic": event["topic"], "kind": event["kind"], "ids": event["ids"]})
    return f"id: {event['id']}\nevent: changed\ndata: {data}\n\n"
