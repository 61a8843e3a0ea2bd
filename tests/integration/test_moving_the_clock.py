"""The demo clock moves from due moment to due moment, and leaves nothing behind that was due."""

from __future__ import annotations

import pytest
from tests.conftest import Clock
from tests.integration import center

from openline.actions import queues
from openline.actions.acting import SYSTEM, acting_as
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_vanished_agent_held_is_looked_after_for_the_whole_of_the_time_that_was_skipped(clock: Clock) -> None:
    agent = center.new_seat()
    conversation = center.arrives("en")
    center.says(conversation, center.STRAIGHT_TO_A_PERSON, "k1")
    assert center.takes_next(agent) is not None
    with acting_as(SYSTEM):
        queues.heard_of(agent, clock.machine)
    clock.machine_moves(hours=1)
    clock.advance(days=1)
    with acting_as(SYSTEM):
        late = models.Timer.objects.filter(fired_at=None, cancelled_at=None, due__lt=clock.machine)
        assert not late.exists()
        # Live help closed over the waiting person in the meantime: the line is empty, the place is kept.
        assert models.Conversation.objects.get(id=conversation.id).status == "self_service"
        assert models.Matter.objects.get().next_action == "wait_for_the_person"
