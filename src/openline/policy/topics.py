"""Which rules class each topic has: the one list that loader, checks and rule book go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openline.domain.accounts import AccountsRules
from openline.domain.appointments import AppointmentsRules
from openline.domain.callbacks import CallbacksRules
from openline.domain.cases import CasesRules
from openline.domain.contacts import ContactsRules
from openline.domain.documents import DocumentsRules
from openline.domain.help_desk import HelpDeskRules
from openline.domain.hours import HoursRules
from openline.domain.identity import IdentityRules
from openline.domain.knowledge import KnowledgeRules
from openline.domain.protected_people import ProtectedPeopleRules
from openline.domain.queues import QueuesRules
from openline.domain.service_requests import ServiceRequestsRules

RULES_CLASSES: Mapping[str, type[Any]] = {
    "accounts": AccountsRules,
    "appointments": AppointmentsRules,
    "callbacks": CallbacksRules,
    "cases": CasesRules,
    "contacts": ContactsRules,
    "documents": DocumentsRules,
    "help_desk": HelpDeskRules,
    "hours": HoursRules,
    "identity": IdentityRules,
    "knowledge": KnowledgeRules,
    "protected_people": ProtectedPeopleRules,
    "queues": QueuesRules,
    "service_requests": ServiceRequestsRules,
}


def topic_of(rules_class: type[Any]) -> str:
    for topic, known in RULES_CLASSES.items():
        if known is rules_class:
            return topic
    raise LookupError(f"{rules_class.__name__} is in no topic: add it to policy/topics.py")
