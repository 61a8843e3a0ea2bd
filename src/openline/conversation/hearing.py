"""Decides what an event means where the conversation stands, and lets the flows play on from there."""

from __future__ import annotations

from openline.conversation import slots
from openline.conversation.book import DID_THAT_HELP
from openline.conversation.closed_answers import cleaned, folded
from openline.conversation.help_first import NEEDS_HELP_FIRST, need_in
from openline.conversation.matters import (
    ask_beside,
    begin,
    change_matter,
    hear_matter,
    hear_matters,
    lay_down,
    offer_runners_up,
    start_over,
    sure_matter,
    tells_of_something_else,
)
from openline.conversation.outcomes import Reason
from openline.conversation.repairs import (
    TO_LANGUAGE,
    cancel,
    correct,
    correct_the_open_question,
    question_beneath,
    say_all,
    say_pattern,
    settle_language,
    slot_in_question,
    switch_language,
    take,
    try_failed,
)
from openline.conversation.running import (
    CHOICE,
    NEITHER,
    YES_NO,
    advance,
    answered,
    failed_try,
    give_up,
    slots_asked,
    start_pattern,
)
from openline.conversation.state import ANYTHING_ELSE, Option
from openline.conversation.talk import CONFIRM, Talk
from openline.conversation.understanding import Verdict

# Intents that say the same as the closed answer of their name, in words that no list foresaw.
CLOSED_INTENTS = frozenset({"yes", "no", "repeat"})
LEAST_WORDS_OF_A_SENTENCE = 5


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
    need = need_in(talk.book, text, talk.state.language)
    if answer and answer.startswith(TO_LANGUAGE):
        _switch(talk, answer.removeprefix(TO_LANGUAGE), text, _said_besides(talk, text, answer))
    elif talk.state.with_person:
        talk.tell("kept_for_person")
    elif need and need[0] != talk.state.language:
        _help_in(talk, *need, text)
    else:
        _hear(talk, text, answer)


def _said_besides(talk: Talk, text: str, answer: str) -> str:
    """What the text says besides a closed answer; nothing where it is said in words that no list has."""
    rest = talk.answers.without(text, answer)
    return "" if folded(rest) == folded(text) else rest


def _help_in(talk: Talk, language: str, pattern: str, text: str) -> None:
    """Where help is, in the language in which need is spoken of, which from here on is the conversation's."""
    talk.change(language=language)
    say_pattern(talk, pattern)
    _switch(talk, language, text, _said_besides(talk, text, pattern))


def _hear(talk: Talk, text: str, answer: str | None) -> None:
    """A choice that is open, a closed answer, or free words; in that order."""
    answer = answer or _closed_by_first_word(talk, text) or _closed_by_meaning(talk, text)
    if not _hear_choice(talk, text, answer) and not (answer and _hear_answer(talk, answer, text)):
        _hear_freely(talk, text)


def _closed_by_first_word(talk: Talk, text: str) -> str | None:
    """Yes or no with more behind it, where just that is asked: "no, it still has not come"."""
    awaits = talk.state.awaits or ""
    slot = slot_in_question(talk)
    if not (awaits == YES_NO or awaits.startswith(CONFIRM)) or (slot and slots.read(text, slot)):
        return None
    first = talk.answers.whole.get(folded(text).partition(" ")[0])
    return first if first in ("yes", "no") else None


def _closed_by_meaning(talk: Talk, text: str) -> str | None:
    """Yes, no or "again" in words that the pack does not list, unless free words are asked for."""
    slot = slot_in_question(talk)
    if slot and (slot.reader == "words" or slots.read(text, slot)):
        return None
    understood = talk.understanding.classify(text, talk.state.language)
    sure = understood.verdict is Verdict.ACCEPTED and understood.best in CLOSED_INTENTS
    return understood.best if sure else None


def _switch(talk: Talk, language: str, text: str, rest: str) -> None:
    """Go on in the other language, at the same question; what else the sentence says is heard in it."""
    talk.change(language=language, language_chosen=True)
    if not slot_in_question(talk) and not talk.state.with_person:
        lay_down(talk, rest)
    switch_language(talk, language, text)


def _other_language(talk: Talk, text: str) -> str | None:
    """Another of our languages that the text is clearly in, and in which it says something."""
    heard = talk.understanding.language_of(text)
    if heard is None or heard == talk.state.language or heard not in talk.book.settings.languages:
        return None
    slot = slot_in_question(talk)
    if talk.answers.find(text):
        return None  # a "no" is a word of both
    if talk.book.answers[heard].find(text) or (slot and slots.read(text, slot)):
        return heard
    return heard if talk.understanding.classify(text, heard).verdict is Verdict.ACCEPTED else None


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
    slot = talk.awaited_slot
    choice = slots.read(text, slot) if slot and slot.choices and not slot.other_words else None
    if slot and choice:
        take(talk, slot, choice)
        return True
    if awaits == CHOICE and answer == "no" and any(option.key == NEITHER for option in talk.state.options):
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
    elif awaits in talk.book.settings.slots:
        answered(talk, awaits, option.key)
    elif awaits == YES_NO:
        frame, step = talk.state.frames[-1], talk.current_step()
        if step and step.target == DID_THAT_HELP and option.key == "no":
            talk.change_top(failed=Reason.ANSWER_DID_NOT_HELP.value)
        talk.change_top(path=(*frame.path, option.key, 0))
        talk.await_(None)
        advance(talk)
    elif option.key == NEITHER:
        said_no = talk.state.options and talk.state.options[-1].label == talk.yes_no()[-1].label
        talk.change(candidate=None)
        talk.await_(ANYTHING_ELSE)
        talk.tell("anything_else" if said_no else "anything_else_yes")
    else:
        talk.change(candidate=None)
        begin(talk, option.key, words)


def _hear_answer(talk: Talk, answer: str, text: str) -> bool:
    """A closed answer that means the same everywhere. False when it says nothing here.

    "No" to a question for a value is no value, and no further try.
    """
    match answer:
        case "repeat" if talk.state.last_said:
            talk.says.extend(talk.state.last_said)
        case "cancel":
            cancel(talk)
        case "correct":
            return _hear_correction(talk, text)
        case "start_over":
            start_over(talk)
        case "not_what_i_asked" if talk.state.frames or talk.state.done:
            offer_runners_up(talk)
        case "danger" | "despair" | "abuse":
            _say_and_go_on(talk, answer, text)
        case "injection":
            say_pattern(talk, "injection")
            talk.tell_question_again()
        case "why_no_person":
            frame = talk.top
            if frame and frame.intent not in talk.book.routing.matter_before_person:
                talk.weigh(frame.intent, talk.asked_matter, bool(frame.failed))
            start_pattern(talk, "why_no_person", failed=frame.failed if frame else "")
            advance(talk)
        case "dont_have" | "no" if talk.awaited_slot and (answer != "no" or not talk.awaited_slot.choices):
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


def _hear_correction(talk: Talk, text: str) -> bool:
    """ "I made a mistake": of what was said here, unless the sentence tells of a mistake somewhere else."""
    is_all = talk.answers.is_whole(text) or not talk.answers.without(text, "correct")
    if not is_all and tells_of_something_else(talk, text, "correct"):
        return change_matter(talk, text, "correct")
    if correct(talk, text) or change_matter(talk, text, "correct"):
        return True
    return is_all and correct_the_open_question(talk)


def _say_and_go_on(talk: Talk, pattern: str, text: str) -> None:
    """The pattern's words, and then on with what else was said, or with the question that was open."""
    say_pattern(talk, pattern)
    rest = talk.answers.without(text, pattern)
    slot = slot_in_question(talk)
    value = slots.read(rest, slot) if slot and slot.reader != "words" else None
    answer = talk.answers.find(rest)
    if slot and value:
        take(talk, slot, value)
    elif answer and answer in talk.book.flow_of:
        begin(talk, answer, rest)
    elif pattern in NEEDS_HELP_FIRST:
        _go_on_after_help(talk, text, rest)
    elif not folded(rest) or not hear_matters(talk, rest):
        talk.tell_question_again()


def _go_on_after_help(talk: Talk, text: str, rest: str) -> None:
    """On with what else was said: the free words that were asked for, all of them as they were said, or a matter.

    Who tells of blows speaks of them in every word; and nobody in need is told what we cannot help with.
    """
    slot = slot_in_question(talk)
    told = slot if slot and slot.reader == "words" and slots.read(rest, slot) else None
    matter = next((words for words in (text, rest) if sure_matter(talk, words)), "")
    if told and not told.first_words:
        take(talk, told, text)
    elif matter and hear_matters(talk, matter):
        return
    elif told:
        take(talk, told, text)
    else:
        talk.tell_question_again()


def _hear_freely(talk: Talk, text: str) -> None:
    """Free words: the value awaited, a correction, a matter or two, or nothing that is understood."""
    _speak_as_they_do(talk, text)
    slot = slot_in_question(talk) or question_beneath(talk, text)
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
    other = _other_language(talk, text)
    if other:
        _switch(talk, other, text, text)
    elif slot:
        ask_beside(talk, text)
    else:
        unclear(talk, text)


def _speak_as_they_do(talk: Talk, text: str) -> None:
    """A whole sentence in another of our languages is answered in that language."""
    other = _other_language(talk, text) if len(folded(text).split()) >= LEAST_WORDS_OF_A_SENTENCE else None
    if other:
        talk.change(language=other, language_chosen=True)
        say_all(talk, talk.book.patterns["language"])


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
