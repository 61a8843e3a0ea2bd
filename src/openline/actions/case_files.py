"""Asking the agency's case systems. Never inside a transaction; never longer than the deadline."""

from __future__ import annotations

import logging

from django.conf import settings

from openline.actions.plugs import gateway
from openline.gateways.case_records import CaseRecord, ask_open_record, ask_record
from openline.gateways.case_status import (
    CaseNotFound,
    CaseStatus,
    CaseSystemNonsense,
    CaseSystemUnavailable,
    ask_status,
)

log = logging.getLogger("openline.case_system")


def status_of(receipt_number: str) -> CaseStatus:
    """The latest action on a case: the one answer of every channel.

    Raises CaseNotFound (protected cases too) or CaseSystemUnavailable; a reply that makes no sense counts
    as unavailable, since nothing of it can be told.
    """
    try:
        return ask_status(gateway("case_status"), receipt_number, settings.OPENLINE_CASE_SYSTEM_DEADLINE)
    except CaseSystemNonsense as nonsense:
        log.error("the case status system answers nonsense: %s", nonsense)
        raise CaseSystemUnavailable("its reply makes no sense") from None


def record_of(receipt_number: str, *, sees_protected: bool = False) -> CaseRecord | None:
    """The record of a case, or None where there is none that this asker may learn of.

    Raises CaseSystemUnavailable.
    """
    ask = ask_record if sees_protected else ask_open_record
    try:
        return ask(gateway("case_records"), receipt_number, settings.OPENLINE_CASE_SYSTEM_DEADLINE)
    except CaseNotFound:
        return None
    except CaseSystemNonsense as nonsense:
        log.error("the case record system answers nonsense: %s", nonsense)
        raise CaseSystemUnavailable("its reply makes no sense") from None
