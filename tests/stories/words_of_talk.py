"""Step words for what a talk leaves on the record: its language, an interpreter, why there was no person."""

from __future__ import annotations

from typing import Any

from tests.stories import looking
from tests.stories.words import word
from tests.stories.world import World

from openline.records import models


@word("they are answered in", "a language: en or es")
def they_are_answered_in(world: World, language: str) -> None:
    """The conversation, the contact and the person now have this language."""
    conversation = world.conversation
    person = looking.as_system(lambda: models.Person.objects.get(id=conversation.person_id))
    kept = {conversation.language, conversation.contact.language, person.language}
    assert kept == {language}, f"the languages are {kept}"


@word("the contact has on record", "{decision, outcome, because: rule address}")
def the_contact_has_on_record(world: World, what: dict[str, str]) -> None:
    """The last decision of this kind in this contact has this outcome, and rests on this rule."""
    contact = world.conversation.contact_id
    made = models.Decision.objects.filter(contact=contact, kind=what["decision"]).order_by("made_at", "id")
    kept = looking.as_system(lambda: list(made))
    assert kept, f"no {what['decision']} is on the record"
    outcomes = [decision.outcome for decision in kept]
    assert what["outcome"] in outcomes, f"the outcomes are {outcomes}"
    last = next(decision for decision in reversed(kept) if decision.outcome == what["outcome"])
    rules = {f"{rule['topic']}.{rule['rule']}" for rule in last.rules}
    assert rules, "the decision names no rule"
    if "because" in what:
        assert what["because"] in rules, f"it rests on {rules}"


@word("the language wished for is", "a language of the pack's list, or as it was named")
def the_language_wished_for_is(world: World, language: str) -> None:
    """This contact and the person, for every later contact, have this wish on record."""
    contact = world.conversation.contact
    person = looking.as_system(lambda: models.Person.objects.get(id=contact.person_id))
    assert (contact.language_wished, person.language_wished) == (language, language)


@word("an interpreter is on record", "{language, present: true or false, consents: true or false}")
def an_interpreter_is_on_record(world: World, what: dict[str, Any]) -> None:
    """The last entry on an interpreter in this contact says this, with its moment."""
    contact = world.conversation.contact
    kept = looking.as_system(lambda: list(contact.interpreters.all()))
    assert kept, "no interpreter is on the record"
    last = kept[-1]
    assert {"language": last.language, "present": last.present, "consents": last.consents} == what
    assert last.recorded_at == world.now
