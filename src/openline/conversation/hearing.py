"""Decides what an event means where the conversation stands, and lets the flows play on from there."""

from __future__ import annotations

from openline.conversation import slots
from openline.conversation.book import SlotSettings, Step
from openline.conversation.closed_answers import cleaned, folded
from openline.conversation.outcomes import Reason
from openline.conversation.running import (
    CHOICE,
    CONFIRM,
    YES_NO,
    advance,
    answered,
    end_flow,
    failed_try,
    give_up,
    offer_anything_else,
    options_for,
    slots_asked,
    start,
    start_pattern,
)
from openline.conversation.state import ANYTHING_ELSE, Option
from openline.conversation.talk import Talk
from openline.conversation.understanding import Understood, Verdict

NEITHER = "neither"
_TO_LANGUAGE = "to_"


def hear_text(talk: Talk, raw: str) -> None:
    """Any text at all: what it means here, or that it was not understood and what can be said instead."""
    text = cleaned(raw)
    if len(text) > talk.book.settings.longest_text:
        _say_pattern(talk, "too_long")
        talk.tell_question_again()
        return
    if not folded(text):
        unclear(talk)
        return
    _settle_language(talk, text)
    answer = talk.answers.find(text)
    if answer and answer.startswith(_TO_LANGUAGE):
        _switch_language(talk, answer.removeprefix(_TO_LANGUAGE), text)
    elif talk.state.with_person:
        talk.tell("kept_for_person")
    elif not _hear_choice(talk, text, answer) and not (answer and _hear_answer(talk, answer, text)):
        _hear_freely(talk, text)


def hear_keys(talk: Talk, raw: str) -> None:
    """Keys: an option's digit, a key of the pack's, or the digits of what is awaited."""
    keys = "".join(c for c in raw if c in "0123456789*#")
    if talk.state.with_person:
        talk.tell("kept_for_person")
        return
    chosen = next((o for o in talk.state.options if o.keys == keys.rstrip("#")), None)
    slot = _slot_in_question(talk)
    if chosen:
        _choose(talk, chosen)
    elif keys in talk.book.settings.keys and _hear_answer(talk, talk.book.settings.keys[keys], ""):
        return
    elif slot and keys:
        value = slots.read_keys(keys, slot)
        if value:
            _take(talk, slot, value)
        else:
            _try_failed(talk)
    else:
        unclear(talk)


def hear_silence(talk: Talk) -> None:
    if talk.state.with_person:
        talk.tell("kept_for_person")
    elif talk.count("silence") >= talk.book.settings.silence_tries:
        talk.forget_tries("silence")
        _say_pattern(talk, "silence_gave_up")
        talk.await_(None)
        talk.change(ended=True, frames=(), waiting=(), candidate=None)
    else:
        _say_pattern(talk, "silence")
        talk.tell_question_again()


def unclear(talk: Talk) -> None:
    """Nothing was understood: say so once with a way to say it, then lead on to a person or the tools."""
    if _slot_in_question(talk):
        _try_failed(talk)
    elif talk.count("unclear") < talk.book.settings.unclear_tries:
        _say_pattern(talk, "unclear")
        talk.tell_question_again()
    elif talk.state.awaits == YES_NO:
        talk.forget_tries("unclear")
        give_up(talk, Reason.NOT_UNDERSTOOD)
    else:
        talk.forget_tries("unclear")
        start_pattern(talk, "unclear_gave_up", failed=Reason.NOT_UNDERSTOOD.value)
        advance(talk)


def _say_pattern(talk: Talk, pattern: str, **facts: str) -> None:
    for step in talk.book.patterns[pattern]:
        talk.tell(step.target, (), **facts)


def _settle_language(talk: Talk, text: str) -> None:
    """Until a language is chosen, the person's own first clear words choose it."""
    if talk.state.language_chosen:
        return
    languages = talk.book.settings.languages
    heard = talk.understanding.language_of(text)
    if talk.answers.find(text) is None:
        heard = next((other for other in languages if talk.book.answers[other].find(text)), heard)
    if heard in languages:
        talk.change(language=heard, language_chosen=True)


def _switch_language(talk: Talk, language: str, text: str) -> None:
    """Speak the other language from here on. What the sentence gave for the open question is kept."""
    talk.change(language=language, language_chosen=True)
    slot = talk.awaited_slot
    value = slots.read(text, slot) if slot and slot.reader != "words" else None
    if slot and value:
        talk.set_slot(slot.name, value)
        step, frame = talk.current_step(), talk.top
        if step and frame and step.verb == "ask_again":
            talk.change_top(path=frame.path[:-2], asking=False)
    if talk.state.with_person:
        _say_all(talk, talk.book.patterns["language"])
        return
    talk.change(candidate=None)
    start_pattern(talk, "language")
    advance(talk)


def _say_all(talk: Talk, steps: tuple[Step, ...]) -> None:
    """Only the words of these steps: a person is being waited for, and no action is run meanwhile."""
    for step in steps:
        if step.verb == "say":
            talk.tell(step.target)
        for branch in step.then.values():
            _say_all(talk, branch)


def _hear_choice(talk: Talk, text: str, answer: str | None) -> bool:
    """An open choice answered by its digit, its label, or yes and no."""
    awaits = talk.state.awaits or ""
    for option in talk.state.options:
        if folded(text) in (option.keys, folded(option.label)) or answer == option.key:
            _choose(talk, option)
            return True
    if awaits == ANYTHING_ELSE and answer in ("no", "finished"):
        talk.tell("goodbye")
        talk.await_(None)
        talk.change(ended=True)
        return True
    if awaits == ANYTHING_ELSE and answer == "yes":
        talk.tell("anything_else_yes")
        return True
    return False


def _choose(talk: Talk, option: Option) -> None:
    """Go on with what was chosen: yes or no to a question, a matter, or none of them."""
    awaits, words = talk.state.awaits or "", talk.state.candidate or ""
    if awaits.startswith(CONFIRM):
        slot = awaits.removeprefix(CONFIRM)
        if option.key == "yes":
            answered(talk, slot, words)
        else:
            talk.change(candidate=None)
            talk.await_(slot)
            failed_try(talk, Reason.NOT_UNDERSTOOD)
    elif awaits == YES_NO:
        frame = talk.state.frames[-1]
        talk.change_top(path=(*frame.path, option.key, 0))
        talk.await_(None)
        advance(talk)
    elif option.key == NEITHER:
        talk.change(candidate=None)
        talk.await_(ANYTHING_ELSE)
        talk.tell("anything_else_yes")
    else:
        talk.change(candidate=None)
        _begin(talk, option.key, words)


def _hear_answer(talk: Talk, answer: str, text: str) -> bool:
    """A closed answer that means the same everywhere. False when it says nothing here."""
    match answer:
        case "repeat" if talk.state.last_said:
            talk.says.extend(talk.state.last_said)
        case "cancel":
            _cancel(talk)
        case "correct":
            return _correct(talk, text)
        case "dont_have" if talk.awaited_slot:
            give_up(talk, Reason.SELF_SERVICE_FAILED)
        case "finished" if not talk.state.frames:
            talk.tell("goodbye")
            talk.await_(None)
            talk.change(ended=True)
        case _ if answer in talk.book.flow_of:
            _begin(talk, answer, text)
        case _:
            return False
    return True


def _cancel(talk: Talk) -> None:
    """Leave the flow on top; what lies beneath it or waits goes on, else ask what else there is."""
    if talk.state.frames:
        end_flow(talk)
    talk.change(candidate=None)
    talk.await_(None)
    _say_pattern(talk, "cancel")
    offer_anything_else(talk)


def _correct(talk: Talk, text: str) -> bool:
    """A value given earlier was wrong: take the new one, or ask for it, and go on from there."""
    frame = talk.top
    flow = frame.flow if frame else next(iter(talk.state.done[-1:]), None)
    if (
        flow is None
        or flow not in talk.book.flows
        or (talk.awaited_slot and talk.state.awaits not in talk.state.slots)
    ):
        return False
    steps = talk.book.steps_of(flow)
    asked = [step.target for step in steps if step.verb == "ask" and step.target in talk.state.slots]
    asked = [name for name in asked if talk.book.settings.slots[name].reader != "words"]
    if not asked:
        return False
    name = asked[-1]
    before, value = talk.state.slots[name], slots.read(text, talk.book.settings.slots[name])
    _go_back_to(talk, flow, name)
    if value and value != before:
        talk.set_slot(name, value)
        _say_pattern(talk, "correct", value=value)
    else:
        talk.drop_slots(name)
    advance(talk)
    return True


def _go_back_to(talk: Talk, flow: str, slot: str) -> None:
    steps = talk.book.steps_of(flow)
    place = next(i for i, step in enumerate(steps) if step.verb == "ask" and step.target == slot)
    if not talk.state.frames:
        start(talk, talk.book.flows[flow].starts_on[0])
    talk.change_top(path=(place,), asking=False, failed="")
    talk.change(awaits=None, options=(), candidate=None)


def _hear_freely(talk: Talk, text: str) -> None:
    """Free words: the value awaited, a correction, a matter or two, or nothing that is understood."""
    slot = _slot_in_question(talk)
    if slot and slot.first_words:
        _hear_matter(talk, slot, text)
        return
    value = slots.read(text, slot) if slot else None
    if slot and value:
        _take(talk, slot, value)
        return
    if _hear_matters(talk, text):
        return
    if not slot and _hear_bare_value(talk, text):
        return
    if slot:
        _try_failed(talk)
    else:
        unclear(talk)


def _hear_matter(talk: Talk, slot: SlotSettings, text: str) -> None:
    """The answer to "what is it about": its own flow where one is known, else the person's words as they are."""
    understood = _classified(talk, text)
    intent = understood.best
    if understood.verdict is Verdict.ACCEPTED and intent in talk.book.routing.matter_before_person:
        _try_failed(talk)
    elif understood.verdict is Verdict.ACCEPTED and intent and _flow_under_way(talk, intent) is None:
        end_flow(talk)
        start(talk, intent, text)
        advance(talk)
    elif slots.read(text, slot):
        _take(talk, slot, text)
    else:
        _try_failed(talk)


def _hear_matters(talk: Talk, text: str) -> bool:
    """Start the flow of what the words are about. Of two matters the second waits its turn."""
    found = _matters(talk, text)
    if len(found) > 1:
        labels = [talk.book.label(talk.book.flow_of[intent], talk.state.language) for intent, _ in found[:2]]
        room = talk.book.settings.longest_wait_list - len(talk.state.waiting)
        talk.change(waiting=(*talk.state.waiting, *found[1 : 1 + max(room, 0)]))
        talk.tell("two_matters", first=labels[0], second=labels[1])
        _begin(talk, *found[0])
        return True
    understood = _classified(talk, found[0][1] if found else text)
    intent = understood.best
    if intent is None or intent not in talk.book.flow_of or understood.verdict is Verdict.REJECTED:
        return False
    if _slot_in_question(talk) and (understood.verdict is Verdict.UNSURE or _flow_under_way(talk, intent)):
        return False
    second = understood.second
    if understood.verdict is Verdict.UNSURE and second and second in talk.book.flow_of:
        if talk.book.flow_of[second] != talk.book.flow_of[intent]:
            _choose_between(talk, intent, second, text)
            return True
    elif understood.verdict is Verdict.UNSURE:
        return False
    _begin(talk, intent, text)
    return True


def _matters(talk: Talk, text: str) -> list[tuple[str, str]]:
    """The different matters that the parts of the text are surely about, each with its words."""
    parts = talk.answers.parts(text)
    if len(parts) < 2:
        return []
    found: dict[str, tuple[str, str]] = {}
    for part in parts:
        understood = _classified(talk, part)
        intent = understood.best
        if understood.verdict is Verdict.ACCEPTED and intent and intent in talk.book.flow_of:
            flow = talk.book.flow_of[intent]
            if intent not in talk.book.settings.small_talk and flow not in found:
                found[flow] = (intent, part)
    if len(found) == 1:
        return [(intent, text) for intent, _ in found.values()]
    return list(found.values())


def _classified(talk: Talk, text: str) -> Understood:
    """Rules first, then the model. Who asks for a person and names the matter has named the matter."""
    answer = talk.answers.find(text)
    if answer and answer in talk.book.flow_of:
        return Understood(((answer, 1.0),), Verdict.ACCEPTED)
    understood = talk.understanding.classify(text, talk.state.language)
    second = understood.second
    wants_a_person = understood.best in talk.book.routing.matter_before_person
    if understood.verdict is not Verdict.ACCEPTED or not wants_a_person or not second:
        return understood
    if second not in talk.book.flow_of or second in talk.book.settings.small_talk:
        return understood
    return Understood(((second, 1.0),), Verdict.ACCEPTED)


def _flow_under_way(talk: Talk, intent: str) -> str | None:
    flow = talk.book.flow_of.get(intent)
    return flow if any(frame.flow == flow for frame in talk.state.frames) else None


def _begin(talk: Talk, intent: str, text: str) -> None:
    """Start a matter. Asking for a person in the middle of self-service is a try of it, not a way around it."""
    talk.forget_tries("unclear", "silence")
    slot = _slot_in_question(talk)
    if slot and intent in talk.book.routing.matter_before_person:
        if not slot.first_words:
            _say_pattern(talk, "agent")
        _try_failed(talk, again=slot.first_words)
        return
    if slot and (intent in talk.book.settings.small_talk or _flow_under_way(talk, intent)):
        _try_failed(talk)
        return
    if len(talk.state.frames) > talk.book.settings.longest_wait_list:
        talk.change(frames=talk.state.frames[-1:])
    if talk.state.frames and not slot:
        talk.change(frames=talk.state.frames[:-1])  # an open yes-or-no question gives way to the new matter
    talk.change(candidate=None)
    start(talk, intent, text)
    advance(talk)


def _hear_bare_value(talk: Talk, text: str) -> bool:
    """A number on its own: a correction where the last flow used one, else the flow that it starts."""
    for name, slot in talk.book.settings.slots.items():
        value = slots.read(text, slot) if slot.starts else None
        if not value or not slot.starts:
            continue
        done = talk.state.done[-1:]
        if done and done[0] in talk.book.flows and name in slots_asked(talk.book.steps_of(done[0])):
            return _correct(talk, text)
        _begin(talk, slot.starts, text)
        return True
    return False


def _choose_between(talk: Talk, first: str, second: str, text: str) -> None:
    neither = talk.book.words["_always"][talk.state.language]["neither"].on(talk.state.channel)
    options = (*options_for(talk, (first, second)), Option(NEITHER, neither, "3"))
    talk.tell("choose_between", options)
    talk.change(candidate=text)
    talk.await_(CHOICE, options)


def _slot_in_question(talk: Talk) -> SlotSettings | None:
    """The slot that is asked for or waits to be confirmed."""
    name = (talk.state.awaits or "").removeprefix(CONFIRM)
    return talk.book.settings.slots.get(name)


def _try_failed(talk: Talk, again: bool = True) -> None:
    slot = _slot_in_question(talk)
    if slot:
        talk.change(candidate=None)
        talk.await_(slot.name)
    failed_try(talk, Reason.NOT_UNDERSTOOD, again)


def _take(talk: Talk, slot: SlotSettings, value: str) -> None:
    """Accept a value, or read it back for a yes where the channel mishears."""
    if talk.state.channel in slot.confirmed_on:
        talk.change(candidate=value)
        talk.tell(f"confirm_{slot.name}", talk.yes_no(), **{slot.name: value})
        talk.await_(CONFIRM + slot.name, talk.yes_no())
    else:
        answered(talk, slot.name, value)
