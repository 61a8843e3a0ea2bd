"""The ways into the running system that a story goes: as a person, and as staff at their desks."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Identity:
    """What an agent is told by the person and types into the identity form."""

    standing: str
    receipt_number: str = ""
    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    representative_name: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """What an agent types into the form that hands a matter to an officer."""

    urgency: str = ""
    reason: str = ""
    note: str = ""
    numbers: tuple[str, ...] = ()
    email: str = ""
    stated_zone: str = ""
    accepted_hour: str = ""
    earlier_is_fine: bool = False


@dataclass(slots=True)
class Refusal:
    """Why something was not done: a word for each field, what the page says and still holds; empty when it was done."""

    fields: dict[str, str] = field(default_factory=dict[str, str])
    told: str = ""
    stays: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields)


class Driver(Protocol):
    """One person on one channel, and the staff at their desks. `seen` methods give text as it is shown."""

    person_id: uuid.UUID

    def get_in_touch(self, channel: str, language: str, called_from: str) -> None: ...
    def get_in_touch_again(self, channel: str) -> None: ...
    def say(self, text: str) -> None: ...
    def press(self, keys: str) -> None: ...
    def stay_silent(self) -> None: ...
    def leave_the_line(self) -> None: ...
    def come_back_to_the_line(self) -> None: ...
    def person_sees(self) -> str: ...
    def my_contacts(self) -> str: ...
    def download(self, form: str) -> str: ...
    def reopen_by(self, link: str) -> None: ...

    def claim(self, tier: str) -> bool: ...
    def desk_sees(self, tier: str) -> str: ...
    def verify(self, tier: str, identity: Identity) -> None: ...
    def speak(self, tier: str, text: str) -> None: ...
    def escalate(self, tier: str, escalation: Escalation) -> Refusal: ...
    def transfer(self, tier: str, wish: Mapping[str, str]) -> Refusal | None: ...
    def end(self, tier: str, wrap_up: dict[str, str]) -> Refusal: ...
    def callback_sees(self, tier: str) -> str: ...
    def callbacks_listed(self, tier: str) -> str: ...
    def call(self, tier: str, answer: str) -> Refusal: ...
    def answer_by_email(self, tier: str, text: str) -> Refusal: ...
