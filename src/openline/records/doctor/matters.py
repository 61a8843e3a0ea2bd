"""What must hold of every matter and of the timers that wake it."""

from __future__ import annotations

from openline.domain.ledger import Invariant
from openline.records.doctor.finding import Check

REPAIR_MATTER = "Give it an owner, a next action and a timer; nobody looks at it until then."

CHECKS = (
    Check(
        Invariant.OPEN_MATTER_HAS_ONE_OWNER.value,
        "matter",
        "SELECT id::text FROM matter WHERE state = 'open' AND (owner_queue = '') = (owner_seat_id IS NULL)",
        "The open matter does not have exactly one owner.",
        REPAIR_MATTER,
    ),
    Check(
        Invariant.OPEN_MATTER_HAS_A_NEXT_ACTION.value,
        "matter",
        "SELECT id::text FROM matter WHERE state = 'open' AND next_action = ''",
        "The open matter has no next action.",
        REPAIR_MATTER,
    ),
    Check(
        Invariant.OPEN_MATTER_HAS_A_TIMER_TO_COME.value,
        "matter",
        """SELECT matter.id::text FROM matter LEFT JOIN timer ON timer.id = matter.next_timer_id
           WHERE matter.state = 'open' AND (timer.id IS NULL OR timer.fired_at IS NOT NULL
               OR timer.cancelled_at IS NOT NULL OR timer.matter_id IS DISTINCT FROM matter.id)""",
        "The open matter has no timer of its own that is still to come.",
        REPAIR_MATTER,
    ),
    Check(
        "closed_matter_waits_for_nothing",
        "matter",
        """SELECT id::text FROM matter WHERE state <> 'open' AND (closed_at IS NULL OR owner_queue <> ''
               OR owner_seat_id IS NOT NULL OR next_action <> '' OR next_timer_id IS NOT NULL)""",
        "The matter is closed, and yet it has an owner, a next action or a timer, or no moment at which it was closed.",
        "Close it again, or open it if somebody still waits.",
    ),
    Check(
        "seat_that_owns_a_matter_holds_its_work",
        "matter",
        """SELECT id::text FROM matter WHERE state = 'open' AND owner_seat_id IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM work_item WHERE work_item.matter_id = matter.id AND work_item.state = 'claimed'
                   AND work_item.owner_id = matter.owner_seat_id)""",
        "The matter belongs to a seat that holds no work of it.",
        "Hand it to the queue that its next action waits in.",
    ),
    Check(
        "matter_that_waits_to_be_answered_has_a_contact",
        "matter",
        """SELECT id::text FROM matter WHERE state = 'open' AND next_action = 'answer_contact' AND NOT EXISTS (
               SELECT 1 FROM work_item WHERE work_item.matter_id = matter.id AND work_item.kind = 'contact'
                   AND work_item.state <> 'done')""",
        "The matter waits for a contact to be answered, and there is none.",
        "Hand it to the owner of what was promised in it, or close it.",
    ),
    Check(
        Invariant.DUE_TIMER_HAS_FIRED.value,
        "timer",
        """SELECT id::text FROM timer WHERE fired_at IS NULL AND cancelled_at IS NULL
               AND greatest(due, next_try_at) < %(some_time_ago)s""",
        "The timer is long due and has not fired.",
        "See that `openline work` runs, and its log for why the timer fails.",
    ),
    Check(
        "timer_fires_when_it_is_due",
        "timer",
        "SELECT id::text FROM timer WHERE fired_at < due OR (fired_at IS NOT NULL AND cancelled_at IS NOT NULL)",
        "The timer fired before it was due, or after it was taken back.",
        "Look for what changed the row by hand.",
    ),
    Check(
        "timer_wakes_something_that_waits",
        "timer",
        """SELECT timer.id::text FROM timer LEFT JOIN matter ON matter.id = timer.matter_id
               LEFT JOIN promise ON promise.id = timer.promise_id
           WHERE timer.fired_at IS NULL AND timer.cancelled_at IS NULL
               AND (matter.id IS NULL OR matter.state <> 'open' OR promise.state = 'closed'
                   OR promise.matter_id <> matter.id)""",
        "The timer is still to come, but what it would wake is closed, gone, or another matter's.",
        "Take it back: set cancelled_at.",
    ),
)
