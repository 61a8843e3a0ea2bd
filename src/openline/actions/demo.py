"""The demonstration's staff, and weeks of invented waits behind it. A second time changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from openline.actions import house, seats
from openline.actions.acting import SYSTEM, acting_as
from openline.domain.hours import HoursRules
from openline.gateways.synthetic_agency.past_waits import PastWaits, read_past_waits
from openline.records.models import Login, WaitHour


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


def invent_waits(now: datetime) -> None:
    """Weeks of waits before `now` for the first queue, where the agency invents any and the center has none."""
    invented = read_past_waits(house.pack_folder())
    with acting_as(SYSTEM):
        if invented is None or WaitHour.objects.exists():
            return
        hours = house.rules_at(HoursRules, now).live_help.value
        this_hour = now.replace(minute=0, second=0, microsecond=0)
        starts = [this_hour - timedelta(hours=back) for back in range(2, invented.weeks * 7 * 24)]
        WaitHour.objects.bulk_create(
            _hour(invented, language, start, hours.zone)
            for start in starts
            if house.pack().calendar.is_open(start, hours)
            for language in house.pack().agency.languages
        )


def _hour(invented: PastWaits, language: str, start: datetime, zone: str) -> WaitHour:
    likely = invented.likely_seconds(start, zone, language)
    return WaitHour(
        queue=house.first_queue(),
        language=language,
        starts_at=start,
        contacts=invented.contacts_an_hour[language],
        shortest=likely * invented.shortest_share,
        likely=likely,
        longest=likely * invented.longest_share,
    )
