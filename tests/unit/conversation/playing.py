"""A person at the other end of the flow book: says things, and lets a small world answer the actions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from openline.conversation import (
    ACTIONS,
    HAND_OFF,
    FlowBook,
    Keys,
    Opening,
    Outcome,
    Pending,
    Routing,
    Silence,
    State,
    Turn,
    Understanding,
    Understood,
    Utterance,
    Verdict,
    load_flows,
    step,
)
from openline.conversation.state import Event
from openline.gateways.understanding import ExactUnderstanding, load_sayings
from openline.policy import load_pack

ROOT = Path(__file__).resolve().parents[3]
USCIS = ROOT / "agency" / "uscis"
RECEIPT = "IOE0912345678"
OTHER_RECEIPT = "MSC2190012345"
ROUTING = Routing(
    matter_before_person=frozenset({"live_agent"}),
    self_service_only=frozenset({"case_status", "callback_status", "hours", "contact_numbers"}),
    straight_to_queue=frozenset({"field_office_appointment"}),
    emergencies=frozenset({"emergency_advance_parole"}),
    because={"matter_before_person": "contacts.matter_before_person", "emergencies": "contacts.emergencies"},
)


@cache
def uscis() -> FlowBook:
    known = {"guidance_page": "https://help.example.org/before/", "line_emergency": "1", "line_crisis_lifeline": "2"}
    return load_flows(USCIS).with_routing(ROUTING).with_facts(known).with_signs(load_pack(USCIS).heard.signs)


@cache
def word_for_word() -> ExactUnderstanding:
    return ExactUnderstanding(load_sayings(USCIS, ("en", "es")))


class Guessing:
    """Word for word, and for some sentences a guess as a model would make it."""

    def __init__(self, guesses: Mapping[str, Understood]) -> None:
        self.guesses = guesses

    def classify(self, text: str, language: str) -> Understood:
        return self.guesses.get(text) or word_for_word().classify(text, language)

    def language_of(self, text: str) -> str | None:
        return word_for_word().language_of(text)


def guess(*intents: str, verdict: Verdict = Verdict.ACCEPTED, second: str | None = None) -> Understood:
    """These intents, best first."""
    return Understood(tuple((intent, 0.9 / place) for place, intent in enumerate(intents, 1)), verdict, second)


def facts_for(pending: Pending, name: str) -> dict[str, str]:
    action = HAND_OFF if pending.verb == "hand_off_to" else ACTIONS[pending.action]
    return {fact: pending.slots.get(fact, f"<{fact}>") for fact in action.facts[name]}


@dataclass
class Person:
    """Talks turn by turn. After every single step the state goes through JSON, as between two processes."""

    language: str = "en"
    channel: str = "assistant"
    world: dict[str, str | list[str]] = field(default_factory=dict)
    chosen: bool = True
    book: FlowBook = field(default_factory=uscis)
    understanding: Understanding = field(default_factory=lambda: word_for_word())
    state: State = field(init=False)
    ran: list[Pending] = field(default_factory=list)
    turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        self.state = State.new(self.language, self.channel, language_chosen=self.chosen)

    def opens(self) -> list[str]:
        return self.meets(Opening())

    def says(self, text: str) -> list[str]:
        return self.meets(Utterance(text))

    def gives(self, value: str) -> list[str]:
        """As `says`, and yes to what is read back; the keys of what is said after that."""
        said = self.says(value)
        return self.says({"en": "yes", "es": "sí"}[self.state.language]) if said[-1].startswith("confirm_") else said

    def presses(self, keys: str) -> list[str]:
        return self.meets(Keys(keys))

    def is_silent(self) -> list[str]:
        return self.meets(Silence())

    def meets(self, event: Event) -> list[str]:
        """The keys of all that is said until the person is awaited again."""
        said = self._one(event)
        for _ in range(20):
            if not self.turn.pending:
                return said
            pending, outcome = self.turn.pending, self.answer(self.turn.pending)
            if (outcome.action, outcome.name) != ("side_answer", "none"):  # nothing was asked beside
                self.ran.append(pending)
            said += self._one(outcome)
        raise AssertionError("the conversation never comes back to the person")

    def _one(self, event: Event) -> list[str]:
        saved = State.from_json(json.loads(json.dumps(self.state.to_json())))
        assert saved == self.state
        self.state, self.turn = step(self.book, saved, event, self.understanding, self.channel)
        return [said.key for said in self.turn.says]

    def answer(self, pending: Pending) -> Outcome:
        usual: Mapping[str, str] = {
            "case_status": "found", "live_help": "open", "callback_state": "waiting", "take_the_matter": "taken",
            "reopen_matter": "reopened", "keep_language": "kept", "hours": "told", "contact_numbers": "told",
            "tier_1": "queued", "tier_3": "queued", "answer": "answered", "expected_wait": "known", "own_line": "none",
            "why_no_person": "self_service_first", "keep_language_wish": "kept", "record_interpreter": "recorded",
            "send_pointers": "sent", "side_answer": "none",
        }  # fmt: skip
        name = self.world.get(pending.action) or usual[pending.action]
        if isinstance(name, list):
            name = name.pop(0)
        return Outcome(pending.action, name, facts_for(pending, name))

    @property
    def queued_with(self) -> Pending | None:
        return next((pending for pending in self.ran if pending.verb == "hand_off_to"), None)
