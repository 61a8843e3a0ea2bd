"""The phases of a run of many chats: opened, idle, only told of, calm, troubled; and what was found in each."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import psycopg
import uvloop
from psycopg.rows import tuple_row

from benchmarks.center import Center
from benchmarks.cost import Cost, of_server
from benchmarks.deliveries import AGENT, PERSON, Message, percentiles
from benchmarks.opening import Floor, open_chats, warm_up

LOOK_EVERY = 0.05
SECONDS_TO_FOLLOW = 180
SECONDS_TO_CATCH_UP = 240
KEPT = "SELECT id::text, text FROM message WHERE conversation_id = %s ORDER BY position"
BARE_EVENT = "INSERT INTO event (topic, kind, ids, at) VALUES (%s, 'bare', '{}', now())"
NUDGE = "SELECT pg_notify('openline_event', '')"


@dataclass(frozen=True)
class Wanted:
    """How much of everything."""

    chats: int = 500
    messages: int = 300
    rate: float = 3.0
    idle_seconds: float = 30.0
    cuts: int = 100
    seed: int = 1


@dataclass
class Found:
    """What a run found: figures by name, costs for the table, and what is wrong, in words."""

    figures: dict[str, float] = field(default_factory=dict)
    costs: list[Cost] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    a_conversation: str = ""


def play(wanted: Wanted, center: Center, seats: list[str], postmaster: int | None) -> Found:
    """The whole run over a seeded database with as many seats as chats; the center is stopped afterwards."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_play(wanted, center, seats, postmaster))


async def _play(wanted: Wanted, center: Center, seats: list[str], postmaster: int | None) -> Found:
    found = Found()
    rows = await psycopg.AsyncConnection.connect(center.app_url, autocommit=True, row_factory=tuple_row)
    try:
        await rows.execute("SELECT set_config('openline.actor', 'system', false)")
        await center.start()
        floor = Floor(center, rows, random.Random(wanted.seed))
        run = Run(wanted, floor, found, postmaster)
        await run.open(seats)
        for phase in (run.idle, run.bare, run.calm, run.troubled, run.check):
            print(f"  {phase.__doc__}", flush=True)
            await phase()
        found.figures["seconds_to_stop"] = await center.stop()
    finally:
        center.kill()
        await rows.close()
    return found


@dataclass
class Run:
    """The phases of a run, in their order."""

    wanted: Wanted
    floor: Floor
    found: Found
    postmaster: int | None
    _following: list[asyncio.Task[None]] = field(default_factory=list)
    _idle: tuple[float, float] = (0.0, 0.0)

    async def open(self, seats: list[str]) -> None:
        """Every chat live, every page loaded and following."""
        floor, figures = self.floor, self.found.figures
        await warm_up(floor)
        before = floor.center.memory_mb()
        began, app, server = self._used()
        await open_chats(floor, self.wanted.chats, seats)
        after = self._used()
        figures["open_cpu_ms_each"] = (after[1] - app + after[2] - server) * 1000 / self.wanted.chats
        figures["open_seconds"] = after[0] - began
        loaded = floor.center.memory_mb()
        self._following = [asyncio.create_task(page.follow()) for page in floor.pages]
        await self._until(lambda: all(page.follows.is_set() for page in floor.pages), SECONDS_TO_FOLLOW)
        not_following = sum(not page.follows.is_set() for page in floor.pages)
        if not_following:
            raise RuntimeError(f"{not_following} of {len(floor.pages)} pages never followed: {dict(floor.counts)}")
        figures |= {
            "chats_open": len(floor.persons),
            "pages_following": len(floor.pages),
            "memory_mb_before": before,
            "memory_mb_loaded": loaded,
            "memory_mb": floor.center.memory_mb(),
            "memory_kb_a_chat": (floor.center.memory_mb() - before) * 1024 / len(floor.persons),
            "stream_memory_kb_a_chat": (floor.center.memory_mb() - loaded) * 1024 / len(floor.persons),
            "threads": floor.center.threads(),
            "database_connections": await self._connections(),
        }

    async def idle(self) -> None:
        """Nobody writes; what the open pages alone cost."""
        await self._until(self._no_page_fetches, SECONDS_TO_FOLLOW)
        began, app, server = self._used()
        signs = self.floor.counts["signs of life"]
        await asyncio.sleep(self.wanted.idle_seconds)
        ended, app_then, server_then = self._used()
        seconds = ended - began
        self._idle = (app_then - app) / seconds, (server_then - server) / seconds
        self.found.figures["signs_a_second"] = (self.floor.counts["signs of life"] - signs) / seconds
        self.found.figures["idle_cpu_percent"] = 100 * sum(self._idle)

    async def bare(self) -> None:
        """As many events, which the pages hear and then fetch nothing: what the stream alone takes."""
        floor = self.floor
        sent: dict[str, float] = {}
        for page in floor.pages:
            page.fetches, page.heard_at = False, 0.0

        async def one(number: int) -> None:
            conversation = list(floor.persons)[number % len(floor.persons)]
            await floor.rows.execute(BARE_EVENT, [f"conversation:{conversation}"])
            await floor.rows.execute(NUDGE)
            sent[conversation] = time.monotonic()

        def unheard() -> list[str]:
            pairs = ((each, floor.persons[each], floor.agents[each]) for each in sent)
            return [each for each, person, agent in pairs if not person.heard_at or not agent.heard_at]

        async with self._costs("event to both pages, nothing fetched", count := min(200, self.wanted.chats)):
            await self._at_the_rate(count, one)
            await self._until(lambda: not unheard(), SECONDS_TO_CATCH_UP)
        if unheard():
            self.found.problems.append(f"{len(unheard())} bare events were not heard by both pages")
        heard = [page.heard_at - sent[each] for each in sent for page in (floor.persons[each], floor.agents[each])]
        self._keep_percentiles("bare", [max(0.0, each) * 1000 for each in heard])
        for page in floor.pages:
            page.fetches = True

    async def calm(self) -> None:
        """Both sides write; nothing else happens."""
        before = self.floor.counts["fragments fetched"]
        async with self._costs(f"message in one of {len(self.floor.persons)} open chats", self.wanted.messages):
            written = await self._write(self.wanted.messages)
        self._keep_percentiles("seen", [each.took_ms for each in written if each.seen_at])
        self._keep_percentiles("sent_to_seen", [each.took_in_all_ms for each in written if each.seen_at])
        self.found.figures["fragments_a_message"] = (self.floor.counts["fragments fetched"] - before) / len(written)
        self.found.figures["memory_mb_after"] = self.floor.center.memory_mb()

    async def troubled(self) -> None:
        """Both sides write while lines are cut and the serving process dies and comes again."""
        seconds = self.wanted.messages / self.wanted.rate
        cutting = asyncio.create_task(self._cut_lines(seconds))
        restarting = asyncio.create_task(self._restart(seconds / 2))
        written = await self._write(self.wanted.messages)
        await cutting
        self.found.figures["seconds_to_restart"] = await restarting
        await self._until(self._caught_up, SECONDS_TO_CATCH_UP)
        self._keep_percentiles("troubled", [each.took_ms for each in written if each.seen_at])

    async def check(self) -> None:
        """Compares pages and database: each message once, in order, on both pages, and told of by an event."""
        floor, figures, problems = self.floor, self.found.figures, self.found.problems
        texts: list[str] = []
        differ = unheard = 0
        for conversation, person in floor.persons.items():
            kept = await (await floor.rows.execute(KEPT, [conversation])).fetchall()
            texts += [text for _id, text in kept]
            for page in (person, floor.agents[conversation]):
                differ += list(page.shown) != [f"m-{each}" for each, _text in kept]
                unheard += page.events_missed(len(kept))
        floor.deliveries.kept(texts)
        missing = floor.deliveries.missing()
        figures |= {
            "messages_sent": len(floor.deliveries.messages),
            "delivered_once": len(floor.deliveries.messages) - len(missing) - floor.deliveries.doubled,
            "doubled": floor.deliveries.doubled,
            "missing": len(missing),
            "out_of_order": floor.deliveries.out_of_order,
            "pages_unlike_the_record": differ,
            "events_unheard": unheard,
        }
        self.found.a_conversation = next(iter(floor.persons))
        figures["posts_sent_again"] = 0
        figures |= {name.replace(" ", "_"): count for name, count in sorted(floor.counts.items())}
        wrong = ("doubled", "missing", "out_of_order", "pages_unlike_the_record", "events_unheard")
        problems += [f"{name.replace('_', ' ')}: {figures[name]:.0f}" for name in wrong if figures[name]]
        problems += [f"{name}: {count}" for name, count in floor.counts.items() if name.startswith("pages broken")]
        for page in floor.pages:
            page.close()
        for task in self._following:
            task.cancel()

    async def _write(self, count: int) -> list[Message]:
        """Messages at the rate, from one side or the other of any chat; returns when all are seen, or too late."""
        floor = self.floor
        written: list[Message] = []

        async def one(number: int) -> None:
            pages = floor.chance.choice((floor.persons, floor.agents))
            page = floor.chance.choice(list(pages.values()))
            message = floor.deliveries.new(page.chat, PERSON if pages is floor.persons else AGENT)
            written.append(message)
            await page.say(message)

        await self._at_the_rate(count, one)
        await self._until(floor.deliveries.all_seen, SECONDS_TO_CATCH_UP)
        return written

    async def _at_the_rate(self, count: int, act: Callable[[int], Awaitable[None]]) -> None:
        """Begins each at its moment, whether those before are through or not; returns when all are."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                await asyncio.sleep(max(0.0, began + number / self.wanted.rate - time.monotonic()))
                group.create_task(act(number))  # type: ignore[arg-type]

    async def _cut_lines(self, seconds: float) -> None:
        for _ in range(self.wanted.cuts):
            self.floor.chance.choice(self.floor.pages).break_line()
            await asyncio.sleep(self.floor.chance.expovariate(self.wanted.cuts / seconds))

    async def _restart(self, after: float) -> float:
        await asyncio.sleep(after)
        self.floor.center.kill()
        return await self.floor.center.start()

    def _caught_up(self) -> bool:
        """Every page follows, and none is about to fetch."""
        return all(page.follows.is_set() for page in self.floor.pages) and self._no_page_fetches()

    def _no_page_fetches(self) -> bool:
        return not any(page.is_fetching() for page in self.floor.pages)

    async def _until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Returns when the condition holds or the time is over; whoever needs it asks again."""
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            await asyncio.sleep(LOOK_EVERY)

    @asynccontextmanager
    async def _costs(self, what: str, count: int) -> AsyncIterator[None]:
        """Measures the block: what each of `count` took beyond what the idle pages take in the same time."""
        began, app, server = self._used()
        yield
        ended, app_then, server_then = self._used()
        seconds = ended - began
        cost = Cost(what, count, wall_ms=seconds * 1000 / count)
        cost.app_ms = (app_then - app - seconds * self._idle[0]) * 1000 / count
        cost.server_ms = (server_then - server - seconds * self._idle[1]) * 1000 / count
        self.found.costs.append(cost)

    def _used(self) -> tuple[float, float, float]:
        """The moment, and the CPU seconds of the serving process and of the database server until now."""
        server = of_server(self.postmaster) if self.postmaster else 0.0
        return time.monotonic(), self.floor.center.cpu_seconds(), server

    def _keep_percentiles(self, name: str, values: list[float]) -> None:
        if len(values) > 1:
            self.found.figures |= {f"{name}_{cut}_ms": value for cut, value in percentiles(values).items()}

    async def _connections(self) -> int:
        asked = (
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        row = await (await self.floor.rows.execute(asked)).fetchone()
        return row[0] if row else 0
