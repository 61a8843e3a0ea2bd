"""Small signs of life in a conversation: that somebody is writing, and how far the agent has read.

An event says who and where and never what; the words themselves come when they are sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from openline.actions import events
from openline.records import models

PERSON = "person"
AGENT = "agent"
TOLD_AT_MOST_EVERY = timedelta(seconds=3)


def is_writing(conversation: models.Conversation, who: str, now: datetime) -> bool:
    """Tells live pages that `who` is writing; False where that was told a moment ago, or nobody is there to see it."""
    if conversation.status != "live":
        return False
    topic = events.topic_of_conversation(conversation.id)
    lately = models.Event.objects.filter(topic=topic, kind=events.WRITING, at__gt=now - TOLD_AT_MOST_EVERY)
    if lately.filter(ids__who=who).exists():
        return False
    events.changed(topic, events.WRITING, now, who=who)
    return True


def agent_saw(conversation: models.Conversation, position: int, now: datetime) -> None:
    """Keeps how far an agent's page has shown the conversation, and tells the person's page when that grows."""
    shown = min(position, conversation.messages_said)
    grown = models.Conversation.objects.filter(id=conversation.id, agent_saw__lt=shown).update(agent_saw=shown)
    if grown:
        events.changed(events.topic_of_conversation(conversation.id), "seen", now, conversation=conversation.id)
