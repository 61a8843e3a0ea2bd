"""One turn of a conversation: an event comes in, a new state and what to say come out. Pure."""

from __future__ import annotations

from dataclasses import replace

from openline.conversation.book import FlowBook
from openline.conversation.hearing import hear_keys, hear_silence, hear_text
from openline.conversation.running import advance, start, take_outcome
from openline.conversation.state import Event, Keys, Opening, Outcome, Silence, State, Turn, Utterance
from openline.conversation.talk import Talk
from openline.conversation.understanding import Understanding


def step(book: FlowBook, state: State, event: Event, understanding: Understanding, channel: str) -> tuple[State, Turn]:
    """The next state and the turn. Always says something or leaves an action pending, whatever comes in.

    While an action is pending, any other event hands the same action out again, so that a process that
    died between the two can be followed by any other. Raises only on a caller's mistake: `UnknownOutcome`,
    `FactMissing`.
    """
    talk = Talk(book, replace(state, channel=channel), understanding)
    if isinstance(event, Outcome):
        if not take_outcome(talk, event):
            _stay(talk)
    elif state.pending and talk.current_step():
        _stay(talk)
    else:
        talk.change(pending=None)
        _hear(talk, event)
    return talk.close()


def _hear(talk: Talk, event: Event) -> None:
    if talk.state.ended:
        talk.change(ended=False)
    match event:
        case Opening() if talk.state.with_person:
            talk.tell("kept_for_person")
        case Opening():
            talk.change(frames=(), waiting=(), candidate=None)
            start(talk, talk.book.flows[talk.book.settings.opening].starts_on[0])
            advance(talk)
        case Utterance(text):
            hear_text(talk, text)
        case Keys(keys):
            hear_keys(talk, keys)
        case Silence():
            hear_silence(talk)
        case Outcome():
            pass


def _stay(talk: Talk) -> None:
    """Nothing new: the action that is pending once more, or what was said last."""
    current = talk.current_step()
    if talk.state.pending and current:
        talk.pend(current)
    else:
        talk.says.extend(talk.state.last_said)
        if not talk.says:
            hear_silence(talk)
