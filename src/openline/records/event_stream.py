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
# That somebody was writing is no news to a page that was away.
REPLAY = (
    "SELECT id, topic, kind, ids FROM event WHERE id > %s AND topic = ANY(%s) AND kind <> 'writing'"
    " ORDER BY id LIMIT 1000"
)


class Hub:
    """Hands each new event to the pages of its topic. Made once for each event loop."""

    def __init__(self, connect: Mapping[str, Any]) -> None:
        self._connect = dict(connect)
        self._pages: dict[str, set[asyncio.Queue[dict[str, Any] | None]]] = defaultdict(set)
        self._seen: deque[int] = deque(maxlen=4 * LOOK_BACK)
        self._last = -1
        self._follows = asyncio.Event()
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
                for event in await self._replay(after, topics):
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

    async def _replay(self, after: int, topics: Collection[str]) -> list[dict[str, Any]]:
        async with await psycopg.AsyncConnection[dict[str, Any]].connect(**self._connect, row_factory=dict_row) as live:
            return await (await live.execute(REPLAY, [max(0, after - LOOK_BACK), list(topics)])).fetchall()


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
