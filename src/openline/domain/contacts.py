"""When a contact earns a person, and what each contact leaves in the person's hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openline.domain.decision import Decision
from openline.domain.rules import Rule, Span

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
    `chats_at_once`: how many live contacts one seat holds at most, those that are still to be wrapped up counted in.
    `one_at_a_time`: channels whose contacts take a seat's whole attention.
    `idle_asked_after`, `idle_ended_after`: how long a person in a live chat may be silent before they are asked
    whether they are still there, and from then on before the chat ends.
    `answer_alerts_after`, `answer_goes_back_after`: how long a person waits for an agent's answer before a supervisor
    hears of it, and before the contact goes back to the line with its place.
    `away_after`: how long a waiting person's page may be silent before they count as away.
    `place_kept_when_away`: how long a person who is away keeps their place.
    `wrap_up_reasons`, `self_help_reasons`: the words of a wrap-up, for what it was about and why self-help did not do.
    `inquiries_per_call`: how many case inquiries an attorney is asked to keep to in one call (SR-7).
    `least_count_told`: reports tell no count that is smaller than this.
    """

    matter_before_person: Rule[frozenset[str]]
    self_service_only: Rule[frozenset[str]]
    straight_to_queue: Rule[frozenset[str]]
    emergencies: Rule[frozenset[str]]
    item_number_issued: Rule[str]
    agent_tells: Rule[tuple[str, ...]]
    log_shows: Rule[tuple[str, ...]]
    chats_at_once: Rule[int]
    one_at_a_time: Rule[frozenset[str]]
    idle_asked_after: Rule[Span]
    idle_ended_after: Rule[Span]
    answer_alerts_after: Rule[Span]
    answer_goes_back_after: Rule[Span]
    away_after: Rule[Span]
    place_kept_when_away: Rule[Span]
    wrap_up_reasons: Rule[tuple[str, ...]]
    self_help_reasons: Rule[tuple[str, ...]]
    inquiries_per_call: Rule[int]
    least_count_told: Rule[int]


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
