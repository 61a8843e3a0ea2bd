"""A mail system that refuses or is away: nothing is lost, the next address is tried, and somebody is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from tests.conftest import Clock

from openline.actions import conversations, notices
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.plugs import plugged
from openline.gateways.email import SmtpEmail
from openline.notices import handing_over
from openline.records.models import Address, Alert, Notice, Person, Suppression

pytestmark = pytest.mark.django_db(transaction=True)


class MailSystem:
    """A real SMTP server that takes or refuses as it is told."""

    def __init__(self) -> None:
        self.reply = "250 OK"
        self.taken: list[bytes] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.reply

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken.append(envelope.content)
        return "250 taken"


@pytest.fixture
def mail_system() -> Iterator[tuple[MailSystem, SmtpEmail]]:
    handler = MailSystem()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, SmtpEmail(host="127.0.0.1", port=port, starttls=False)
    finally:
        controller.stop()


@pytest.fixture
def person(clock: Clock) -> Person:
    with acting_as(SYSTEM):
        person = conversations.arrive("en", clock.machine)
        Address.objects.create(person=person, form="email", value="first@example.org", position=1)
        Address.objects.create(person=person, form="email", value="second@example.org", position=2)
    return person


def _write(person: Person, clock: Clock) -> Notice:
    facts = {"agency": "The center", "code": "123456", "minutes": "15", "main_line": "555-0100"}
    with acting_as(SYSTEM):
        now = clock.machine
        return notices.tell_person(
            person, "code_to_see_matter", notices.occasion(), facts, [], now, now=now, forms=("email",)
        )[0]


def test_a_message_goes_out_once_over_real_smtp(mail_system, person: Person, clock: Clock) -> None:
    handler, gateway = mail_system
    notice = _write(person, clock)
    with plugged("email", gateway):
        handing_over.hand_over_due(clock.machine)
        handing_over.hand_over_due(clock.machine + timedelta(hours=1))
    assert len(handler.taken) == 1 and b"first@example.org" in handler.taken[0]
    with acting_as(SYSTEM):
        assert Notice.objects.get(id=notice.id).state == "handed_over"


def test_a_mail_system_that_is_away_leaves_the_message_waiting_with_an_alarm_and_takes_it_later(
    mail_system, person: Person, clock: Clock
) -> None:
    handler, gateway = mail_system
    handler.reply = "451 try again later"
    notice = _write(person, clock)
    now = clock.machine
    with plugged("email", gateway):
        for _ in range(handing_over.TRIES_BEFORE_ALERT):
            handing_over.hand_over_due(now)
            now += timedelta(hours=1)
        with acting_as(SYSTEM):
            assert Notice.objects.get(id=notice.id).state == "waiting"
            assert Alert.objects.filter(kind="notice_waits", notice=notice).count() == 1
        handler.reply = "250 OK"
        handing_over.hand_over_due(now)
    with acting_as(SYSTEM):
        assert Notice.objects.get(id=notice.id).state == "handed_over"
    assert len(handler.taken) == 1


def test_a_dead_address_is_left_for_the_next_one_and_its_owner_is_told(
    mail_system, person: Person, clock: Clock
) -> None:
    handler, gateway = mail_system
    handler.reply = "550 no such user"
    notice = _write(person, clock)
    with plugged("email", gateway):
        handing_over.hand_over_due(clock.machine)
        handler.reply = "250 OK"
        handing_over.hand_over_due(clock.machine)
    with acting_as(SYSTEM):
        assert Notice.objects.get(id=notice.id).state == "failed"
        assert Notice.objects.get(moved_from=notice).address == "second@example.org"
        assert Suppression.objects.filter(address="first@example.org", reason="dead").exists()
        assert Alert.objects.filter(notice=notice).exists()
    assert b"second@example.org" in handler.taken[0]
