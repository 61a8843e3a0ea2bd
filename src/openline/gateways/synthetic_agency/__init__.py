"""Invented people and cases for demos and tests, in the shape of the agency of a pack."""

from openline.gateways.synthetic_agency.agency_data import CastMember, SyntheticDataError, read_agency_data
from openline.gateways.synthetic_agency.faults import Faulty, Mode
from openline.gateways.synthetic_agency.system import SyntheticAgency, synthetic_agency

__all__ = [
    "CastMember",
    "Faulty",
    "Mode",
    "SyntheticAgency",
    "SyntheticDataError",
    "read_agency_data",
    "synthetic_agency",
]
