"""The status of a case, as on every channel: in the agency's own words, and nothing that tells of a protected one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from openline.actions import case_files, clock, house, matter_access
from openline.actions.acting import SYSTEM, acting_as
from openline.channels.api import problem_words, showing
from openline.channels.api.doors import ANYONE, declared
from openline.channels.api.limits import IN_AN_HOUR, client_of
from openline.channels.api.problems import Problem, worded_language
from openline.channels.api.shapes import CaseStatusAsked, CaseStatusShown
from openline.domain.receipt_number import ReceiptMalformed, find_receipt_number
from openline.gateways.case_status import CaseNotFound, CaseStatus, CaseSystemUnavailable, StatusNotInLanguage

router = Router(tags=["cases"])
READER = "receipt_number"
ASKED_PER_HOUR = 60
SECONDS_UNTIL_WORTH_ASKING = 60


@router.post("/case-status", **declared(ANYONE, 200, CaseStatusShown, 400, 404, 413, 415, 422, 429))
def case_status(request: HttpRequest, asked: CaseStatusAsked) -> Any:
    """The latest action on a case. The number travels in the body, never in an address."""
    with acting_as(SYSTEM):
        now = clock.now()
        asks_too_often = matter_access.too_often("case_status", client_of(request), ASKED_PER_HOUR)
    if asks_too_often:
        raise Problem("too_often", headers=IN_AN_HOUR)
    status = _status(_receipt_number(request, asked.receipt_number, now))
    try:
        return showing.as_json(
            CaseStatusShown,
            receipt_number=status.receipt_number,
            form=status.form_type,
            title=status.title_in(asked.language),
            text=status.text_in(asked.language),
            last_action_on=status.last_action_on,
            language=asked.language,
        )
    except StatusNotInLanguage:
        raise _not_now() from None


def _receipt_number(request: HttpRequest, typed: str, now: datetime) -> str:
    slots = house.flows_at(now).settings.slots.values()
    slot = next(slot for slot in slots if slot.reader == READER)
    read = find_receipt_number(typed, slot.prefixes, slot.length)
    if isinstance(read, ReceiptMalformed):
        flaw = problem_words.what_is_wrong(read.reason.value, worded_language(request))
        facts = {"prefixes": ", ".join(slot.prefixes), "digits": str(slot.length), "flaw": flaw}
        raise Problem("receipt_number_malformed", facts=facts)
    return read.number


def _status(receipt_number: str) -> CaseStatus:
    try:
        return case_files.status_of(receipt_number)
    except CaseNotFound:
        raise Problem("case_not_found") from None
    except CaseSystemUnavailable:
        raise _not_now() from None


def _not_now() -> Problem:
    return Problem("case_system_unavailable", headers={"Retry-After": str(SECONDS_UNTIL_WORTH_ASKING)})
