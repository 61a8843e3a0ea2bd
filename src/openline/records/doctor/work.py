"""What must hold of waiting and claimed work, of the conversations that it is about, and of what was said."""

from __future__ import annotations

from openline.domain.ledger import Invariant
from openline.records.doctor.finding import Check

# What the pack says of live contacts, by the day from which it says so.
CHATS_AT_ONCE = """chats_at_once AS (
    SELECT * FROM unnest(%(chats_from)s::date[], %(chats_at_once)s::int[]) AS t(since, at_once))"""
ONE_AT_A_TIME = """one_at_a_time AS (
    SELECT * FROM unnest(%(alone_from)s::date[], %(alone_on)s::text[]) AS t(since, channel))"""
PUT_BACK = "Put the work back into its lane; its place is kept."

WORK_CHECKS = (
    Check(
        Invariant.CLAIMED_WORK_ITEM_HAS_AN_OWNER.value,
        "work_item",
        """SELECT id::text FROM work_item
           WHERE (state = 'claimed') <> (owner_id IS NOT NULL AND claimed_at IS NOT NULL AND done_at IS NULL)
               AND state <> 'done' OR (state = 'done') <> (done_at IS NOT NULL)""",
        "The work is claimed by nobody, or belongs to somebody who has not claimed it.",
        PUT_BACK,
    ),
    Check(
        "one_open_work_item_for_a_contact",
        "contact",
        """SELECT contact_id::text FROM work_item WHERE contact_id IS NOT NULL AND state <> 'done'
           GROUP BY contact_id HAVING count(*) > 1""",
        "The contact waits twice.",
        "Finish all but the first.",
    ),
    Check(
        "seat_claims_only_what_it_serves",
        "work_item",
        """SELECT id::text FROM work_item WHERE state = 'claimed' AND NOT EXISTS (
               SELECT 1 FROM seat_lane WHERE seat_lane.seat_id = work_item.owner_id
                   AND seat_lane.lane_id = work_item.lane_id)
               AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.kind = 'taken_over'
                   AND decision.contact_id = work_item.contact_id AND decision.seat_id = work_item.owner_id)""",
        "The work is in the hands of a seat that neither serves its lane nor took it over.",
        PUT_BACK,
    ),
    Check(
        "seat_holds_no_more_contacts_than_the_rule_allows",
        "seat",
        # By the rule of the day of the last claim: a limit lowered later takes nothing out of anybody's hands.
        f"""WITH {CHATS_AT_ONCE} SELECT owner_id::text FROM work_item
           WHERE state = 'claimed' AND kind = 'contact' GROUP BY owner_id
           HAVING count(*) > (SELECT at_once FROM chats_at_once
               WHERE since <= (max(claimed_at) AT TIME ZONE %(home_zone)s)::date ORDER BY since DESC LIMIT 1)""",
        "The seat holds more live contacts than one seat may.",
        PUT_BACK,
    ),
    Check(
        "seat_holds_one_call_and_nothing_else",
        "seat",
        f"""WITH {ONE_AT_A_TIME} SELECT owner_id::text FROM work_item JOIN contact ON contact.id = work_item.contact_id
           WHERE work_item.state = 'claimed' GROUP BY owner_id
           HAVING count(*) > 1 AND bool_or(contact.channel IN (SELECT channel FROM one_at_a_time
               WHERE since <= (claimed_at AT TIME ZONE %(home_zone)s)::date))""",
        "The seat holds a contact that needs a seat of its own, and another one beside it.",
        PUT_BACK,
    ),
    Check(
        "away_contact_has_its_place_kept",
        "work_item",
        """SELECT work_item.id::text FROM work_item
           WHERE work_item.state = 'away' AND work_item.matter_id IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM timer WHERE timer.matter_id = work_item.matter_id AND timer.kind = 'place_kept_over'
                   AND timer.facts ->> 'contact' = work_item.contact_id::text
                   AND timer.fired_at IS NULL AND timer.cancelled_at IS NULL)""",
        "The person is away, and no timer ends the keeping of their place.",
        "Set the timer, or put the work back into its lane.",
    ),
    Check(
        "live_contact_that_ended_is_wrapped_up_or_owed",
        "contact",
        """SELECT contact.id::text FROM contact WHERE contact.ended_at IS NOT NULL AND EXISTS (
               SELECT 1 FROM work_item WHERE work_item.contact_id = contact.id AND work_item.state = 'done'
                   AND work_item.owner_id IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM wrap_up WHERE wrap_up.contact_id = contact.id)""",
        "An agent held the contact until it ended, and nobody owes its wrap-up.",
        "Let the seat that held it owe the wrap-up.",
    ),
    Check(
        "work_belongs_to_the_matter_of_its_subject",
        "work_item",
        """SELECT work_item.id::text FROM work_item LEFT JOIN promise ON promise.id = work_item.promise_id
               LEFT JOIN contact ON contact.id = work_item.contact_id
           WHERE work_item.state <> 'done' AND work_item.matter_id IS DISTINCT FROM
               coalesce(promise.matter_id, contact.matter_id)""",
        "The work names another matter than the contact or promise that it is about.",
        "Set its matter right.",
    ),
    Check(
        "waiting_contact_is_looked_after",
        "work_item",
        """SELECT work_item.id::text FROM work_item
           WHERE work_item.kind = 'contact' AND work_item.matter_id IS NOT NULL AND work_item.state <> 'done'
               AND NOT EXISTS (
                   SELECT 1 FROM timer WHERE timer.matter_id = work_item.matter_id
                       AND timer.fired_at IS NULL AND timer.cancelled_at IS NULL
                       AND (work_item.state IN ('waiting', 'away') AND timer.kind = 'contact_still_waiting'
                           OR work_item.state = 'claimed' AND timer.kind = 'seat_may_be_absent'
                               AND timer.facts ->> 'seat' = work_item.owner_id::text))""",
        "No timer would notice that nobody takes the contact, or that the agent who took it is gone.",
        "Set the timer; a person waits.",
    ),
)

SAID_CHECKS = (
    Check(
        "conversation_stands_where_its_work_stands",
        "conversation",
        """SELECT conversation.id::text FROM conversation LEFT JOIN work_item
               ON work_item.contact_id = conversation.contact_id AND work_item.state <> 'done'
           WHERE CASE WHEN work_item.state IN ('waiting', 'away') THEN 'waiting'
               WHEN work_item.state = 'claimed' THEN 'live' ELSE 'nothing' END
               <> CASE WHEN conversation.status IN ('waiting', 'live') THEN conversation.status ELSE 'nothing' END""",
        "The conversation waits or is live and its work is not, or the other way round.",
        "Queue it again if the person still waits; else end it.",
    ),
    Check(
        "ended_conversation_ends_its_contact",
        "conversation",
        """SELECT conversation.id::text FROM conversation JOIN contact ON contact.id = conversation.contact_id
           WHERE (conversation.status = 'ended') <> (contact.ended_at IS NOT NULL)""",
        "The conversation is over and its contact is not, or the other way round.",
        "End both.",
    ),
    Check(
        "messages_are_numbered_without_a_gap",
        "conversation",
        """SELECT conversation.id::text FROM conversation LEFT JOIN message
               ON message.conversation_id = conversation.id
           GROUP BY conversation.id HAVING count(message.id) <> conversation.messages_said
               OR coalesce(max(message.position), 0) <> conversation.messages_said
               OR count(DISTINCT message.position) <> conversation.messages_said""",
        "A message of the conversation is missing, or two have the same place.",
        "Compare with the events of the conversation; live pages skip what comes after a gap.",
    ),
    Check(
        "message_key_is_used_once",
        "conversation",
        """SELECT conversation_id::text FROM message WHERE message_key IS NOT NULL
           GROUP BY conversation_id, message_key HAVING count(*) > 1""",
        "The same message was taken twice.",
        "Look for the constraint message_key_once.",
    ),
    Check(
        "matter_and_contact_have_one_person",
        "contact",
        """SELECT contact.id::text FROM contact JOIN matter ON matter.id = contact.matter_id
           WHERE contact.person_id <> matter.person_id""",
        "The contact is one person's and its matter another's.",
        "Take the contact out of the matter: somebody may be shown what is not theirs.",
    ),
)

CHECKS = (*WORK_CHECKS, *SAID_CHECKS)
