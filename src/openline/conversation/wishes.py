"""The wish for a person: the matter that is named with it, and whether the matter under way leads to one anyhow."""

from __future__ import annotations

from openline.conversation.running import hands_off
from openline.conversation.state import Frame
from openline.conversation.talk import Talk
from openline.conversation.understanding import Understood, Verdict

_LIKELY = 0.3  # from where on a matter counts that is named beside the wish


def matter_beside(talk: Talk, text: str, understood: Understood) -> str | None:
    """The matter in a sentence that wishes for a person, "I need someone, my mother is dying"; None without one.

    The model has said it itself, or what is left of the sentence says it, or it is likely enough beside the wish.
    """
    wishes = talk.book.routing.matter_before_person
    wish = next((intent for intent in (understood.best, understood.second) if intent in wishes), None)
    if wish is None or understood.verdict is Verdict.REJECTED:
        return None
    second = understood.second
    if understood.verdict is Verdict.ACCEPTED and second and is_matter(talk, second):
        return second
    rest = talk.answers.without(text, wish)
    left = talk.understanding.classify(rest, talk.state.language) if rest and rest != text else understood
    likely = [*(left.ranked[:1] if left.verdict is Verdict.ACCEPTED else ()), *understood.ranked]
    return next((intent for intent, score in likely if score >= _LIKELY and is_matter(talk, intent)), None)


def is_matter(talk: Talk, intent: str) -> bool:
    """Whether the intent is a matter that may stand beside another: no small talk, and no bare wish for a person."""
    no_matters = {*talk.book.settings.small_talk, *talk.book.routing.matter_before_person}
    return intent in talk.book.flow_of and intent not in no_matters


def earns_a_person(talk: Talk, frame: Frame) -> bool:
    """Whether the matter under way leads to a person anyhow, so that its question is asked for that person."""
    routing = talk.book.routing
    if frame.intent in routing.matter_before_person or not hands_off(talk.book.steps_of(frame.flow)):
        return False  # the matter is not known yet, or its flow ends here
    return bool(frame.failed) or frame.intent not in routing.self_service_only
