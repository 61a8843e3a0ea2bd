"""The agency that this deployment serves, and the rules of a topic as in force at a moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from openline.conversation import FlowBook, load_flows
from openline.policy import AgencyPack, load_pack

RulesT = TypeVar("RulesT")


def pack_folder() -> Path:
    return Path(settings.OPENLINE_AGENCY)


def pack() -> AgencyPack:
    """The agency pack, read once for each process."""
    return load_pack(pack_folder())


def flows() -> FlowBook:
    """The agency's flows and their words, read once for each process."""
    return load_flows(pack_folder())


def rules_at(rules_class: type[RulesT], moment: datetime) -> RulesT:
    """The rules of one topic as in force at `moment`, by the agency's home calendar."""
    return pack().rules_at(rules_class, moment)


def home_zone() -> str:
    return pack().agency.home_zone
