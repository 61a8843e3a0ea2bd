"""Who a case concerns, asked of the agency's case system."""

from openline.gateways.case_records.port import (
    CaseRecord,
    CaseRecordsGateway,
    FilingPlace,
    Party,
    Representation,
    ask_open_record,
    ask_record,
    sound_record,
)

__all__ = [
    "CaseRecord",
    "CaseRecordsGateway",
    "FilingPlace",
    "Party",
    "Representation",
    "ask_open_record",
    "ask_record",
    "sound_record",
]
