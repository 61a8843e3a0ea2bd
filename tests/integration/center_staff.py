"""What staff do in a story that the API tells the public's side of."""

from __future__ import annotations

from datetime import datetime

from openline.actions import access, case_files, clock, desk, identity, queues
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.callbacks import escalating
from openline.records.models import Callback, Login, Seat


def seat(tier: str) -> Seat:
    with acting_as(SYSTEM):
        login = Login.objects.create_user(f"{tier}@example.org")
        found = Seat.objects.create(
            login=login, name=f"Agent of {tier}", agent_id=f"{tier}-7", tier=tier, languages=["en", "es"]
        )
        queues.serve_lanes(found)
    return found


def promise_a_call(
    receipt_number: str, numbers: tuple[str, ...] = ("212-555-0142",), email: str = "a@example.org"
) -> Callback:
    """Tier 1 takes the next contact, checks who it is, and promises the call of an officer."""
    agent = seat("tier_1")
    actor = access.actor_of(agent)
    with acting_as(actor):
        contact = desk.take_next_contact(agent, clock.now())
    record = case_files.record_of(receipt_number)
    party = record.parties[0]
    told = identity.Told("applicant", receipt_number, party.given_name, party.family_name, party.date_of_birth)
    compared = identity.compare(told, agent)
    zone = access.filing_zone(receipt_number)
    asked = escalating.Asked("urgent", "emergency_travel", "", numbers, email)
    with acting_as(actor):
        identity.record_check(contact, agent, told, compared, now())
        contact.refresh_from_db()
        callback = escalating.escalate_contact(contact, agent, asked, zone, now())
    assert isinstance(callback, Callback), callback
    return callback


def now() -> datetime:
    return clock.now()
