"""A case system that misbehaves on request, to show and to test what people get then."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from threading import Event
from typing import Protocol

from openline.gateways.case_records import CaseRecord, CaseRecordsGateway
from openline.gateways.case_status import CaseStatus, CaseStatusGateway, CaseSystemUnavailable


class Mode(StrEnum):
    """How a case system behaves."""

    WELL = "well"
    DOWN = "down"
    SLOW = "slow"
    LYING = "lying"


class CaseSystem(CaseStatusGateway, CaseRecordsGateway, Protocol):
    """A system that serves both case ports."""


class Faulty:
    """A case system in front of another one, in one of four modes; `mode` may be changed at any moment.

    `down` refuses, `slow` answers after `delay` seconds or as soon as the mode changes, `lying` answers
    with what `sound_status` and `sound_record` refuse.
    """

    def __init__(self, system: CaseSystem, mode: Mode | str = Mode.WELL, delay: float = 30.0) -> None:
        self._system = system
        self._mode = Mode(mode)
        self._delay = delay
        self._changed = Event()

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode | str) -> None:
        self._mode = Mode(mode)
        self._changed.set()
        self._changed = Event()

    def status_of(self, receipt_number: str) -> CaseStatus:
        mode = self._behave()
        status = self._system.status_of(receipt_number)
        if mode is Mode.LYING:
            return replace(status, title={}, text=dict.fromkeys(status.text, ""))
        return status

    def record_of(self, receipt_number: str) -> CaseRecord:
        mode = self._behave()
        record = self._system.record_of(receipt_number)
        return replace(record, parties=()) if mode is Mode.LYING else record

    def _behave(self) -> Mode:
        mode = self._mode
        if mode is Mode.DOWN:
            raise CaseSystemUnavailable("the case system is down")
        if mode is Mode.SLOW:
            self._changed.wait(self._delay)
        return mode
