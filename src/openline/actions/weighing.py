"""Whether a matter earned a person: each decision on the record, and told again to who asks why."""

from __future__ import annotations

from datetime import datetime

from openline.actions import house, ledger
from openline.actions.acting import Actor, acting_as
from openline.actions.opening_hours import live_help
from openline.conversation import Outcome
from openline.conversation.outcomes import WhyNoPersonOutcome
from openline.conversation.state import Pending, PersonWeighed
from openline.domain.contacts import ContactsRules, PersonFor, person_for
from openline.domain.hours import OpenNow
from openline.policy import telling
from openline.records import models

KIND = "person_for"
SELF_SERVICE = frozenset({PersonFor.SELF_SERVICE_FIRST.value, PersonFor.NO_PERSON_OFFERED.value})


def record(weighed: PersonWeighed, contact: models.Contact, now: datetime) -> models.Decision:
    """Keeps the decision that the conversation took at this point, with its rules. Inside the turn's transaction."""
    rules = house.rules_at(ContactsRules, now)
    decision = person_for(weighed.intent, weighed.asked_matter, weighed.failed, rules)
    return ledger.record_decision(KIND, decision, now, contact=contact)


def why_no_person(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    """What is decided about a person for the matter under way, or was decided last in this contact where there is none.

    Where only the hour stands in the way, the hour.
    """
    word, decided = _decided(pending, conversation, actor, now)
    hours = live_help(conversation.channel, now)
    because = tuple(ref.address for ref in hours.because)
    if word in SELF_SERVICE:
        return Outcome(pending.action, WhyNoPersonOutcome.SELF_SERVICE_FIRST, {}, decided)
    if not isinstance(hours.outcome, OpenNow):
        zone = house.home_zone()
        facts = {
            "opens_at": telling.tell_moment(hours.outcome.opens_at, zone, language),
            "zone": telling.tell_zone(hours.outcome.opens_at, zone, language),
        }
        return Outcome(pending.action, WhyNoPersonOutcome.CLOSED, facts, because)
    if word == PersonFor.ASK_THE_MATTER:
        return Outcome(pending.action, WhyNoPersonOutcome.ASK_THE_MATTER, {}, decided)
    told = WhyNoPersonOutcome.IN_HOURS if word else WhyNoPersonOutcome.NOT_DECIDED
    return Outcome(pending.action, told, {}, decided or because)


def _decided(
    pending: Pending, conversation: models.Conversation, actor: Actor, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """The word of the decision and the addresses of its rules; no word where nothing was decided yet."""
    rules = house.rules_at(ContactsRules, now)
    if pending.intent not in rules.matter_before_person.value:
        here = person_for(pending.intent, False, pending.failed, rules)
        return here.outcome.value, tuple(ref.address for ref in here.because)
    with acting_as(actor):
        last = models.Decision.objects.filter(contact=conversation.contact_id, kind=KIND).order_by("made_at").last()
    if last is None:
        return "", ()
    return last.outcome, tuple(f"{rule['topic']}.{rule['rule']}" for rule in last.rules)
