"""Which rules class each topic has: the one list that loader, checks and rule book go by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openline.domain.callbacks import CallbacksRules
from openline.domain.contacts import ContactsRules
from openline.domain.hours import HoursRules
from openline.domain.identity import IdentityRules
from openline.domain.knowledge import KnowledgeRules
from openline.domain.queues import QueuesRules

RULES_CLASSES: Mapping[str, type[Any]] = {
    "callbacks": CallbacksRules,
    "contacts": ContactsRules,
    "hours": HoursRules,
    "identity": IdentityRules,
    "knowledge": KnowledgeRules,
    "queues": QueuesRules,
}


def topic_of(rules_class: type[Any]) -> str:
    for topic, known in RULES_CLASSES.items():
        if known is rules_class:
            return topic
    raise LookupError(f"{rules_class.__name__} is in no topic: add it to policy/topics.py")
