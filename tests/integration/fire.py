"""Trouble on purpose: database connections that end at any statement, answers that get lost, gateways that fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random
from typing import Any, TypeVar

import psycopg
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from openline.gateways.email import HandedOver as MailHandedOver
from openline.gateways.email import MailSystemUnavailable, OutgoingEmail
from openline.gateways.sms import HandedOver, OutgoingText, SmsSystemUnavailable

T = TypeVar("T")


class Cut:
    """Ends this thread's database connection at the `at`-th statement, before or after it ran."""

    def __init__(self, at: int, *, after: bool) -> None:
        self.left = at
        self.after = after

    def __call__(self, execute: Callable[..., T], sql: str, params: Any, many: bool, context: Any) -> T:
        self.left -= 1
        if self.left == 0 and not self.after:
            _end_connection()
        result = execute(sql, params, many, context)
        if self.left == 0 and self.after:
            _end_connection()
        return result


def _end_connection() -> None:
    pid = connection.connection.info.backend_pid
    with psycopg.connect(os.environ["OPENLINE_DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def tried_until_done(act: Callable[[], T], cut_at: int = 0, *, after: bool = False, answer_lost: bool = False) -> T:
    """Does something as a person does: when the connection breaks, or no answer comes, the same thing once more.

    `cut_at` is the statement at which the connection ends, 0 for none.
    """
    try:
        with connection.execute_wrapper(Cut(cut_at, after=after)):
            done = act()
        if not connection.is_usable():  # the cut came after the last statement; the next request opens another one
            connection.close()
        if not answer_lost:
            return done
    except (OperationalError, InterfaceError):
        pass
    close_old_connections()
    return act()


class Outside:
    """A mail and a text system that fail as a seed says, and remember what they took."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.well = False
        self.taken: dict[str, str] = {}

    def fails(self) -> bool:
        return not self.well and self.random.random() < 0.3


class Mail:
    """The e-mail port of `Outside`."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside

    def send(self, email: OutgoingEmail) -> MailHandedOver:
        if self.outside.fails():
            raise MailSystemUnavailable("down")
        assert self.outside.taken.setdefault(email.key, email.to) == email.to, "one key, two addresses"
        return MailHandedOver(email.key)


class Texts:
    """The text port of `Outside`."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside

    def send(self, text: OutgoingText) -> HandedOver:
        if self.outside.fails():
            raise SmsSystemUnavailable("down")
        assert self.outside.taken.setdefault(text.key, text.to) == text.to, "one key, two addresses"
        return HandedOver(text.key)
