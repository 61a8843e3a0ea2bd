"""Everything that one story plays in: its cast, its channel, its clock, its staff, and what was said last."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.stories import looking
from tests.stories.driver import Driver, Identity, Refusal

from openline.actions import house
from openline.actions.plugs import gateway
from openline.gateways.case_records import CaseRecord
from openline.gateways.synthetic_agency import CastMember, synthetic_agency
from openline.jobs import loop
from openline.policy import telling
from openline.records import models


@dataclass(slots=True)
class World:
    """The state of a story under way. The step words read and change it."""

    clock: Any
    driver: Driver
    channel: str
    language: str
    member: CastMember | None
    staff: Callable[[str], models.Seat]
    mark: int = 0
    refusal: Refusal = field(default_factory=Refusal)
    looked_at_refusal: bool = False

    @property
    def now(self) -> datetime:
        return self.clock.now

    def begins_act(self) -> None:
        """From here on, what is said counts as the answer to the act that now follows."""
        person_id = getattr(self.driver, "person_id", None)
        self.mark = looking.last_position(person_id) if person_id else 0
        self.refusal = Refusal()
        self.looked_at_refusal = False

    def settles(self) -> None:
        """What fell due at this very moment happens, as the loop would do it within a second."""
        while loop.run_once():
            pass

    def told(self) -> list[models.Message]:
        """What the person was told since the last act, whoever said it."""
        conversation = looking.conversation_of(self.driver.person_id)
        return [m for m in looking.messages_after(conversation, self.mark) if m.sender != "person"]

    def words_told(self) -> list[str]:
        return [message.words for message in self.told()]

    @property
    def conversation(self) -> models.Conversation:
        return looking.conversation_of(self.driver.person_id)

    @property
    def callback(self) -> models.Callback:
        return looking.callback_of(self.driver.person_id)

    @property
    def item_number(self) -> str:
        return telling.tell_item_number(looking.matter_of(self.driver.person_id).item_number)

    @property
    def cast(self) -> CastMember:
        assert self.member is not None, "this story needs `who: {cast: ...}`"
        return self.member

    def record(self) -> CaseRecord:
        return synthetic_agency(house.pack_folder()).record_of(self.cast.receipt_number)

    def filled(self, text: str) -> str:
        """The text with {receipt_number}, {item_number}, {name} and the like put in."""
        return re.sub(r"\{(\w+)\}", lambda found: self.slot(found[1]), str(text))

    def slot(self, name: str) -> str:
        """What this person would give when asked for it."""
        if name == "item_number":
            return self.item_number
        if name == "code":
            return self._code()
        if name == "agent_name":
            return self._agent().name
        if name == "agent_id":
            return self._agent().agent_id
        if name in ("case_title", "case_text"):
            status = gateway("case_status").status_of(self.cast.receipt_number)
            told = status.title_in if name == "case_title" else status.text_in
            return told(self.conversation.language)
        if name == "client_name":
            return self.record().parties[0].name
        return str(getattr(self.cast, name))

    def _agent(self) -> models.Seat:
        seat_id = self.conversation.contact.seat_id
        assert seat_id, "no agent has taken this contact"
        return looking.as_system(lambda: models.Seat.objects.get(id=seat_id))

    def _code(self) -> str:
        notices = looking.as_system(lambda: list(models.Notice.objects.filter(kind="code_to_see_matter")))
        assert notices, "no code was sent"
        return str(notices[-1].facts["code"])

    def identity(self, how: str, standing: str) -> Identity:
        """What this person tells an agent who asks who they are: `full`, or all `but_` one fact."""
        record, member = self.record(), self.cast
        represents = record.representation is not None and standing not in {p.role for p in record.parties}
        party = next((p for p in record.parties if represents or p.role == standing), record.parties[0])
        told = {
            "receipt_number": member.receipt_number,
            "given_name": party.given_name,
            "family_name": party.family_name,
            "date_of_birth": party.date_of_birth,
            "representative_name": member.name if represents else "",
        }
        left_out = {"but_date_of_birth": "date_of_birth", "but_receipt_number": "receipt_number"}
        if how == "but_name":
            told |= {"given_name": "Someone", "family_name": "Else"}
        elif how in left_out:
            told[left_out[how]] = None if how == "but_date_of_birth" else ""
        elif how != "full":
            raise AssertionError(f"identity is full, but_name, but_date_of_birth or but_receipt_number, not {how}")
        return Identity(standing, **told)
