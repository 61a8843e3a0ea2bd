"""When a contact earns a person, and what each contact leaves in the person's hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openline.domain.decision import Decision
from openline.domain.rules import Rule

# The moment at which a matter gets its number: with the first contact that reaches the center's staff.
AT_FIRST_CONTACT = "at_first_contact"


class UnknownVariant(ValueError):
    """A rule names a way of working that this version does not offer; the message names both."""


@dataclass(frozen=True, slots=True)
class ContactsRules:
    """The rules of `policy/contacts/`.

    `matter_before_person`: words for a person that are answered by asking for the matter first (intents).
    `self_service_only`: intents for which self-service exists, so that no person is offered.
    `straight_to_queue`: intents that go to the live queue at one utterance.
    `emergencies`: intents that are queued as an emergency.
    `item_number_issued`: the moment at which a matter gets its item number, a named variant.
    `agent_tells`: what every live contact tells of the agent.
    `log_shows`: the columns of "my contacts".
    """

    matter_before_person: Rule[frozenset[str]]
    self_service_only: Rule[frozenset[str]]
    straight_to_queue: Rule[frozenset[str]]
    emergencies: Rule[frozenset[str]]
    item_number_issued: Rule[str]
    agent_tells: Rule[tuple[str, ...]]
    log_shows: Rule[tuple[str, ...]]


class BeforeLine(StrEnum):
    """What stands between a person and the line for staff."""

    WHO_ASKS = "who_asks"
    GENERAL_ONLY = "general_only"
    WAIT_FIRST = "wait_first"
    NOT_NOW = "not_now"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class ToldBeforeLine:
    """What a person said before the line; None where they have not said it, "" where they would not.

    `general`: whether somebody who may not be told of a case goes on with a general question; `waits`: whether
    they wait now that they know how long it takes.
    """

    standing: str | None = None
    general: bool | None = None
    waits: bool | None = None


def before_line(
    intent: str, told: ToldBeforeLine, rules: ContactsRules, may_be_told: Rule[frozenset[str]]
) -> Decision[BeforeLine]:
    """What is asked or told next before the line is joined (TIER-13, HRS-5).

    What goes straight into the line, and an emergency, is not held up by questions. Anybody else says first by what
    right they ask; who may not be told of a case learns it before waiting; then the wait is told and chosen.
    """
    facts: dict[str, object] = {
        "intent": intent,
        "standing_said": told.standing,
        "general": told.general,
        "waits": told.waits,
    }
    for rule in (rules.emergencies, rules.straight_to_queue):
        if intent in rule.value:
            return Decision(BeforeLine.JOIN, (rule.ref,), facts)
    because = (may_be_told.ref,)
    if told.standing is None:
        return Decision(BeforeLine.WHO_ASKS, because, facts)
    if told.standing and told.standing not in may_be_told.value and not told.general:
        word = BeforeLine.GENERAL_ONLY if told.general is None else BeforeLine.NOT_NOW
        return Decision(word, because, facts)
    if told.waits is None:
        return Decision(BeforeLine.WAIT_FIRST, because, facts)
    return Decision(BeforeLine.JOIN if told.waits else BeforeLine.NOT_NOW, because, facts)


class PersonFor(StrEnum):
    """What a request, or a matter, leads to as far as a person is concerned."""

    ASK_THE_MATTER = "ask_the_matter"
    SELF_SERVICE_FIRST = "self_service_first"
    QUEUE = "queue"
    QUEUE_AS_EMERGENCY = "queue_as_emergency"
    NO_PERSON_OFFERED = "no_person_offered"


def person_for(
    intent: str, already_asked_matter: bool, self_service_failed: bool, rules: ContactsRules
) -> Decision[PersonFor]:
    """Whether `intent` earns a person now (IVR-2, IVR-3, IVR-4).

    `already_asked_matter`: a person was wished for in this contact and the matter was asked about.
    `self_service_failed`: self-service was tried for this matter and did not resolve it.
    An emergency is queued at once, and so is what stands straight in the queue; who wishes for a person is asked for
    the matter once; what self-service resolves is tried there first; everything else earns a person.
    """
    facts: dict[str, object] = {
        "intent": intent,
        "already_asked_matter": already_asked_matter,
        "self_service_failed": self_service_failed,
    }
    if intent in rules.emergencies.value:
        return Decision(PersonFor.QUEUE_AS_EMERGENCY, (rules.emergencies.ref,), facts)
    if intent in rules.straight_to_queue.value:
        return Decision(PersonFor.QUEUE, (rules.straight_to_queue.ref,), facts)
    if intent in rules.matter_before_person.value:
        word = PersonFor.QUEUE if already_asked_matter else PersonFor.ASK_THE_MATTER
        return Decision(word, (rules.matter_before_person.ref,), facts)
    if intent in rules.self_service_only.value and not self_service_failed:
        word = PersonFor.SELF_SERVICE_FIRST if already_asked_matter else PersonFor.NO_PERSON_OFFERED
        return Decision(word, (rules.self_service_only.ref,), facts)
    return Decision(PersonFor.QUEUE, (rules.matter_before_person.ref, rules.self_service_only.ref), facts)
