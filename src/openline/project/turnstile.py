"""As many requests at once as there are database connections; who comes meanwhile waits outside, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from weakref import WeakKeyDictionary

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Turnstile:
    """An ASGI application around another, which lets in `room` requests at a time.

    Each request works in a thread of its own. When every page of a day comes back at once, a thousand of them would
    contend for the same few connections until most had waited too long and failed; here the wait has an order and no
    limit, and costs nothing. A request is through once its answer begins, so that a stream takes nobody's place.
    """

    def __init__(self, application: Application, room: int) -> None:
        self._application = application
        self._room = room
        self._gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        gate = self._gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._room))
        inside = True

        def leave() -> None:
            nonlocal inside
            if inside:
                inside = False
                gate.release()

        async def tell(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                leave()
            await send(message)

        await gate.acquire()
        try:
            await self._application(scope, receive, tell)
        finally:
            leave()
