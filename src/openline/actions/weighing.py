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
    """What was last decided in this contact about a person, or the hour where only that stands in the way."""
    with acting_as(actor):
        last = models.Decision.objects.filter(contact=conversation.contact_id, kind=KIND).order_by("made_at").last()
    hours = live_help(conversation.channel, now)
    because = tuple(ref.address for ref in hours.because)
    decided = tuple(f"{rule['topic']}.{rule['rule']}" for rule in last.rules) if last else ()
    if last and last.outcome in SELF_SERVICE:
        return Outcome(pending.action, WhyNoPersonOutcome.SELF_SERVICE_FIRST, {}, decided)
    if not isinstance(hours.outcome, OpenNow):
        zone = house.home_zone()
        facts = {
            "opens_at": telling.tell_moment(hours.outcome.opens_at, zone, language),
            "zone": telling.tell_zone(hours.outcome.opens_at, zone, language),
        }
        return Outcome(pending.action, WhyNoPersonOutcome.CLOSED, facts, because)
    if last and last.outcome == PersonFor.ASK_THE_MATTER:
        return Outcome(pending.action, WhyNoPersonOutcome.ASK_THE_MATTER, {}, decided)
    word = WhyNoPersonOutcome.IN_HOURS if last else WhyNoPersonOutcome.NOT_DECIDED
    return Outcome(pending.action, word, {}, decided or because)
