"""What every mail system promises, kept by a real server over SMTP and by the local inbox alike."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from openline.gateways.email import (
    AddressRefused,
    EmailGateway,
    LocalInboxEmail,
    MailRefused,
    MailSystemUnavailable,
    OutgoingEmail,
    SmtpEmail,
)

LETTER = OutgoingEmail(
    to="selvanna.lunaverde@example.org",
    subject="Su número: áéí",
    text="Le llamaremos mañana.\n",
    html=None,
    sender="Openline <no-reply@openline.example>",
    key="notice-1-email",
    headers={"Content-Language": "es"},
    written_at=datetime(2026, 11, 25, 21, 40, tzinfo=UTC),
)


class Mailbox:
    """A mail server's side: keeps what it accepts and answers as told."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.to_address = "250 OK"
        self.to_message = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.to_address == "hang up":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return self.to_address

    async def handle_DATA(self, server, session, envelope):
        if self.to_message.startswith("250"):
            self.kept.append(envelope.content)
        return self.to_message


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[SmtpEmail]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield SmtpEmail("127.0.0.1", controller.port, timeout=5)
    controller.stop()


@pytest.fixture(params=["smtp", "local inbox"])
def system(request, tmp_path: Path) -> tuple[EmailGateway, Callable[[], list[bytes]]]:
    """A mail system and what arrived in it."""
    if request.param == "smtp":
        kept = request.getfixturevalue("mailbox").kept
        return request.getfixturevalue("smtp"), lambda: kept
    return LocalInboxEmail(tmp_path), lambda: [file.read_bytes() for file in (tmp_path / "new").iterdir()]


def test_a_person_gets_the_message_whole_in_their_language(system):
    gateway, arrived = system
    gateway.send(replace(LETTER, html="<p>Le llamaremos mañana.</p>"))
    message = message_from_bytes(arrived()[0], policy=policy.default)
    assert message["To"] == LETTER.to
    assert message["Subject"] == LETTER.subject
    assert message["Content-Language"] == "es"
    assert message["Date"].datetime == LETTER.written_at
    assert message.get_body(("plain",)).get_content().splitlines() == LETTER.text.splitlines()
    assert "mañana" in message.get_body(("html",)).get_content()


def test_a_machine_that_answers_mail_is_told_not_to(system):
    gateway, arrived = system
    gateway.send(LETTER)
    assert message_from_bytes(arrived()[0])["Auto-Submitted"] == "auto-generated"


def test_the_same_key_is_the_same_message_to_whoever_receives_it(system):
    gateway, arrived = system
    first = gateway.send(LETTER)
    assert gateway.send(LETTER) == first
    assert gateway.send(replace(LETTER, key="notice-2-email")) != first
    assert {message_from_bytes(raw)["Message-ID"] for raw in arrived()} >= {first.message_id}
    assert len({message_from_bytes(raw)["Message-ID"] for raw in arrived()}) == 2


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b@example.org", "x@example.org\nBcc: y@example.org", "a b@example.org"]
)
def test_what_could_be_no_address_is_refused_for_good(system, address: str):
    gateway, arrived = system
    with pytest.raises(AddressRefused):
        gateway.send(replace(LETTER, to=address))
    assert arrived() == []


def test_no_header_can_be_slipped_in_by_a_subject(system):
    gateway, arrived = system
    with pytest.raises(MailRefused):
        gateway.send(replace(LETTER, subject="Hello\nBcc: y@example.org"))
    assert arrived() == []


def test_no_caller_can_replace_a_header_that_the_message_owns(system):
    gateway, arrived = system
    with pytest.raises(MailRefused, match="From"):
        gateway.send(replace(LETTER, headers={"From": "x@example.org"}))
    assert arrived() == []


def test_an_address_that_the_server_does_not_know_is_refused_for_good(smtp: SmtpEmail, mailbox: Mailbox):
    mailbox.to_address = "550 5.1.1 no such person"
    with pytest.raises(AddressRefused):
        smtp.send(LETTER)


@pytest.mark.parametrize("answer", ["451 4.7.1 greylisted", "452 mailbox full", "530 sign in first", "hang up"])
def test_an_address_that_is_put_off_is_tried_again_later(smtp: SmtpEmail, mailbox: Mailbox, answer: str):
    mailbox.to_address = answer
    with pytest.raises(MailSystemUnavailable):
        smtp.send(LETTER)
    mailbox.to_address = "250 OK"
    smtp.send(LETTER)
    assert len(mailbox.kept) == 1


def test_a_message_that_is_put_off_is_tried_again_later_and_a_refused_one_is_not(smtp: SmtpEmail, mailbox: Mailbox):
    mailbox.to_message = "451 try later"
    with pytest.raises(MailSystemUnavailable):
        smtp.send(LETTER)
    mailbox.to_message = "552 too large"
    with pytest.raises(MailRefused):
        smtp.send(LETTER)


def test_a_server_that_is_not_there_is_tried_again_later():
    with pytest.raises(MailSystemUnavailable):
        SmtpEmail("127.0.0.1", free_port(), timeout=1).send(LETTER)


def test_a_server_that_never_speaks_is_given_up_in_time():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(MailSystemUnavailable):
            SmtpEmail("127.0.0.1", silent.getsockname()[1], timeout=0.05).send(LETTER)


def test_nothing_is_sent_over_a_plain_connection_where_an_encrypted_one_is_wanted(smtp: SmtpEmail, mailbox: Mailbox):
    with pytest.raises(MailSystemUnavailable):
        replace(smtp, starttls=True).send(LETTER)
    assert mailbox.kept == []


def test_the_local_inbox_shows_each_person_their_messages_newest_first(tmp_path: Path):
    inbox = LocalInboxEmail(tmp_path)
    for number in ("one", "two"):
        inbox.send(replace(LETTER, key=number, subject=number))
    inbox.send(replace(LETTER, key="three", to="other@example.org"))
    assert [message.subject for message in inbox.messages(LETTER.to)] == ["two", "one"]
    found = inbox.read(inbox.messages(LETTER.to)[0].id)
    assert found is not None
    assert (found.text, found.written_at) == (LETTER.text, LETTER.written_at)


def test_the_local_inbox_opens_nothing_outside_itself(tmp_path: Path):
    inbox = LocalInboxEmail(tmp_path / "mail")
    (tmp_path / "secret").write_text("From: x\n\n")
    assert inbox.read("../../secret") is None
