"""Matters: what free words are about, and the flow that begins for it."""

from __future__ import annotations

from openline.conversation import slots
from openline.conversation.book import Routing, SlotSettings
from openline.conversation.closed_answers import folded
from openline.conversation.repairs import say_pattern, slot_in_question, take, try_failed
from openline.conversation.running import (
    CHOICE,
    NEITHER,
    YES_NO,
    advance,
    end_flow,
    hands_off,
    options_for,
    start,
    start_pattern,
)
from openline.conversation.state import ANYTHING_ELSE, Option
from openline.conversation.talk import Talk
from openline.conversation.understanding import Understood, Verdict
from openline.conversation.wishes import earns_a_person, is_matter, matter_beside

LEAST_WORDS_OF_A_QUESTION = 3
_MOST_WORDS_OF_A_CORRECTION = 5  # after its phrase, where it gives no value


def hear_matter(talk: Talk, slot: SlotSettings, text: str) -> None:
    """The answer to "what is it about": its own flow where one is known, else the person's words as they are."""
    understood = _classified(talk, text)
    if _begin_alone(talk, understood, text):
        return
    if both := _both(talk, understood, text):
        end_flow(talk)
        _begin_both(talk, both)
        return
    intent = understood.best
    if understood.verdict is Verdict.ACCEPTED and intent in talk.book.routing.matter_before_person:
        try_failed(talk)
    elif understood.verdict is Verdict.ACCEPTED and intent and _flow_under_way(talk, intent) is None:
        end_flow(talk)
        start(talk, intent, text)
        advance(talk)
    elif slots.read(text, slot):
        take(talk, slot, text)
    else:
        try_failed(talk)


def hear_matters(talk: Talk, text: str) -> bool:
    """Start the flow of what the words are about. Of two matters the second waits its turn."""
    understood = _classified(talk, text)
    if _begin_alone(talk, understood, text):
        return True
    if both := _both(talk, understood, text):
        _begin_both(talk, both)
        return True
    intent = understood.best
    talk.change(ranked=tuple(name for name, _ in understood.ranked if name in talk.book.flow_of))
    if intent is None or intent not in talk.book.flow_of or understood.verdict is Verdict.REJECTED:
        return False
    if slot_in_question(talk) and (
        understood.verdict is Verdict.UNSURE or _flow_under_way(talk, intent) or _is_chat(talk, intent)
    ):
        return False
    second = understood.second
    if understood.verdict is Verdict.UNSURE and second and second in talk.book.flow_of:
        if talk.book.flow_of[second] != talk.book.flow_of[intent]:
            _choose_between(talk, intent, second, text)
            return True
    elif understood.verdict is Verdict.UNSURE:
        return False
    begin(talk, intent, text)
    return True


def _begin_alone(talk: Talk, understood: Understood, text: str) -> bool:
    """Where the words also name a matter that is taken alone: that one, and nothing of the other."""
    named = (understood.best, understood.second) if understood.verdict is Verdict.ACCEPTED else ()
    alone = next((intent for intent in named if intent in talk.book.settings.taken_alone), None)
    if alone:
        begin(talk, alone, text)
    return alone is not None


def _is_chat(talk: Talk, intent: str) -> bool:
    return intent in {*talk.book.settings.small_talk} - talk.book.routing.matter_before_person


def _begin_both(talk: Talk, found: list[tuple[str, str]]) -> None:
    labels = [talk.book.label(intent, talk.state.language) for intent, _ in found[:2]]
    room = talk.book.settings.longest_wait_list - len(talk.state.waiting)
    talk.change(waiting=(*talk.state.waiting, *found[1 : 1 + max(room, 0)]))
    talk.tell("two_matters", first=labels[0], second=labels[1])
    begin(talk, *found[0])


def _both(talk: Talk, understood: Understood, text: str) -> list[tuple[str, str]]:
    """The two matters that the text is surely about, each with its words, in their turn; none where it is about one.

    Two of the same flow are told apart only where it answers and is done: a person who takes one sees all the words.
    """
    first, second = understood.best, understood.second
    if understood.verdict is not Verdict.ACCEPTED or not first or not second:
        return []
    if not is_matter(talk, first) or not is_matter(talk, second):
        return []
    flow = talk.book.flow_of[first]
    if flow == talk.book.flow_of[second] and hands_off(talk.book.steps_of(flow)):
        return []
    return _in_turn(talk, list(understood.matters) or [(first, text), (second, text)])


def _in_turn(talk: Talk, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    routing = talk.book.routing
    return sorted(found, key=lambda matter: _turn_of(matter[0], routing))


def _turn_of(intent: str, routing: Routing) -> int:
    """Emergencies come first; then what is answered here at once; a line for a person is joined last."""
    if intent in routing.emergencies:
        return 0
    return 1 if intent in routing.self_service_only else 2


def _classified(talk: Talk, text: str) -> Understood:
    """Rules first, then the model. Who asks for a person and names the matter has named the matter."""
    answer = talk.answers.find(text)
    if answer and answer in talk.book.flow_of:
        return Understood(((answer, 1.0),), Verdict.ACCEPTED)
    understood = talk.understanding.classify(text, talk.state.language)
    named = matter_beside(talk, text, understood)
    return Understood(((named, 1.0),), Verdict.ACCEPTED) if named else understood


def lay_down(talk: Talk, text: str) -> None:
    """Begin the matter of these words, if they are surely about one, beneath what is said next."""
    understood = _classified(talk, text) if text else None
    intent = understood.best if understood and understood.verdict is Verdict.ACCEPTED else None
    if intent is None or not is_matter(talk, intent):
        return
    talk.change(frames=talk.state.frames[:-1], candidate=None)
    start(talk, intent, text)


def change_matter(talk: Talk, text: str, answer: str) -> bool:
    """ "No, I meant …": what the rest of the sentence is about takes the place of the matter under way."""
    rest = talk.answers.after(text, answer)
    understood = _classified(talk, rest) if rest else None
    intent = understood.best if understood and understood.verdict is Verdict.ACCEPTED else None
    if intent is None or not is_matter(talk, intent):
        return False
    if talk.state.frames:
        end_flow(talk)
    talk.change(candidate=None, awaits=None, options=())
    begin(talk, intent, rest)
    return True


def tells_of_something_else(talk: Talk, text: str, answer: str) -> bool:
    """Whether a sentence with these words of correction is about something else than what was said here.

    It is where it gives no value, and is long or surely about a matter that is neither under way nor just done.
    """
    if any(slots.read(text, slot) for slot in talk.book.settings.slots.values() if slot.starts):
        return False
    after = talk.answers.after(text, answer)
    named = (sure_matter(talk, after), sure_matter(talk, text))
    return any(_is_new(talk, intent) for intent in named) or len(after.split()) > _MOST_WORDS_OF_A_CORRECTION


def _is_new(talk: Talk, intent: str | None) -> bool:
    """Whether the matter is neither under way, nor just done, nor merely what a value would start."""
    started = {slot.starts for slot in talk.book.settings.slots.values()}
    if intent is None or intent in started or _flow_under_way(talk, intent):
        return False
    return talk.state.done[-1:] != (talk.book.flow_of[intent],)


def sure_matter(talk: Talk, text: str) -> str | None:
    """The matter that the model, whatever the closed answers say, is sure of; None where there is none."""
    understood = talk.understanding.classify(text, talk.state.language) if text else None
    intent = understood.best if understood and understood.verdict is Verdict.ACCEPTED else None
    return intent if intent and is_matter(talk, intent) else None


def start_over(talk: Talk) -> None:
    """Leave everything that is under way or waits, and begin as at first."""
    talk.change(frames=(), waiting=(), candidate=None, heard={}, awaits=None, options=())
    begin(talk, talk.book.flows[talk.book.settings.opening].starts_on[0], "")


def offer_runners_up(talk: Talk) -> None:
    """ "That is not what I asked": leave the matter, and offer what the words may have been about instead."""
    frame = talk.top
    last = frame.flow if frame else next(iter(talk.state.done[-1:]), "")
    wrong = talk.book.flow_of[talk.state.ranked[0]] if talk.state.ranked else last
    others: dict[str, str] = {}
    for intent in talk.state.ranked:
        flow = talk.book.flow_of.get(intent, wrong)
        if flow != wrong and intent not in talk.book.settings.small_talk:
            others.setdefault(flow, intent)
    talk.keep_candidate()
    if frame and frame.flow == wrong:
        end_flow(talk)
    if not others:
        talk.tell("not_what_was_asked")
        talk.await_(ANYTHING_ELSE)
        return
    _offer_choice(talk, "which_instead", tuple(others.values())[:2], "")


def _flow_under_way(talk: Talk, intent: str) -> str | None:
    flow = talk.book.flow_of.get(intent)
    return flow if any(frame.flow == flow for frame in talk.state.frames) else None


def begin(talk: Talk, intent: str, text: str) -> None:
    """Start a matter. Asking for a person in the middle of self-service is a try of it, not a way around it."""
    talk.forget_tries("unclear", "silence")
    slot = slot_in_question(talk)
    if slot and intent in talk.book.routing.matter_before_person:
        talk.weigh(intent, asked_matter=True)
        if talk.top and earns_a_person(talk, talk.top):
            say_pattern(talk, "agent_next")
        elif not slot.first_words and not slot.choices:
            say_pattern(talk, "agent")
        try_failed(talk, again=slot.first_words)
        return
    if slot and _is_chat(talk, intent):
        if talk.answers.is_whole(text):
            say_pattern(talk, "pleasantry")
            talk.tell_question_again()
        else:
            ask_beside(talk, text)
        return
    if slot and _flow_under_way(talk, intent):
        try_failed(talk)
        return
    if intent in talk.book.settings.taken_alone:
        talk.change(frames=(), waiting=(), heard={}, candidate=None)
    if len(talk.state.frames) > talk.book.settings.longest_wait_list:
        talk.change(frames=talk.state.frames[-1:])
    if talk.state.frames and talk.state.awaits == YES_NO:
        talk.change(frames=talk.state.frames[:-1])  # an open yes-or-no question gives way to the new matter
    talk.keep_candidate()
    start(talk, intent, text)
    advance(talk)


def ask_beside(talk: Talk, text: str) -> None:
    """No value: perhaps a question about the question, which is answered first; else one more try."""
    may_be_one = len(folded(text).split()) >= LEAST_WORDS_OF_A_QUESTION
    if talk.awaited_slot and may_be_one and talk.book.patterns["side_question"]:
        start_pattern(talk, "side_question", question=text)
        advance(talk)
    else:
        try_failed(talk)


def _choose_between(talk: Talk, first: str, second: str, text: str) -> None:
    _offer_choice(talk, "choose_between", (first, second), text)


def _offer_choice(talk: Talk, word: str, intents: tuple[str, ...], text: str) -> None:
    """Ask which matter it is; the words said so far go along with the one that is chosen."""
    neither = talk.book.words["_always"][talk.state.language]["neither"].on(talk.state.channel)
    options = (*options_for(talk, intents), Option(NEITHER, neither, str(len(intents) + 1)))
    talk.keep_candidate()
    talk.tell(word, options)
    talk.change(candidate=text)
    talk.await_(CHOICE, options)
