"""What every text gateway promises, kept over HTTP and by the local inbox alike."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from openline.gateways.sms import HttpSms, LocalInboxSms, NumberRefused, OutgoingText, SmsGateway, SmsSystemUnavailable

TEXT = OutgoingText(to="+12125550142", body="Le llamaremos mañana.", key="notice-1-text")


class Carrier(ThreadingHTTPServer):
    """A text gateway as docs/how-to/connect-a-text-gateway.md describes it; `fault` replaces its next answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), CarrierDesk)
        self.sent: dict[str, dict[str, str]] = {}
        self.fault: tuple[int, bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class CarrierDesk(BaseHTTPRequestHandler):
    server: Carrier

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, answer = self.server.fault or self.take(content)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def take(self, content: dict[str, str]) -> tuple[int, bytes]:
        if self.path != "/messages" or self.headers["Authorization"] != "Bearer secret":
            return 401, b"{}"
        if not content["to"].startswith("+1"):
            return 422, b'{"reason": "not_a_number"}'
        key = self.headers["Idempotency-Key"]
        self.server.sent.setdefault(key, content)
        return 202, json.dumps({"id": f"carrier-{key}"}).encode()

    def log_message(self, format: str, *args: object) -> None:
        """Keep test output quiet."""


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def http(carrier: Carrier) -> HttpSms:
    return HttpSms(carrier.url, "secret", timeout=5)


@pytest.fixture(params=["http", "local inbox"])
def system(request, tmp_path: Path) -> tuple[SmsGateway, Callable[[], list[tuple[str, str]]]]:
    """A text gateway and what went out through it."""
    if request.param == "http":
        sent = request.getfixturevalue("carrier").sent
        return request.getfixturevalue("http"), lambda: [(text["to"], text["body"]) for text in sent.values()]
    inbox = LocalInboxSms(tmp_path)
    return inbox, lambda: [(text.to, text.body) for text in inbox.messages()]


def test_a_person_gets_the_text_with_every_letter_of_their_language(system):
    gateway, sent = system
    assert gateway.send(TEXT).message_id
    assert sent() == [(TEXT.to, TEXT.body)]


def test_the_same_key_is_one_text_however_often_it_is_handed_over(system):
    gateway, sent = system
    first = gateway.send(TEXT)
    assert gateway.send(TEXT) == first
    assert gateway.send(replace(TEXT, key="notice-2-text")) != first
    assert len(sent()) == 2


def test_what_could_be_no_number_is_refused_for_good(system):
    gateway, sent = system
    with pytest.raises(NumberRefused):
        gateway.send(replace(TEXT, to="extension 12"))
    assert sent() == []


def test_a_refused_number_says_why_in_the_gateway_s_word(http: HttpSms):
    with pytest.raises(NumberRefused, match="not_a_number"):
        http.send(replace(TEXT, to="+442079460000"))


@pytest.mark.parametrize(
    "fault",
    [(503, b""), (429, b"slow down"), (401, b"{}"), (302, b""), (202, b"not json"), (202, b"[]"), (202, b'{"id": 7}')],
)
def test_a_gateway_that_cannot_or_answers_nonsense_is_tried_again_with_the_same_key(
    http: HttpSms, carrier: Carrier, fault: tuple[int, bytes]
):
    carrier.fault = fault
    with pytest.raises(SmsSystemUnavailable):
        http.send(TEXT)
    carrier.fault = None
    http.send(TEXT)
    assert list(carrier.sent) == [TEXT.key]


def test_a_gateway_that_never_answers_is_given_up_in_time():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(SmsSystemUnavailable):
            HttpSms(f"http://127.0.0.1:{silent.getsockname()[1]}", "secret", timeout=0.05).send(TEXT)


def test_the_token_is_not_shown_where_the_gateway_is_printed(http: HttpSms):
    assert "secret" not in repr(http)


def test_the_number_to_send_from_is_named_where_one_is_set(http: HttpSms, carrier: Carrier):
    replace(http, sender="+12025550100").send(TEXT)
    assert carrier.sent[TEXT.key]["from"] == "+12025550100"


def test_the_local_inbox_shows_each_number_its_texts_newest_first(tmp_path: Path):
    inbox = LocalInboxSms(tmp_path)
    for number in ("one", "two"):
        inbox.send(replace(TEXT, key=number, body=number))
    inbox.send(replace(TEXT, key="three", to="+12125550143"))
    assert [text.body for text in inbox.messages(TEXT.to)] == ["two", "one"]
    assert inbox.read("../drafts") is None
