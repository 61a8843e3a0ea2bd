"""Repairs: a value taken or refused, a correction, a stop, another language."""

from __future__ import annotations

from openline.conversation import slots
from openline.conversation.book import SlotSettings, Step
from openline.conversation.outcomes import Reason
from openline.conversation.running import (
    YES_NO,
    advance,
    answered,
    ask_whether_to_go_on,
    end_flow,
    failed_try,
    hear_in_passing,
    offer_anything_else,
    start,
    start_pattern,
)
from openline.conversation.talk import CONFIRM, Talk

TO_LANGUAGE = "to_"
MOST_WORDS_ABOUT_A_VALUE = 8


def say_pattern(talk: Talk, pattern: str, **facts: str) -> None:
    for step in talk.book.patterns[pattern]:
        talk.tell(step.target, (), **facts)


def say_all(talk: Talk, steps: tuple[Step, ...]) -> None:
    """Only the words of these steps: a person is being waited for, and no action is run meanwhile."""
    for step in steps:
        if step.verb == "say":
            talk.tell(step.target)
        for branch in step.then.values():
            say_all(talk, branch)


def slot_in_question(talk: Talk) -> SlotSettings | None:
    """The slot that is asked for or waits to be confirmed."""
    name = (talk.state.awaits or "").removeprefix(CONFIRM)
    return talk.book.settings.slots.get(name)


def question_beneath(talk: Talk, text: str) -> SlotSettings | None:
    """The question that was left for something else, asked again where the words answer it and not the aside."""
    if talk.state.awaits != YES_NO or len(talk.state.frames) < 2:
        return None
    frame = talk.state.frames[-2]
    step = talk.book.step_at(frame.flow, frame.path) if talk.book.has(frame.flow) else None
    slot = talk.book.settings.slots.get(step.target) if step and step.verb in ("ask", "ask_again") else None
    if slot is None or slot.reader == "words" or not slots.read(text, slot):
        return None
    talk.change(frames=talk.state.frames[:-1])
    talk.await_(slot.name)
    return slot


def try_failed(talk: Talk, again: bool = True) -> None:
    slot = slot_in_question(talk)
    if slot:
        talk.change(candidate=None)
        talk.await_(slot.name)
    failed_try(talk, Reason.NOT_UNDERSTOOD, again)


def take(talk: Talk, slot: SlotSettings, value: str) -> None:
    """Accept a value, or read it back for a yes where an error costs."""
    if talk.state.channel in slot.confirmed_on:
        talk.read_back(slot.name, value)
    else:
        answered(talk, slot.name, value)


def cancel(talk: Talk) -> None:
    """Leave the flow on top; what lies beneath it goes on, what waits is asked about, else what else there is."""
    if talk.state.frames:
        end_flow(talk)
    talk.change(candidate=None)
    talk.await_(None)
    say_pattern(talk, "cancel")
    if talk.state.frames or not ask_whether_to_go_on(talk):
        offer_anything_else(talk)


def correct(talk: Talk, text: str) -> bool:
    """A value given earlier was wrong: take the new one, or ask for it, and go on from there."""
    frame = talk.top
    flow = frame.flow if frame else next(iter(talk.state.done[-1:]), None)
    found = _last_question(talk, flow) if flow and flow in talk.book.flows else None
    if flow is None or found is None:
        return False
    path, name = found
    slot = talk.book.settings.slots[name]
    before, value = talk.state.slots[name], slots.read(text, slot)
    further = talk.awaited_slot and talk.state.awaits not in talk.state.slots
    if further and (not value or value == before) and len(text.split()) > MOST_WORDS_ABOUT_A_VALUE:
        return False  # a further question is open, and the words tell more than that the value before was wrong
    _go_back_to(talk, flow, path)
    if value and value != before:
        hear_in_passing(talk, slot, value)
        if name in talk.state.slots:
            say_pattern(talk, "correct", value=slot.label(value, talk.state.language))
    else:
        talk.drop_slots(name)
    advance(talk)
    return True


def correct_the_open_question(talk: Talk) -> bool:
    """ "I typed it wrong", said to a question that is asked anew: it stays open, and no try is lost."""
    slot = slot_in_question(talk)
    if slot is None:
        return False
    talk.change(candidate=None)
    talk.ask(slot.name)
    return True


def _last_question(talk: Talk, flow: str) -> tuple[tuple[int | str, ...], str] | None:
    """The last question of the flow that was answered with more than words: its place and its slot.

    Of a flow under way the branch that is being played counts too; of one that is over only its own steps.
    """
    frame = talk.top
    path = frame.path if frame else (0,)
    for depth in range(len(path) - 1, -1, -2):
        place = 0
        found = None
        while step := talk.book.step_at(flow, (*path[:depth], place)):
            slot = talk.book.settings.slots.get(step.target)
            if step.verb == "ask" and slot and slot.name in talk.state.slots and slot.reader != "words":
                found = ((*path[:depth], place), slot.name)
            place += 1
        if found:
            return found
    return None


def _go_back_to(talk: Talk, flow: str, path: tuple[int | str, ...]) -> None:
    if not talk.state.frames:
        start(talk, talk.book.flows[flow].starts_on[0])
    talk.change_top(path=path, asking=False, failed="")
    talk.change(awaits=None, options=(), candidate=None)


def settle_language(talk: Talk, text: str) -> None:
    """Until a language is chosen, the person's own first clear words choose it."""
    if talk.state.language_chosen:
        return
    languages = talk.book.settings.languages
    heard = talk.understanding.language_of(text)
    if talk.answers.find(text) is None:
        heard = next((other for other in languages if talk.book.answers[other].find(text)), heard)
    elif heard != talk.state.language:
        return  # a "no" that is a word of both languages shows neither
    if heard in languages:
        talk.change(language=heard, language_chosen=True)


def switch_language(talk: Talk, language: str, text: str) -> None:
    """Speak the other language from here on. What the sentence gave for the open question is kept."""
    talk.change(language=language, language_chosen=True)
    slot = talk.awaited_slot
    value = slots.read(text, slot) if slot and slot.reader != "words" else None
    if slot and value:
        hear_in_passing(talk, slot, value)
        step, frame = talk.current_step(), talk.top
        if step and frame and step.verb == "ask_again" and slot.name in talk.state.slots:
            talk.change_top(path=frame.path[:-2], asking=False)
    if talk.state.with_person:
        say_all(talk, talk.book.patterns["language"])
        return
    start_pattern(talk, "language")
    advance(talk)
