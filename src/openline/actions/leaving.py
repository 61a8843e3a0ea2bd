"""A person ends their conversation: out of the line, or away from the agent, with nothing lost."""

from __future__ import annotations

from datetime import datetime

from openline.actions import conversations, events, ledger, queues
from openline.actions.desk import ending
from openline.domain.decision import Decision
from openline.records import models


def person_leaves(conversation: models.Conversation, now: datetime) -> None:
    """Ends the conversation, takes it out of the queue and closes its matter unless something was promised.

    Acts as the person. A promise that was made stays; leaving a chat withdraws nothing.
    """
    contact = conversation.contact
    for item in models.WorkItem.objects.filter(contact=contact).exclude(state="done").select_related("lane", "owner"):
        queues.finish(item, now)
        if item.owner is not None:
            ending.person_left(contact, item.owner, now)
        events.changed(events.topic_of_queue(item.lane.queue), "left", now, work_item=item.id)
    conversations.end(conversation, contact.outcome or "left_by_person", now)
    matter = models.Matter.objects.filter(id=contact.matter_id, state="open").first()
    if matter is None:
        return
    ledger.cancel_timers(now, matter=matter, kinds=ledger.OF_A_LIVE_CONTACT)
    ledger.settle_matter(matter, now)
    if matter.state == "closed":
        ledger.record_decision("matter_closed", Decision("left_by_person", (), {}), now, contact=contact, matter=matter)
