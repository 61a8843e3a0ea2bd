"""The demonstration's staff, and a clock that begins in open hours. A second time changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from openline.actions import house, seats
from openline.actions.acting import SYSTEM, acting_as
from openline.records.models import Login


@dataclass(frozen=True, slots=True)
class DemoSeat:
    """One whom the demo's visitor can be."""

    email: str
    name: str
    agent_id: str
    tier: str


SEATS = (
    DemoSeat("tier1@openline.example", "Tamsel Brightwater", "T1-4821", "tier_1"),
    DemoSeat("tier1.second@openline.example", "Ilvaro Montesierra", "T1-5307", "tier_1"),
    DemoSeat("tier2@openline.example", "Orrin Valehollow", "T2-1190", "tier_2"),
    DemoSeat("tier3@openline.example", "Maristel Quenwood", "T3-0044", "tier_3"),
    DemoSeat("helpdesk@openline.example", "Davrin Ostermoor", "HD-2215", "help_desk"),
    DemoSeat("office@openline.example", "Lindry Castellane", "OF-0871", "office"),
    DemoSeat("supervisor@openline.example", "Perrin Aldermarsh", "SV-0102", "supervisor"),
    DemoSeat("content@openline.example", "Ysolde Marchbrook", "CO-0031", "content_owner"),
    DemoSeat("content.second@openline.example", "Teobran Rivenhall", "CO-0058", "content_owner"),
    DemoSeat("policy@openline.example", "Corvella Finstrand", "PO-0007", "policy_owner"),
)


def prepare() -> None:
    """Seats for every tier that the pack knows."""
    with acting_as(SYSTEM):
        languages = list(house.pack().agency.languages)
        for demo in SEATS:
            if demo.tier in house.pack().tiers and not Login.objects.filter(email=demo.email).exists():
                seats.give_seat(demo.email, None, demo.name, demo.agent_id, demo.tier, languages)
