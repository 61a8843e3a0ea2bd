"""Handing notices over: rendered, sent once under their key, and moved to another address when one is dead.

A notice is leased in one transaction, sent with none open, and settled in another. A process that dies in
between leaves the lease to run out; the next try carries the same key, so that nothing is sent twice.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings

from openline.actions import house, ledger
from openline.actions import notices as written
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.plugs import gateway
from openline.gateways.email import AddressRefused, MailRefused, MailSystemUnavailable, OutgoingEmail
from openline.gateways.sms import NumberRefused, OutgoingText, SmsSystemUnavailable
from openline.policy.wording import Wording, WordingError, notice_facts, render
from openline.records import models

log = logging.getLogger("openline.notices")
BATCH = 20
LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=30)
TRIES_BEFORE_ALERT = 3
ANSWERS_TO_A_TEXT = frozenset({"sms_stopped", "sms_help", "sms_started"})


def hand_over_due(now: datetime) -> int:
    """Hands over one batch of due notices; how many went out."""
    with acting_as(SYSTEM):
        ids = list(
            models.Notice.objects.filter(state="waiting", next_try_at__lte=now)
            .order_by("next_try_at", "id")
            .values_list("id", flat=True)[:BATCH]
        )
    return sum(hand_over(notice_id, now) for notice_id in ids)


def hand_over(notice_id: object, now: datetime) -> bool:
    """One notice: True when the outside took it."""
    try:
        leased = _lease(notice_id, now)
    except WordingError as problem:
        log.error("notice %s has no words: %s", notice_id, problem)
        _fault_of_ours(notice_id, "words_missing", now)
        return False
    if leased is None:
        return False
    notice, words = leased
    try:
        outside_id = _send(notice, words, now)
    except (AddressRefused, NumberRefused) as refusal:
        _refused(notice, refusal, now)
        return False
    except MailRefused as refusal:
        log.error("the mail system refuses notice %s itself: %s", notice.id, refusal)
        _fault_of_ours(notice.id, "message_refused", now)
        return False
    except (MailSystemUnavailable, SmsSystemUnavailable) as trouble:
        _later(notice, trouble, now)
        return False
    with acting_as(SYSTEM):
        models.Notice.objects.filter(id=notice.id, state="waiting").update(
            state="handed_over",
            handed_over_at=now,
            next_try_at=None,
            outside_id=outside_id,
            subject=words.subject or "",
            body=words.body,
        )
    return True


def _lease(notice_id: object, now: datetime) -> tuple[models.Notice, Wording] | None:
    with acting_as(SYSTEM):
        waiting = models.Notice.objects.select_for_update(skip_locked=True)
        notice = waiting.filter(id=notice_id, state="waiting", next_try_at__lte=now).first()
        if notice is None:
            return None
        if _is_suppressed(notice):
            notice.state, notice.next_try_at, notice.trouble = "suppressed", None, "stopped"
            notice.save(update_fields=["state", "next_try_at", "trouble"])
            move_on(notice, now)
            return None
        notice.tries += 1
        notice.next_try_at = now + LEASE
        notice.save(update_fields=["tries", "next_try_at"])
        words = render(house.pack_folder(), notice.kind, notice.form, notice.language, notice.facts)
    return notice, words


def _fault_of_ours(notice_id: object, trouble: str, now: datetime) -> None:
    """Words are missing, or the mail system refuses our very message or sender: nothing that the address did.

    The notice waits and a supervisor hears of it.
    """
    with acting_as(SYSTEM):
        notice = models.Notice.objects.get(id=notice_id)
        models.Notice.objects.filter(id=notice_id, state="waiting").update(
            next_try_at=now + LONGEST_WAIT, trouble=trouble
        )
        key = f"notice_waits:{notice_id}"
        ledger.raise_alert("notice_waits", key, now, for_queue=house.alert_queue(), matter=notice.matter, notice=notice)


def _is_suppressed(notice: models.Notice) -> bool:
    """Whether the address must not be written to; who just said stop or asked for help still gets that one answer."""
    against = models.Suppression.objects.filter(form=notice.form, address=notice.address)
    if notice.kind in ANSWERS_TO_A_TEXT:
        against = against.exclude(reason="stop")
    return against.exists()


def _send(notice: models.Notice, words: Wording, now: datetime) -> str:
    """Sends, and gives the outside's name for the message."""
    if notice.form == "email":
        handed_over = gateway("email").send(
            OutgoingEmail(
                to=notice.address,
                subject=words.subject or "",
                text=words.body,
                html=None,
                sender=settings.OPENLINE_MAIL_FROM,
                key=notice.key,
                written_at=now,
            )
        )
    else:
        handed_over = gateway("sms").send(OutgoingText(to=notice.address, body=words.body, key=notice.key))
    return handed_over.message_id


def _later(notice: models.Notice, trouble: Exception, now: datetime) -> None:
    """The outside system is away: the notice waits, ever longer, and somebody is told."""
    log.warning("notice %s cannot be handed over yet: %s", notice.id, type(trouble).__name__)
    with acting_as(SYSTEM):
        wait = min(timedelta(seconds=15 * 2**notice.tries), LONGEST_WAIT)
        models.Notice.objects.filter(id=notice.id, state="waiting").update(
            next_try_at=now + wait, trouble=type(trouble).__name__
        )
        if notice.tries >= TRIES_BEFORE_ALERT:
            key = f"notice_waits:{notice.id}"
            ledger.raise_alert(
                "notice_waits", key, now, for_queue=house.alert_queue(), matter=notice.matter, notice=notice
            )


def _refused(notice: models.Notice, refusal: Exception, now: datetime) -> None:
    with acting_as(SYSTEM):
        fail(notice, type(refusal).__name__, now)


def fail(notice: models.Notice, trouble: str, now: datetime) -> None:
    """The address is dead: it is not written to again, the next one is tried, and the owner is alerted."""
    models.Suppression.objects.get_or_create(
        form=notice.form, address=notice.address, defaults={"reason": "dead", "since": now}
    )
    did_not_arrive(notice, trouble, now)


def did_not_arrive(notice: models.Notice, trouble: str, now: datetime) -> None:
    """This one message is lost, such as to a full mailbox: the next address is tried, and the owner is alerted."""
    models.Notice.objects.filter(id=notice.id).update(state="failed", next_try_at=None, trouble=trouble)
    notice.state = "failed"
    move_on(notice, now)


def move_on(notice: models.Notice, now: datetime) -> None:
    """Writes the same notice for the person's next address, in a form that it has words for; without one, says so."""
    told = models.Notice.objects.filter(key__startswith=notice.key.rsplit(":", 1)[0] + ":")
    tried = list(told.values_list("address", flat=True))
    following = None
    declared = notice_facts(house.pack_folder(), notice.kind).forms
    for form in (notice.form, *({"text", "email"} - {notice.form})):
        if form in declared:
            following = following or _written_for(notice, form, tried, now)
    owner = notice.promise.owner_queue if notice.promise else house.alert_queue()
    elsewhere = told.exclude(id=notice.id).exclude(state__in=("failed", "suppressed"))
    kind = "notice_moved" if following or elsewhere.exists() else "unreachable"
    ledger.raise_alert(
        kind,
        f"{kind}:{notice.id}",
        now,
        for_queue=owner,
        matter=notice.matter,
        promise=notice.promise,
        notice=notice,
    )


def _written_for(notice: models.Notice, form: str, tried: list[str], now: datetime) -> models.Notice | None:
    address = written.reachable(notice.person, form, but=tried)
    if address is None:
        return None
    return models.Notice.objects.create(
        kind=notice.kind,
        form=form,
        address=address.value,
        language=notice.language,
        person=notice.person,
        matter=notice.matter,
        promise=notice.promise,
        facts=notice.facts,
        because=notice.because,
        key=f"{notice.key.rsplit(':', 1)[0]}:{form}-{len(tried) + 1}",
        written_at=now,
        next_try_at=now,
        moved_from=notice,
    )
