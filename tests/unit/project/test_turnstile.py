"""Requests are let in as many at a time as there is room, and nobody who is through keeps another out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from openline.project.turnstile import Receive, Scope, Send, Turnstile

ROOM = 3
HTTP: Scope = {"type": "http"}
BEGINS: MutableMapping[str, Any] = {"type": "http.response.start"}


class Counted:
    """An application that notes how many requests are inside, and answers when it may."""

    def __init__(self, *, streams: bool = False) -> None:
        self.inside = self.most = self.begun = 0
        self.may_end = asyncio.Event()
        self.streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun += 1
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.streams:
            await send(BEGINS)
        await self.may_end.wait()
        self.inside -= 1


async def nothing() -> MutableMapping[str, Any]:
    return {}


async def ignored(message: MutableMapping[str, Any]) -> None:
    return None


def visits(count: int, application: Callable[..., Awaitable[None]]) -> list[asyncio.Task[None]]:
    return [asyncio.create_task(application(HTTP, nothing, ignored)) for _ in range(count)]  # type: ignore[arg-type]


async def everyone_has_moved() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def _ten_come_at_once(counted: Counted) -> None:
    gathered = asyncio.gather(*visits(10, Turnstile(counted, ROOM)))
    await everyone_has_moved()
    assert counted.begun == (10 if counted.streams else ROOM)
    counted.may_end.set()
    await gathered


def test_only_as_many_are_inside_as_there_is_room_and_all_are_served() -> None:
    async def story() -> None:
        counted = Counted()
        await _ten_come_at_once(counted)
        assert (counted.begun, counted.most) == (10, ROOM)

    asyncio.run(story())


def test_a_stream_that_has_begun_takes_nobodys_place() -> None:
    async def story() -> None:
        await _ten_come_at_once(Counted(streams=True))

    asyncio.run(story())


def test_a_request_that_fails_leaves_its_place() -> None:
    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("broken")

    async def story() -> None:
        turnstile = Turnstile(fails, 1)
        for _ in range(2):
            with pytest.raises(RuntimeError):
                await asyncio.wait_for(turnstile(HTTP, nothing, ignored), 5)

    asyncio.run(story())
