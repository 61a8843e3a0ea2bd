"""Where help is, told at once to who speaks of danger or despair while they wait for a person."""

from __future__ import annotations

from dataclasses import replace

from openline.conversation.book import FlowBook
from openline.conversation.closed_answers import cleaned
from openline.conversation.repairs import say_pattern
from openline.conversation.state import Said, State
from openline.conversation.talk import Talk
from openline.conversation.understanding import Understanding

NEEDS_HELP_FIRST = frozenset({"danger", "despair"})  # the closed answers to which we first say where help is


def help_first(
    book: FlowBook, state: State, text: str, understanding: Understanding, channel: str
) -> tuple[str, tuple[Said, ...]]:
    """The language in which it is said and the words for it; no words for who speaks of neither.

    What is said in line is kept for the person at its end, who may be an hour away: this does not wait for them.
    """
    for language in dict.fromkeys((state.language, *book.settings.languages)):
        answer = book.answers[language].find(cleaned(text))
        if answer in NEEDS_HELP_FIRST:
            talk = Talk(book, replace(state, channel=channel, language=language), understanding)
            say_pattern(talk, answer)
            talk.tell("kept_for_person")
            return language, tuple(talk.says)
    return state.language, ()
