"""Decides what an event means where the conversation stands, and lets the flows play on from there."""

from __future__ import annotations

from openline.conversation import slots
from openline.conversation.closed_answers import cleaned, folded
from openline.conversation.matters import NEITHER, begin, hear_matter, hear_matters
from openline.conversation.outcomes import Reason
from openline.conversation.repairs import (
    TO_LANGUAGE,
    cancel,
    correct,
    say_pattern,
    settle_language,
    slot_in_question,
    switch_language,
    take,
    try_failed,
)
from openline.conversation.running import (
    CHOICE,
    CONFIRM,
    YES_NO,
    advance,
    answered,
    failed_try,
    give_up,
    slots_asked,
    start_pattern,
)
from openline.conversation.state import ANYTHING_ELSE, Option
from openline.conversation.talk import Talk


def hear_text(talk: Talk, raw: str) -> None:
    """Any text at all: what it means here, or that it was not understood and what can be said instead."""
    text = cleaned(raw)
    if len(text) > talk.book.settings.longest_text:
        say_pattern(talk, "too_long")
        talk.tell_question_again()
        return
    if not folded(text):
        unclear(talk)
        return
    settle_language(talk, text)
    answer = talk.answers.find(text)
    if answer and answer.startswith(TO_LANGUAGE):
        switch_language(talk, answer.removeprefix(TO_LANGUAGE), text)
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
    slot = slot_in_question(talk)
    if chosen:
        _choose(talk, chosen)
    elif keys in talk.book.settings.keys and _hear_answer(talk, talk.book.settings.keys[keys], ""):
        return
    elif slot and keys:
        value = slots.read_keys(keys, slot)
        if value:
            take(talk, slot, value)
        else:
            try_failed(talk)
    else:
        unclear(talk)


def hear_silence(talk: Talk) -> None:
    if talk.state.with_person:
        talk.tell("kept_for_person")
    elif talk.count("silence") >= talk.book.settings.silence_tries:
        talk.forget_tries("silence")
        say_pattern(talk, "silence_gave_up")
        talk.await_(None)
        talk.change(ended=True, frames=(), waiting=(), candidate=None)
    else:
        say_pattern(talk, "silence")
        talk.tell_question_again()


def unclear(talk: Talk, text: str = "") -> None:
    """Nothing was understood: say so once with a way to say it, then lead on to a person or the tools."""
    if slot_in_question(talk):
        try_failed(talk)
    elif talk.count("unclear") < talk.book.settings.unclear_tries:
        say_pattern(talk, "unclear")
        talk.tell_question_again()
    elif talk.state.awaits == YES_NO:
        talk.forget_tries("unclear")
        give_up(talk, Reason.NOT_UNDERSTOOD)
    else:
        talk.forget_tries("unclear")
        for name, asked in talk.book.settings.slots.items():
            if asked.first_words and text and not talk.state.frames:
                talk.set_slot(name, text)  # the person's own words, for the one who reads them next
        start_pattern(talk, "unclear_gave_up", failed=Reason.NOT_UNDERSTOOD.value)
        advance(talk)


def _hear_choice(talk: Talk, text: str, answer: str | None) -> bool:
    """An open choice answered by its digit, its label, or yes and no."""
    awaits = talk.state.awaits or ""
    for option in talk.state.options:
        if folded(text) in (option.keys, folded(option.label)) or answer == option.key:
            _choose(talk, option)
            return True
    if awaits == CHOICE and talk.state.candidate and answer == "no":
        _choose(talk, Option(NEITHER, "", ""))
        return True
    if awaits in (ANYTHING_ELSE, CHOICE) and answer in ("no", "finished"):
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
        begin(talk, option.key, words)


def _hear_answer(talk: Talk, answer: str, text: str) -> bool:
    """A closed answer that means the same everywhere. False when it says nothing here."""
    match answer:
        case "repeat" if talk.state.last_said:
            talk.says.extend(talk.state.last_said)
        case "cancel":
            cancel(talk)
        case "correct":
            return correct(talk, text)
        case "dont_have" if talk.awaited_slot:
            give_up(talk, Reason.SELF_SERVICE_FAILED)
        case "finished" if not talk.state.frames:
            talk.tell("goodbye")
            talk.await_(None)
            talk.change(ended=True)
        case _ if answer in talk.book.flow_of:
            begin(talk, answer, text)
        case _:
            return False
    return True


def _hear_freely(talk: Talk, text: str) -> None:
    """Free words: the value awaited, a correction, a matter or two, or nothing that is understood."""
    slot = slot_in_question(talk)
    if slot and slot.first_words:
        hear_matter(talk, slot, text)
        return
    value = slots.read(text, slot) if slot else None
    if slot and value:
        take(talk, slot, value)
        return
    if hear_matters(talk, text):
        return
    if not slot and _hear_bare_value(talk, text):
        return
    if slot:
        try_failed(talk)
    else:
        unclear(talk, text)


def _hear_bare_value(talk: Talk, text: str) -> bool:
    """A number on its own: a correction where the last flow used one, else the flow that it starts."""
    for name, slot in talk.book.settings.slots.items():
        value = slots.read(text, slot) if slot.starts else None
        if not value or not slot.starts:
            continue
        done = talk.state.done[-1:]
        if done and done[0] in talk.book.flows and name in slots_asked(talk.book.steps_of(done[0])):
            return correct(talk, text)
        begin(talk, slot.starts, text)
        return True
    return False
