"""What a desk suggests: approved answers that may be sent, and guides that stay inside the center."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from openline.actions.knowledge import at_desk
from openline.actions.knowledge.serving import Audience
from openline.records import models
from openline.ui import showing


def answers_for(conversation: models.Conversation, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """`suggested` can be put into the chat; `internal` can only be read. Each with the steps that may come next."""
    found = [(each.internal, _shown(each)) for each in at_desk.suggest(conversation, Audience.STAFF, now)]
    return {
        "suggested": [shown for internal, shown in found if not internal],
        "internal": [shown for internal, shown in found if internal],
    }


def _shown(each: at_desk.Suggested) -> dict[str, Any]:
    return {
        "article": each.article,
        "title": each.title,
        "text": each.text,
        "source": each.source,
        "next": [showing.title_of(intent) for intent in each.leads_to],
        "key": uuid.uuid4().hex,
    }
