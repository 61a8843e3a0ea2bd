"""Asking a case system without ever waiting longer than one can afford."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import BoundedSemaphore, Thread
from typing import TypeVar

from openline.gateways.case_status.port import CaseStatus, CaseStatusGateway, CaseSystemUnavailable, sound_status

T = TypeVar("T")

CALLS_AT_ONCE = 16
_slots = BoundedSemaphore(CALLS_AT_ONCE)


def within(seconds: float, call: Callable[[], T]) -> T:
    """What `call` gives, or raises, within `seconds`; else CaseSystemUnavailable.

    A call that is given up goes on in its own thread and keeps its slot until it ends, so that a hanging
    system can hold no more than `CALLS_AT_ONCE` threads; with all of them held, further calls fail at once.
    """
    if not _slots.acquire(blocking=False):
        raise CaseSystemUnavailable("the case system still owes answers to as many calls as may be open at once")
    answer: Future[T] = Future()
    Thread(target=_run, args=(call, answer), name="case-system-call", daemon=True).start()
    if not wait([answer], timeout=seconds).done:
        raise CaseSystemUnavailable(f"the case system did not answer within {seconds:g} seconds")
    return answer.result()


def ask_status(gateway: CaseStatusGateway, receipt_number: str, seconds: float) -> CaseStatus:
    """The status within `seconds` and fit to be told.

    Raises CaseNotFound, CaseSystemUnavailable or CaseSystemNonsense, and nothing else that a case system causes.
    """
    return sound_status(within(seconds, lambda: gateway.status_of(receipt_number)), receipt_number)


def _run(call: Callable[[], T], answer: Future[T]) -> None:
    try:
        result = call()
    except BaseException as problem:  # noqa: BLE001 - handed to the caller, who raises it
        _slots.release()
        answer.set_exception(problem)
    else:
        _slots.release()
        answer.set_result(result)
