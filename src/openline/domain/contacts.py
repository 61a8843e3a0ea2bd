"""When a contact earns a person, and what each contact leaves in the person's hands."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule


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
