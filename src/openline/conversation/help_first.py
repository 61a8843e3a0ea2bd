"""Where help is, told at once to who speaks of danger or despair: in whichever language, and in line for a person."""

from __future__ import annotations

from dataclasses import replace

from openline.conversation.book import FlowBook
from openline.conversation.closed_answers import cleaned
from openline.conversation.repairs import say_pattern
from openline.conversation.state import Said, State
from openline.conversation.talk import Talk
from openline.conversation.understanding import Understanding

NEEDS_HELP_FIRST = frozenset({"danger", "despair"})  # the closed answers to which we first say where help is


def need_in(book: FlowBook, text: str, language: str) -> tuple[str, str] | None:
    """The language in which the text speaks of danger or despair, the given one first, and of which of the two."""
    for spoken in dict.fromkeys((language, *book.settings.languages)):
        answer = book.answers[spoken].find(text)
        if answer in NEEDS_HELP_FIRST:
            return spoken, answer
    return None


def help_first(
    book: FlowBook, state: State, text: str, understanding: Understanding, channel: str
) -> tuple[str, tuple[Said, ...]]:
    """The language in which it is said and the words for it; no words for who speaks of neither.

    What is said in line is kept for the person at its end, who may be an hour away: this does not wait for them.
    """
    need = need_in(book, cleaned(text), state.language)
    if need is None:
        return state.language, ()
    language, pattern = need
    talk = Talk(book, replace(state, channel=channel, language=language), understanding)
    say_pattern(talk, pattern)
    talk.tell("kept_for_person")
    return language, tuple(talk.says)
