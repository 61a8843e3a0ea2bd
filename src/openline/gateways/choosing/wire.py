"""One POST of JSON with a deadline for the whole exchange and a limit on what is read."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

LONGEST_REPLY = 65_536
_CHUNK = 8_192


class NoAnswer(Exception):
    """Nothing usable came back in time; the message says in a few words why, and quotes nothing of it."""


def post_json(url: str, body: Mapping[str, Any], headers: Mapping[str, str], seconds: float) -> Any:
    """The JSON that the address answers with status 200. Raises NoAnswer, at the latest after `seconds`.

    A redirect is not followed: a token never goes to an address that nobody set. The connection is cut at the
    deadline, also in the middle of a header or of a reply that trickles in without end.
    """
    where = urlsplit(url)
    deadline = time.monotonic() + seconds
    connection = _connection(where.scheme, where.hostname or "", where.port, seconds)
    cut = threading.Timer(seconds, _cut, (connection,))
    cut.daemon = True
    cut.start()
    try:
        path = where.path or "/"
        asked = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close", **headers}
        connection.request("POST", f"{path}?{where.query}" if where.query else path, json.dumps(body).encode(), asked)
        reply = connection.getresponse()
        if reply.status != 200:
            raise NoAnswer(f"status {reply.status}")
        return _read(reply, deadline)
    except (OSError, http.client.HTTPException, AttributeError, ValueError) as trouble:
        # AttributeError, ValueError: the standard library loses its socket when it is cut in the middle of a read.
        raise NoAnswer("too slow" if time.monotonic() >= deadline else type(trouble).__name__) from None
    finally:
        cut.cancel()
        connection.close()


def _connection(scheme: str, host: str, port: int | None, seconds: float) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _cut(connection: http.client.HTTPConnection) -> None:
    sock = connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _read(reply: http.client.HTTPResponse, deadline: float) -> Any:
    read = bytearray()
    while chunk := reply.read1(_CHUNK):
        read += chunk
        if len(read) > LONGEST_REPLY:
            raise NoAnswer("a reply that is too long")
        if time.monotonic() >= deadline:
            raise NoAnswer("too slow")
    try:
        return json.loads(read.decode())
    except (ValueError, RecursionError):
        raise NoAnswer("a reply that is no JSON") from None
