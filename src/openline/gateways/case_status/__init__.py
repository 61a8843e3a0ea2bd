"""Where a case stands, asked of the agency's case system."""

from openline.gateways.case_status.deadline import ask_status, within
from openline.gateways.case_status.port import (
    CaseNotFound,
    CaseStatus,
    CaseStatusGateway,
    CaseSystemNonsense,
    CaseSystemUnavailable,
    PastStatus,
    StatusNotInLanguage,
    case_not_found,
    sound_status,
)

__all__ = [
    "CaseNotFound",
    "CaseStatus",
    "CaseStatusGateway",
    "CaseSystemNonsense",
    "CaseSystemUnavailable",
    "PastStatus",
    "StatusNotInLanguage",
    "ask_status",
    "case_not_found",
    "sound_status",
    "within",
]
