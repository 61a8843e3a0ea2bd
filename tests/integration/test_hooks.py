"""What comes back from outside changes what the center does next: stop, start, delivered, bounced."""

from __future__ import annotations

import hmac
import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.conftest import Clock
from tests.integration import center_staff
from tests.integration.api_client import RECEIPT, Caller, open_hours

from openline.actions import clock as center_clock
from openline.actions import notices, plugs
from openline.actions.acting import SYSTEM, acting_as
from openline.gateways.email import MailRefused
from openline.jobs import loop
from openline.records.models import Alert, Callback, Notice, NoticeReceipt, Person, Suppression

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "+12125550142"
EMAIL = "a@example.org"
BOUNCE = """Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--part--
"""


def knock(path: str, raw: bytes, signature: str | None = None) -> Any:
    signed = hmac.new(settings.OPENLINE_HOOK_TOKEN.encode(), raw, "sha256").hexdigest()
    headers = {"X-Openline-Signature": signed if signature is None else signature}
    return Client().post(f"/hooks/{path}", raw, content_type="application/octet-stream", headers=headers)


def text(body: str, message_id: str = "in-1", sender: str = NUMBER) -> Any:
    return knock("texts/inbound", json.dumps({"id": message_id, "from": sender, "body": body}).encode())


def receipt(message_id: str, status: str, **more: Any) -> Any:
    told = {"id": message_id, "status": status, "at": "2026-11-25T16:45:00-05:00", **more}
    return knock("texts/receipts", json.dumps(told).encode())


def bounce(message_id: str, status: str = "5.1.1", address: str = EMAIL, action: str = "failed") -> Any:
    raw = BOUNCE.format(address=address, action=action, status=status, message_id=message_id).encode()
    return knock("email/receipts", raw)


@pytest.fixture
def callback(client: Client, clock: Clock) -> Callback:
    """A person who was promised a call, with a number and an e-mail address on file; their notices are out."""
    clock.starts_at(open_hours)
    caller = Caller(client)
    caller.start()
    caller.reach_a_person()
    callback = center_staff.promise_a_call(RECEIPT)
    with acting_as(SYSTEM):
        Notice.objects.filter(state="waiting").update(next_try_at=center_clock.now())
    loop.run_once()
    return callback


def sent(form: str, kind: str = "callback_ahead") -> Notice:
    with acting_as(SYSTEM):
        return Notice.objects.filter(form=form, kind=kind).latest("written_at")


def all_of(model: Any, **which: Any) -> list[Any]:
    with acting_as(SYSTEM):
        return list(model.objects.filter(**which))


# Who knocks.


@pytest.mark.parametrize("path", ["texts/inbound", "texts/receipts", "email/receipts"])
def test_only_the_gateway_is_heard(clock: Clock, path: str) -> None:
    raw = b'{"id": "in-1", "from": "+12125550142", "body": "STOP"}'
    for signature in ("", "00" * 32, "é"):
        assert knock(path, raw, signature).status_code == 401
    assert not all_of(Suppression)
    assert Client().get(f"/hooks/{path}").status_code == 405


def test_without_a_secret_nobody_is_heard(clock: Clock, settings: Any) -> None:
    settings.OPENLINE_HOOK_TOKEN = ""
    raw = b'{"id": "in-1", "from": "+12125550142", "body": "STOP"}'
    assert knock("texts/inbound", raw, hmac.new(b"", raw, "sha256").hexdigest()).status_code == 401


@pytest.mark.parametrize(
    ("path", "raw"),
    [("texts/inbound", b"{}"), ("texts/receipts", b"nothing"), ("email/receipts", b"Subject: hello\n\nI am away.\n")],
)
def test_what_is_neither_text_nor_receipt_changes_nothing(clock: Clock, path: str, raw: bytes) -> None:
    assert knock(path, raw).status_code == 422


def test_a_very_large_body_is_refused(clock: Clock) -> None:
    assert knock("email/receipts", b"x" * 600_000).status_code == 413


# Stop, help, start.


@pytest.mark.parametrize(("stop", "start", "language"), [("Stop", "START", "en"), ("¡Alto!", "iniciar", "es")])
def test_who_texts_stop_gets_one_answer_and_no_more_texts_until_start(
    callback: Callback, stop: str, start: str, language: str
) -> None:
    assert text(stop).json() == {"taken": "stopped"}
    loop.run_once()
    answer = sent("text", "sms_stopped")
    assert (answer.state, answer.language, answer.address) == ("handed_over", language, NUMBER)
    with acting_as(SYSTEM):
        assert notices.reachable(callback.matter.person, "text") is None
        assert notices.reachable(callback.matter.person, "email") is not None
    assert text(start, "in-2").json() == {"taken": "started"}
    loop.run_once()
    assert sent("text", "sms_started").state == "handed_over"
    assert not all_of(Suppression)


def test_the_same_text_delivered_twice_is_one_text(callback: Callback) -> None:
    text("STOP")
    text("START", "in-2")
    assert text("STOP").json() == {"taken": "seen_before"}
    assert not all_of(Suppression)


def test_a_notice_to_a_stopped_number_goes_by_mail_and_its_owner_is_told(callback: Callback) -> None:
    text("STOP")
    with acting_as(SYSTEM):
        waiting = Notice.objects.create(
            kind="callback_ahead",
            form="text",
            address=NUMBER,
            language="en",
            person=callback.matter.person,
            matter=callback.matter,
            promise=callback.promise,
            facts=sent_facts(),
            key="told_again:text",
            written_at=center_clock.now(),
            next_try_at=center_clock.now(),
        )
    loop.run_once()
    (moved,) = all_of(Notice, moved_from=waiting)
    assert (moved.form, moved.address) == ("email", EMAIL)
    assert all_of(Alert, kind="notice_moved", notice=waiting)


def sent_facts() -> dict[str, str]:
    return Notice.objects.filter(kind="callback_ahead").latest("written_at").facts


def test_start_does_not_revive_a_dead_number(callback: Callback) -> None:
    receipt(sent("text").outside_id, "failed", reason="landline", permanent=True)
    text("START")
    assert [s.reason for s in all_of(Suppression)] == ["dead"]


@pytest.mark.parametrize(("word", "language"), [("HELP", "en"), ("ayuda", "es")])
def test_who_asks_a_text_for_help_gets_the_way_to_a_person(clock: Clock, word: str, language: str) -> None:
    assert text(word, sender="+12025550177").json() == {"taken": "helped"}
    loop.run_once()
    answer = sent("text", "sms_help")
    assert (answer.state, answer.language) == ("handed_over", language)


def test_a_text_that_is_no_keyword_gets_the_way_to_a_person_once_an_hour(callback: Callback) -> None:
    assert text("could you call on Monday instead? stop by").json() == {"taken": "not_read"}
    text("hello?", "in-2")
    assert len(all_of(Notice, kind="sms_help")) == 1
    assert not all_of(Suppression)


def test_a_stranger_who_texts_just_anything_leaves_no_trace(clock: Clock) -> None:
    text("hello", sender="+12025550177")
    assert not all_of(Person)
    assert not all_of(Notice)


# Receipts.


def test_a_delivered_text_is_known_as_delivered(callback: Callback) -> None:
    assert receipt(sent("text").outside_id, "delivered").status_code == 200
    assert sent("text").state == "delivered"
    assert receipt(sent("text").outside_id, "delivered").status_code == 200
    assert len(all_of(NoticeReceipt)) == 1


def test_a_receipt_for_a_text_that_is_not_known_is_to_be_sent_again(callback: Callback) -> None:
    assert receipt("out-of-nowhere", "delivered").status_code == 404
    assert receipt(" ", "delivered").status_code == 404


def test_a_dead_number_is_not_texted_again_and_the_notices_owner_is_told(callback: Callback) -> None:
    notice = sent("text")
    receipt(notice.outside_id, "failed", reason="landline", permanent=True)
    receipt(notice.outside_id, "failed", reason="landline", permanent=True)
    assert sent("text").state == "failed"
    assert [(s.address, s.reason) for s in all_of(Suppression)] == [(NUMBER, "dead")]
    (alert,) = all_of(Alert, notice=notice)
    assert (alert.kind, alert.for_queue) == ("notice_moved", callback.promise.owner_queue)


def test_a_text_that_was_only_lost_leaves_the_number_in_use(callback: Callback) -> None:
    notice = sent("text")
    receipt(notice.outside_id, "failed", reason="congestion")
    assert sent("text").state == "failed"
    assert not all_of(Suppression)
    assert all_of(Alert, notice=notice)


def test_a_hard_bounce_goes_by_the_next_channel_and_alerts_the_owner(callback: Callback) -> None:
    with acting_as(SYSTEM):  # as for a person who gave the number after this notice was written
        Notice.objects.filter(form="text", kind="callback_ahead").delete()
    notice = sent("email")
    assert bounce(notice.outside_id).json() == {"taken": "receipt"}
    assert all_of(Notice, id=notice.id)[0].state == "failed"
    assert [(s.form, s.address) for s in all_of(Suppression)] == [("email", EMAIL)]
    (moved,) = all_of(Notice, moved_from=notice)
    assert (moved.form, moved.address) == ("text", NUMBER)
    (alert,) = all_of(Alert, notice=notice)
    assert (alert.kind, alert.for_queue) == ("notice_moved", callback.promise.owner_queue)
    loop.run_once()
    assert all_of(Notice, id=moved.id)[0].state == "handed_over"


def test_a_person_whom_no_channel_reaches_is_named_to_the_owner(callback: Callback) -> None:
    receipt(sent("text").outside_id, "failed", permanent=True)
    bounce(sent("email").outside_id)
    assert "unreachable" in {alert.kind for alert in all_of(Alert)}


def test_a_full_mailbox_loses_the_message_and_keeps_the_address(callback: Callback) -> None:
    bounce(sent("email").outside_id, status="5.2.2")
    assert sent("email").state == "failed"
    assert not all_of(Suppression)


def test_a_dead_address_behind_a_forwarding_is_not_the_persons_own(callback: Callback) -> None:
    bounce(sent("email").outside_id, address="old@elsewhere.example")
    assert not all_of(Suppression)


def test_a_delay_and_a_bounce_of_mail_that_is_not_ours_change_nothing(callback: Callback) -> None:
    assert bounce(sent("email").outside_id, action="delayed", status="4.2.0").json() == {"taken": "receipt"}
    assert bounce("<somebody-else@example.org>").json() == {"taken": "nothing"}
    assert sent("email").state == "handed_over"
    assert not all_of(Suppression)


def test_a_notice_moves_only_to_a_form_that_it_has_words_for(callback: Callback) -> None:
    with acting_as(SYSTEM):
        only_mail = Notice.objects.create(
            kind="callback_answered_by_email",
            form="email",
            address=EMAIL,
            language="en",
            person=callback.matter.person,
            matter=callback.matter,
            key="answer:email",
            state="handed_over",
            handed_over_at=center_clock.now(),
            outside_id="<answer@openline.example>",
            written_at=center_clock.now(),
        )
    bounce(only_mail.outside_id)
    assert not all_of(Notice, moved_from=only_mail)
    assert [alert.kind for alert in all_of(Alert, notice=only_mail)] == ["unreachable"]


class _RefusesEveryMessage:
    """A mail system that takes none of our messages, whoever they go to."""

    def send(self, email: Any) -> Any:
        raise MailRefused("the sender is not allowed here")


def test_a_mail_system_that_refuses_our_sender_costs_nobody_their_address(callback: Callback) -> None:
    notice = sent("email")
    with acting_as(SYSTEM):
        Notice.objects.filter(id=notice.id).update(state="waiting", next_try_at=center_clock.now())
    with plugs.plugged("email", _RefusesEveryMessage()):
        loop.run_once()
    (kept,) = all_of(Notice, id=notice.id)
    assert kept.state == "waiting"
    assert kept.next_try_at > center_clock.now()
    assert not all_of(Suppression)
    assert [alert.kind for alert in all_of(Alert, notice=notice)] == ["notice_waits"]
