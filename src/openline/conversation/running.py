"""Plays the steps of the flows under way until something is awaited from the person or from an action."""

from __future__ import annotations

from openline.conversation.book import ALWAYS, GAVE_UP, OFFER_ANYTHING_ELSE, SlotSettings, Step
from openline.conversation.outcomes import ACTIONS, HAND_OFF, Reason, SideAnswerOutcome
from openline.conversation.slots import read
from openline.conversation.state import ANYTHING_ELSE, PERSON, Frame, Option, Outcome
from openline.conversation.talk import Talk

CHOICE = "choice"
NEITHER = "neither"
YES_NO = "yes_no"
SIDE_QUESTION = f"{ALWAYS}.side_question"
_REMEMBERED = 5
_MOST_STEPS = 500


class UnknownOutcome(ValueError):
    """The caller answered an action with a word that the action does not have."""


def advance(talk: Talk) -> None:
    """Play on. Leaves the talk with something awaited, an action pending, or the conversation idle."""
    for _ in range(_MOST_STEPS):
        frame = talk.top
        if frame is None:
            if not _take_waiting(talk):
                return
            continue
        step = talk.current_step()
        if step is None:
            _leave_list(talk, frame)
        elif _run(talk, frame, step):
            return
    raise RuntimeError(f"the flow {talk.top.flow if talk.top else ''} never waits for anyone")


def start(talk: Talk, intent: str, text: str = "") -> None:
    """Begin the flow of an intent on top of those under way, with what the person's words already give."""
    talk.keep_candidate()
    book = talk.book
    flow = book.flow_of[intent]
    asked = slots_asked(book.steps_of(flow))
    stale = {name for name, slot in book.settings.slots.items() if not slot.kept}
    if talk.state.done[-1:] == (flow,):
        stale |= asked
    if not talk.state.frames:
        talk.drop_slots(*stale)
    talk.forget_tries(*asked, "unclear")
    for name, slot in book.settings.slots.items():
        given = None
        if slot.first_words:
            given = text[: book.settings.longest_text] if intent not in book.routing.matter_before_person else None
        elif name in asked and slot.kept:
            given = read(text, slot)
            given = None if slot.other_words and given not in slot.choices else given
        if given:
            hear_in_passing(talk, slot, given)
    because = tuple(
        address
        for name, address in book.routing.because.items()
        if intent in getattr(book.routing, name, frozenset[str]())
    )
    if intent in book.routing.matter_before_person:
        talk.weigh(intent)
    talk.change(frames=(*talk.state.frames, Frame(flow, intent, because=because)), awaits=None, options=())


def hear_in_passing(talk: Talk, slot: SlotSettings, value: str) -> None:
    """Keep a value that was not asked for; where an error costs it is read back once its question comes up."""
    if talk.state.channel not in slot.confirmed_on:
        talk.set_slot(slot.name, value)
    elif talk.state.slots.get(slot.name) != value:
        talk.drop_slots(slot.name)
        talk.change(heard={**talk.state.heard, slot.name: value})


def start_pattern(talk: Talk, pattern: str, failed: str = "", **facts: str) -> None:
    """Play one of the `_always` patterns on top of what is under way, with facts that it starts from."""
    talk.keep_candidate()
    frame = talk.top
    unnamed = min(talk.book.routing.matter_before_person, default="")
    intent = frame.intent if frame else unnamed
    talk.change(
        frames=(*talk.state.frames, Frame(f"_always.{pattern}", intent, failed=failed, facts=facts)),
        options=(),
    )


def slots_asked(steps: tuple[Step, ...]) -> set[str]:
    """The slots that these steps ask for, in their branches too."""
    asked: set[str] = set()
    for step in steps:
        if step.verb in ("ask", "ask_again"):
            asked.add(step.target)
        for branch in step.then.values():
            asked |= slots_asked(branch)
    return asked


def hands_off(steps: tuple[Step, ...]) -> bool:
    """Whether these steps lead to a person, in their branches too."""
    return any(step.verb == "hand_off_to" or any(map(hands_off, step.then.values())) for step in steps)


def end_flow(talk: Talk) -> None:
    frame = talk.state.frames[-1]
    done = (*talk.state.done, frame.flow)[-_REMEMBERED:] if not frame.flow.startswith("_always.") else talk.state.done
    talk.change(frames=talk.state.frames[:-1], done=done, awaits=None, options=())


def offer_anything_else(talk: Talk) -> None:
    """Ask for a further matter, unless one is already waiting or another flow goes on beneath."""
    if talk.state.frames or talk.state.waiting:
        advance(talk)
        return
    talk.tell("anything_else")
    talk.await_(ANYTHING_ELSE)


def give_up(talk: Talk, why: Reason) -> None:
    """Leave the question on top by its `gave_up` branch, or with the value that its slot has for that."""
    frame = talk.state.frames[-1]
    step = talk.current_step()
    talk.forget_tries(step.target if step else "")
    slot = talk.awaited_slot
    if slot and slot.otherwise:
        answered(talk, slot.name, slot.otherwise)
        return
    talk.change_top(path=(*frame.path, GAVE_UP, 0), asking=False, failed=frame.failed or why.value)
    talk.change(awaits=None, options=(), candidate=None)
    advance(talk)


def failed_try(talk: Talk, why: Reason, again: bool = True) -> None:
    """One more answer that did not help: ask again, or give up after the pack's number of tries."""
    slot = talk.awaited_slot
    step = talk.current_step()
    if slot is None or step is None:
        return
    if talk.count(slot.name) >= slot.tries:
        give_up(talk, why)
        return
    talk.ask(slot.name, again)


def answered(talk: Talk, slot: str, value: str) -> None:
    """Take the value for the awaited slot and play on, from the look-up again where that asked again."""
    talk.set_slot(slot, value)
    talk.change(awaits=None, options=(), candidate=None)
    frame = talk.top
    step = talk.current_step()
    if frame and step and step.verb == "ask_again":
        talk.change_top(path=frame.path[:-2], asking=False)
    elif frame and step:
        _go_by_choice(talk, frame, step, value)
    advance(talk)


def _go_by_choice(talk: Talk, frame: Frame, step: Step, value: str) -> None:
    """On after a question, into the branch of what was chosen; a choice named like an intent is the matter then."""
    if value not in step.then:
        _next(talk, frame.path)
        return
    intent = value if value in talk.book.flow_of else frame.intent
    talk.change_top(path=(*frame.path, value, 0), intent=intent)


def take_outcome(talk: Talk, outcome: Outcome) -> bool:
    """Go on after an action. False for an outcome that nothing waits for, such as one delivered twice."""
    step, frame = talk.current_step(), talk.top
    if not step or not frame or talk.state.pending != f"{step.verb} {step.target}" or outcome.action != step.target:
        return False
    action = HAND_OFF if step.verb == "hand_off_to" else ACTIONS[step.target]
    if outcome.name not in action.facts:
        raise UnknownOutcome(f"{outcome.action} ends in {', '.join(action.facts)}, never in {outcome.name!r}")
    because = tuple(dict.fromkeys((*frame.because, *outcome.because)))
    facts = {**frame.facts, **outcome.facts}
    failed = frame.failed or action.failing.get(outcome.name, "")
    talk.change_top(path=(*frame.path, outcome.name, 0), facts=facts, because=because, failed=failed)
    talk.change(pending=None)
    if step.verb == "hand_off_to" and outcome.name == "queued":
        _in_line(talk, talk.book.branch(step, outcome.name, frame.flow))
    elif frame.flow == SIDE_QUESTION and outcome.name == SideAnswerOutcome.NONE:
        end_flow(talk)
        _back_to_the_question(talk)
    else:
        advance(talk)
    return True


def _in_line(talk: Talk, words: tuple[Step, ...]) -> None:
    """The person stands in line: what else they named goes along, and nothing more is played."""
    waiting = talk.state.waiting
    talk.change(frames=talk.state.frames[-1:], waiting=())
    for said in words:
        talk.tell(said.target)
    if waiting:
        talk.tell("goes_along", label=talk.book.label(waiting[0][0], talk.state.language))
    end_flow(talk)
    talk.change(with_person=True, awaits=PERSON)


def _back_to_the_question(talk: Talk) -> None:
    """What was said is neither a value nor a question that we answer: one more try of the question that is open."""
    step = talk.current_step()
    if step:
        talk.await_(step.target)
        failed_try(talk, Reason.NOT_UNDERSTOOD)


def _take_waiting(talk: Talk) -> bool:
    """Turn to the next matter that the person named earlier; False when none waits."""
    if not talk.state.waiting:
        return False
    (intent, words), *rest = talk.state.waiting
    if intent in talk.book.routing.straight_to_queue and ask_whether_to_go_on(talk):
        return False  # nobody is put in line for what was perhaps heard wrong
    talk.change(waiting=tuple(rest))
    if intent in talk.book.flow_of:
        talk.tell("now_the_other", label=talk.book.label(intent, talk.state.language))
        start(talk, intent, words)
    return True


def ask_whether_to_go_on(talk: Talk) -> bool:
    """Ask whether the matter that waits next is to be taken up; False when none waits."""
    if not talk.state.waiting:
        return False
    (intent, words), *rest = talk.state.waiting
    yes, no = talk.yes_no()
    options = (Option(intent, yes.label, yes.keys), Option(NEITHER, no.label, no.keys))
    talk.change(waiting=tuple(rest), candidate=words)
    talk.tell("go_on_with_the_other", options, label=talk.book.label(intent, talk.state.language))
    talk.await_(CHOICE, options)
    return True


def _leave_list(talk: Talk, frame: Frame) -> None:
    """At the end of a branch go on after the step that it belongs to; at the end of a flow leave it."""
    parent = frame.path[:-2]
    if parent and talk.book.has(frame.flow) and frame.path[-2] != GAVE_UP:
        _next(talk, parent)
        return
    end_flow(talk)
    if talk.state.frames or talk.state.waiting or not (parent or frame.flow.startswith("_always.")):
        return
    if talk.state.done[-1:] == (talk.book.settings.opening,):
        start(talk, talk.book.flows[talk.book.settings.opening].starts_on[0])
    else:
        talk.tell("anything_else")
        talk.await_(ANYTHING_ELSE)


def _next(talk: Talk, path: tuple[int | str, ...]) -> None:
    last = path[-1]
    talk.change_top(path=(*path[:-1], last + 1 if isinstance(last, int) else 0))


def _run(talk: Talk, frame: Frame, step: Step) -> bool:
    """Play one step. True when the turn ends here."""
    match step.verb:
        case "say":
            talk.tell(step.target)
            _next(talk, frame.path)
            return False
        case "ask":
            return _ask(talk, frame, step)
        case "ask_again":
            return _ask_again(talk, frame, step)
        case "offer":
            return _offer(talk, frame, step)
        case "hand_off_to" if frame.intent in talk.book.routing.self_service_only and not frame.failed:
            _weigh(talk, frame)
            _next(talk, frame.path)  # self-service exists and has not failed: no person is offered
            return False
        case "hand_off_to":
            _weigh(talk, frame)
            talk.pend(step)
            return True
        case _:
            talk.pend(step)
            return True


def _weigh(talk: Talk, frame: Frame) -> None:
    """Once for each matter: who gets as far as a hand-over with the bare wish for a person was asked for the matter."""
    if not frame.weighed:
        wish = frame.intent in talk.book.routing.matter_before_person
        talk.weigh(frame.intent, wish or talk.asked_matter, bool(frame.failed))
        talk.change_top(weighed=True)


def _ask(talk: Talk, frame: Frame, step: Step) -> bool:
    heard = talk.take_heard(step.target)
    if heard:
        talk.read_back(step.target, heard)
        return True
    if step.target in talk.state.slots:
        _go_by_choice(talk, frame, step, talk.state.slots[step.target])
        return False
    talk.ask(step.target)
    return True


def _ask_again(talk: Talk, frame: Frame, step: Step) -> bool:
    """Drop what did not serve and ask anew; a first question that a look-up brings up is no failure."""
    had = step.target in talk.state.slots
    heard = talk.take_heard(step.target)
    if frame.asking or heard:
        talk.change_top(asking=True)
        talk.read_back(step.target, heard) if heard else talk.ask(step.target)
        return True
    talk.drop_slots(step.target)
    if had and talk.count(step.target) >= talk.book.settings.slots[step.target].tries:
        talk.forget_tries(step.target)
        failed = frame.failed or Reason.SELF_SERVICE_FAILED.value
        talk.change_top(path=(*frame.path, GAVE_UP, 0), failed=failed)
        talk.await_(None)
        return False
    talk.ask(step.target)
    talk.change_top(asking=True)
    return True


def _offer(talk: Talk, frame: Frame, step: Step) -> bool:
    if step.target == OFFER_ANYTHING_ELSE:
        end_flow(talk)
        if talk.state.frames or talk.state.waiting:
            return False
        talk.tell("anything_else")
        talk.await_(ANYTHING_ELSE)
        return True
    if step.of:
        options = options_for(talk, tuple(talk.book.flows[flow].starts_on[0] for flow in step.of))
        talk.tell(step.target, options)
        end_flow(talk)
        talk.await_(CHOICE, options)
        return True
    talk.tell(step.target, talk.yes_no())
    talk.await_(YES_NO, talk.yes_no())
    return True


def options_for(talk: Talk, intents: tuple[str, ...]) -> tuple[Option, ...]:
    """The flows of these intents to choose from, numbered from 1."""
    return tuple(
        Option(intent, talk.book.label(intent, talk.state.language), str(number))
        for number, intent in enumerate(intents, start=1)
    )
