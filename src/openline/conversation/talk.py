"""One turn being made: the state as it changes, and what has been said so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from openline.conversation.book import ALWAYS, FlowBook, SlotSettings, Step
from openline.conversation.closed_answers import ClosedAnswers
from openline.conversation.outcomes import Reason
from openline.conversation.slots import spelled
from openline.conversation.state import Frame, Option, Pending, PersonWeighed, Said, State, Turn
from openline.conversation.understanding import Understanding

VOICE = "voice"
CONFIRM = "confirm "
QUESTION = "question"  # what was asked beside the matter under way, among the facts of its pattern


class FactMissing(ValueError):
    """The caller's Outcome lacks a fact that its action promises."""


class Talk:
    """The working copy of a State during one `step`; nothing of it outlives the turn."""

    def __init__(self, book: FlowBook, state: State, understanding: Understanding) -> None:
        self.book = book
        self.state = state
        self.understanding = understanding
        self.says: list[Said] = []
        self.pending: Pending | None = None
        self.weighed: list[PersonWeighed] = []

    @property
    def top(self) -> Frame | None:
        return self.state.frames[-1] if self.state.frames else None

    @property
    def answers(self) -> ClosedAnswers:
        return self.book.answers[self.state.language]

    @property
    def awaited_slot(self) -> SlotSettings | None:
        return self.book.settings.slots.get(self.state.awaits or "")

    def change(self, **fields: Any) -> None:
        self.state = replace(self.state, **fields)

    def change_top(self, **fields: Any) -> None:
        self.change(frames=(*self.state.frames[:-1], replace(self.state.frames[-1], **fields)))

    def current_step(self) -> Step | None:
        frame = self.top
        return self.book.step_at(frame.flow, frame.path) if frame and self.book.has(frame.flow) else None

    def tell(self, key: str, options: tuple[Option, ...] = (), **facts: str) -> None:
        """Say a word of the flow on top or of `_always`; a voice also says the options."""
        frame = self.top
        word = self.book.word(frame.flow if frame else ALWAYS, self.state.language, key)
        if word is None:
            raise KeyError(key)
        known = {**self.book.known, **self.state.slots, **(frame.facts if frame else {}), **facts}
        text = self._filled(word.on(self.state.channel), known)
        if self.state.channel == VOICE:
            line = self.book.words[ALWAYS][self.state.language]["option_line"].on(VOICE)
            text = " ".join([text, *(self._filled(line, {"label": o.label, "key": o.keys}) for o in options)])
        if text:
            self.says.append(Said(key, text, frame.because if frame else ()))

    def _filled(self, text: str, known: Mapping[str, str]) -> str:
        """The text with its facts; empty where a fact of it is, because then there is nothing to tell."""
        if any(known.get(name) == "" for name in re.findall(r"\{([^{}]*)\}", text)):
            return ""

        def fact(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in known:
                raise FactMissing(f"the fact `{name}` is missing from the outcome")
            slot = self.book.settings.slots.get(name)
            if slot is None:
                return known[name]
            spell = self.state.channel == VOICE and slot.spelled
            return spelled(known[name]) if spell else slot.label(known[name], self.state.language)

        return re.sub(r"\{([^{}]*)\}", fact, text)

    def ask(self, slot: str, again: bool = False) -> None:
        """Ask for a slot and await it, with its choices; the words may use the `{length}` that the pack gives it."""
        length = str(self.book.settings.slots[slot].length)
        options = self._choices(slot)
        self.tell(f"ask_{slot}_again" if again else f"ask_{slot}", options, length=length)
        self.await_(slot, options)

    def _choices(self, slot: str) -> tuple[Option, ...]:
        """The choices of a slot as they are shown, numbered from 1."""
        settled = self.book.settings.slots[slot]
        choices = settled.choices if settled.shown else ()
        return tuple(
            Option(choice, settled.label(choice, self.state.language), str(number))
            for number, choice in enumerate(choices, start=1)
        )

    def read_back(self, slot: str, value: str) -> None:
        """Say what was heard and await a yes."""
        self.change(candidate=value)
        self.tell(f"confirm_{slot}", self.yes_no(), **{slot: value})
        self.await_(CONFIRM + slot, self.yes_no())

    def keep_candidate(self) -> None:
        """A value that waits for its yes is read back again once its question comes up anew."""
        slot = (self.state.awaits or "").removeprefix(CONFIRM)
        if self.state.candidate and (self.state.awaits or "").startswith(CONFIRM):
            self.change(heard={**self.state.heard, slot: self.state.candidate})
        self.change(candidate=None)

    def take_heard(self, slot: str) -> str | None:
        """The value heard in passing for a slot, which is then no longer kept."""
        value = self.state.heard.get(slot)
        self.change(heard={name: kept for name, kept in self.state.heard.items() if name != slot})
        return value

    def weigh(self, intent: str, asked_matter: bool = False, failed: bool = False) -> None:
        """Tell the caller that here it was decided whether the matter earns a person."""
        self.weighed.append(PersonWeighed(intent, asked_matter, failed))

    def tell_question_again(self) -> None:
        if self.state.last_said:
            self.says.append(self.state.last_said[-1])

    def count(self, what: str) -> int:
        tries = {**self.state.tries, what: self.state.tries.get(what, 0) + 1}
        self.change(tries=tries)
        return tries[what]

    def forget_tries(self, *what: str) -> None:
        self.change(tries={name: count for name, count in self.state.tries.items() if name not in what})

    def set_slot(self, name: str, value: str) -> None:
        self.change(slots={**self.state.slots, name: value})

    def drop_slots(self, *names: str) -> None:
        self.change(slots={name: value for name, value in self.state.slots.items() if name not in names})

    def await_(self, what: str | None, options: tuple[Option, ...] = ()) -> None:
        self.change(awaits=what, options=options)

    def yes_no(self) -> tuple[Option, ...]:
        words = self.book.words[ALWAYS][self.state.language]
        return tuple(
            Option(key, words[key].on(self.state.channel), digit) for key, digit in (("yes", "1"), ("no", "2"))
        )

    def pend(self, step: Step) -> None:
        """Hand an action to the caller, with the reason why a person is needed where it is a hand-over."""
        frame = self.state.frames[-1]
        reason = self.reason(frame).value if step.verb == "hand_off_to" else ""
        failed = bool(frame.failed)
        slots = dict(self.state.slots)
        if step.verb == "hand_off_to" and self.state.waiting:
            slots["also_named"] = "; ".join(words for _, words in self.state.waiting)
        if QUESTION in frame.facts:
            slots[QUESTION] = frame.facts[QUESTION]
        self.pending = Pending(step.verb, step.target, slots, frame.flow, frame.intent, reason, frame.because, failed)
        self.change(pending=f"{step.verb} {step.target}", awaits=None, options=())

    @property
    def asked_matter(self) -> bool:
        """Whether a person was wished for in this conversation and the matter was asked about."""
        wishes = {
            self.book.flow_of[intent]
            for intent in self.book.routing.matter_before_person
            if intent in self.book.flow_of
        }
        return bool(wishes & {*self.state.done, *(frame.flow for frame in self.state.frames)})

    def reason(self, frame: Frame) -> Reason:
        routing = self.book.routing
        if frame.intent in routing.emergencies:
            return Reason.EMERGENCY
        if frame.intent in routing.straight_to_queue:
            return Reason.STRAIGHT_TO_QUEUE
        told = frame.failed in (Reason.NOT_UNDERSTOOD, Reason.NO_ANSWER, Reason.ANSWER_DID_NOT_HELP)
        if told or (frame.failed and frame.intent in routing.self_service_only):
            return Reason(frame.failed)
        return Reason.NO_SELF_SERVICE

    def close(self) -> tuple[State, Turn]:
        if self.says:
            self.change(last_said=tuple(self.says))
        frame = self.top
        turn = Turn(
            says=tuple(self.says),
            options=self.state.options,
            awaits=self.state.awaits,
            pending=self.pending,
            flow=frame.flow if frame else None,
            step="/".join(map(str, (frame.flow, *frame.path))) if frame else "",
            language=self.state.language,
            ended=self.state.ended,
            weighed=tuple(self.weighed),
        )
        return self.state, turn
