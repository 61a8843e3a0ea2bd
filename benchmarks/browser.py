"""A browser as a load makes it: cookies, one connection that is kept for its requests, and one event stream.

Small on purpose: a thousand of them run in one process beside the server that they measure.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

CHUNKED, LENGTH = "chunked", "content-length"


class Cut(ConnectionError):
    """The connection ended before the answer did, or there was none to be had."""


@dataclass(slots=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: dict[str, str]
    text: str = ""


@dataclass(slots=True)
class Line:
    """One connection to the server. It can be cut at any moment, as a network does it: without a farewell."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def to(cls, port: int) -> Line:
        try:
            return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**20))
        except OSError as refused:
            raise Cut(str(refused)) from refused

    def is_open(self) -> bool:
        return not self.reader.at_eof() and not self.writer.is_closing()

    def cut(self) -> None:
        self.writer.transport.abort()

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Sends a request and reads the answer's head."""
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        try:
            self.writer.write(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode() + body)
            raw = await self.reader.readuntil(b"\r\n\r\n")
        except (OSError, EOFError) as ended:
            raise Cut(str(ended)) from ended
        first, *rest = raw.decode("latin-1").split("\r\n")
        answer = Answer(int(first.split(" ")[1]), {})
        for line in rest:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                value = "\n".join(filter(None, (answer.headers.get("set-cookie"), value)))
            answer.headers[name.lower()] = value
        return answer

    async def pieces(self, answer: Answer) -> AsyncIterator[bytes]:
        """The answer's body as it comes. Raises Cut where it breaks off."""
        try:
            if answer.headers.get("transfer-encoding") != CHUNKED:
                yield await self.reader.readexactly(int(answer.headers.get(LENGTH, "0")))
                return
            while size := int(await self.reader.readuntil(b"\r\n"), 16):
                yield (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readexactly(2)
        except (OSError, EOFError, ValueError) as ended:
            raise Cut(str(ended)) from ended


@dataclass(eq=False)
class Browser:
    """One visitor. Requests go one after another over the connection that is kept; a stream has one of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _kept: Line | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._ask("GET", path, headers, b"")

    async def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return await self._ask("POST", path, headers, urlencode(form).encode())

    async def stream(self, path: str, last_event_id: str = "") -> tuple[Line, Answer]:
        """An event stream of which the head has been read; the caller reads its pieces and cuts its line."""
        line = await Line.to(self.port)
        headers = {"Accept": "text/event-stream", "Cookie": self._cookie()}
        if last_event_id:
            headers["Last-Event-ID"] = last_event_id
        try:
            return line, await line.ask("GET", path, headers, b"")
        except BaseException:
            line.cut()
            raise

    def cut(self) -> None:
        """Ends the connection that is kept, in the middle of whatever goes over it."""
        if self._kept is not None:
            self._kept.cut()

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        async with self._turn:
            if self._kept is None or not self._kept.is_open():
                self._kept = await Line.to(self.port)
            line = self._kept
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            sent |= {"Cookie": self._cookie(), "Content-Length": str(len(body))}
            try:
                answer = await line.ask(method, path, sent, body)
                answer.text = b"".join([piece async for piece in line.pieces(answer)]).decode()
            except BaseException:
                line.cut()
                raise
            self._keep_cookies(answer)
            return answer

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookies(self, answer: Answer) -> None:
        for each in filter(None, answer.headers.get("set-cookie", "").split("\n")):
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
