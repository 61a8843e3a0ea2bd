"""What must hold of every promise: the work that keeps it, its clock, its rule, its outcome and the proof."""

from __future__ import annotations

from openline.domain.ledger import Invariant
from openline.records.doctor.finding import Check

RULES_KNOWN = """known_rules AS (
    SELECT * FROM unnest(%(addresses)s::text[], %(in_force_from)s::date[], %(sha256)s::text[])
        AS entry(address, in_force_from, sha256))"""
# Under which entry of the attempts rule each promise stands: the last one that had begun when it was made.
ATTEMPTS_OWED = """owed AS (
    SELECT promise.id AS promise_id, entry.count, entry.least, entry.most
    FROM promise LEFT JOIN LATERAL (
        SELECT * FROM unnest(%(attempts_from)s::date[], %(attempts_count)s::int[], %(attempts_least)s::interval[],
            %(attempts_most)s::interval[]) AS entry(in_force_from, count, least, most)
        WHERE entry.in_force_from <= (promise.made_at AT TIME ZONE %(home_zone)s)::date
        ORDER BY entry.in_force_from DESC LIMIT 1) entry ON true)"""
SEE_WORK = "See that it is in a lane that somebody serves."
JUDGE_AGAIN = "Judge it again by its attempts and notices, and tell the person when it comes out otherwise."

OPEN_CHECKS = (
    Check(
        Invariant.OPEN_PROMISE_HAS_ONE_OPEN_WORK_ITEM.value,
        "promise",
        """SELECT promise.id::text FROM promise WHERE state = 'open' AND (
               SELECT count(*) FROM work_item WHERE promise_id = promise.id AND state <> 'done') <> 1""",
        "The open promise does not have exactly one open piece of work.",
        SEE_WORK,
    ),
    Check(
        Invariant.CLOSED_PROMISE_HAS_NO_OPEN_WORK_ITEM.value,
        "promise",
        """SELECT promise.id::text FROM promise WHERE state <> 'open' AND EXISTS (
               SELECT 1 FROM work_item WHERE promise_id = promise.id AND state <> 'done')""",
        "The promise is closed and its work is still open.",
        "Set the work to done, or open the promise if it was not kept.",
    ),
    Check(
        "open_promise_has_a_timer",
        "promise",
        """SELECT promise.id::text FROM promise WHERE state = 'open' AND NOT EXISTS (
               SELECT 1 FROM timer WHERE promise_id = promise.id AND fired_at IS NULL AND cancelled_at IS NULL)""",
        "No timer watches over the open promise.",
        "Set one for its promised moment, or for now when that has passed.",
    ),
    Check(
        Invariant.OPEN_PROMISE_BELONGS_TO_AN_OPEN_MATTER.value,
        "promise",
        """SELECT promise.id::text FROM promise JOIN matter ON matter.id = promise.matter_id
           WHERE promise.state = 'open' AND matter.state <> 'open'""",
        "The promise is open and its matter is closed.",
        "Open the matter again with the promise's owner, next action and timer.",
    ),
    Check(
        "matter_has_one_open_promise_of_a_kind",
        "promise",
        """SELECT min(id::text) FROM promise WHERE state = 'open' GROUP BY matter_id, kind HAVING count(*) > 1""",
        "Its matter has another open promise of the same kind.",
        "Close the earlier one as superseded by the later.",
    ),
    Check(
        Invariant.PROMISE_ENDS_AFTER_IT_IS_MADE.value,
        "promise",
        "SELECT id::text FROM promise WHERE promised_by < made_at",
        "The promised moment comes before the promise.",
        "Work out the due moment anew with `openline due` and tell the person.",
    ),
    Check(
        "promise_rests_on_a_known_rule_entry",
        "promise",
        f"""WITH {RULES_KNOWN} SELECT promise.id::text FROM promise WHERE NOT EXISTS (
               SELECT 1 FROM known_rules WHERE known_rules.address = promise.rule
                   AND known_rules.in_force_from = promise.rule_in_force_from
                   AND known_rules.sha256 = promise.rule_sha256)""",
        "The agency pack does not know the rule entry that the promise rests on.",
        "An entry in force is never edited: put it back and write the correction as an entry of its own.",
    ),
    Check(
        "callback_promise_has_a_callback",
        "promise",
        """SELECT promise.id::text FROM promise WHERE kind = 'callback' AND NOT EXISTS (
               SELECT 1 FROM callback JOIN callback_number ON callback_number.callback_id = callback.id
               WHERE callback.promise_id = promise.id AND callback.matter_id = promise.matter_id)""",
        "A call was promised, and there is no window or no number for it.",
        "Ask the person for a number and plan the call.",
    ),
    Check(
        Invariant.CALLBACK_IS_PLANNED_IN_TIME_OR_ALERTED.value,
        "promise",
        """SELECT promise.id::text FROM promise JOIN callback ON callback.promise_id = promise.id
           WHERE promise.state = 'open'
               AND NOT (promise.made_at <= callback.planned_from AND callback.planned_until <= promise.promised_by)
               AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.promise_id = promise.id)""",
        "The call is planned outside the time that was promised, and no supervisor was alerted.",
        "Plan it again, and see that the alert is raised.",
    ),
)

CLOSED_CHECKS = (
    Check(
        Invariant.CLOSED_PROMISE_HAS_PROOF.value,
        "promise",
        """SELECT promise.id::text FROM promise WHERE state <> 'open' AND (outcome = '' OR closed_at IS NULL OR NOT (
               proof_kind = 'call_attempt' AND EXISTS (
                   SELECT 1 FROM call_attempt JOIN callback ON callback.id = call_attempt.callback_id
                   WHERE call_attempt.id = proof_id AND callback.promise_id = promise.id)
               OR proof_kind = 'notice' AND EXISTS (
                   SELECT 1 FROM notice WHERE notice.id = proof_id AND notice.promise_id = promise.id)
               OR proof_kind = 'decision' AND EXISTS (
                   SELECT 1 FROM decision WHERE decision.id = proof_id AND decision.promise_id = promise.id)))""",
        "The promise is closed without an outcome, or its proof is not there or another promise's.",
        JUDGE_AGAIN,
    ),
    Check(
        Invariant.OUTCOME_AGREES_WITH_TIME.value,
        "promise",
        """SELECT id::text FROM promise WHERE state <> 'open' AND (outcome = 'kept' AND closed_at > promised_by
               OR outcome = 'met_by_attempts' AND closed_at > promised_by
               OR outcome = 'kept_late' AND closed_at <= promised_by OR closed_at < made_at)""",
        "The outcome says otherwise than the time at which the promise was closed.",
        JUDGE_AGAIN,
    ),
    Check(
        "kept_promise_was_kept_by_its_proof",
        "promise",
        """SELECT promise.id::text FROM promise LEFT JOIN call_attempt ON call_attempt.id = promise.proof_id
           WHERE promise.outcome IN ('kept', 'kept_late') AND proof_kind = 'call_attempt'
               AND (call_attempt.answer IS DISTINCT FROM 'spoken' OR call_attempt.made_at <> promise.closed_at)""",
        "The promise is said to be kept by an attempt at which nobody was spoken to, or at another time.",
        JUDGE_AGAIN,
    ),
    Check(
        Invariant.SUPERSEDED_PROMISE_NAMES_ANOTHER.value,
        "promise",
        """SELECT id::text FROM promise
           WHERE (outcome = 'superseded') <> (superseded_by_id IS NOT NULL) OR superseded_by_id = id""",
        "The promise gave way to another one that is not named, or names one that it did not give way to.",
        "Name the promise that took its place.",
    ),
    Check(
        Invariant.MET_BY_ALL_ATTEMPTS.value,
        "promise",
        f"""WITH {ATTEMPTS_OWED} SELECT promise.id::text FROM promise JOIN owed ON owed.promise_id = promise.id
           WHERE outcome = 'met_by_attempts' AND (owed.count IS NULL OR owed.count > (
               SELECT count(*) FROM call_attempt JOIN callback ON callback.id = call_attempt.callback_id
               WHERE callback.promise_id = promise.id AND call_attempt.made_at <= promise.promised_by
                   AND call_attempt.made_at >= promise.made_at AND call_attempt.answer <> 'spoken'))""",
        "The promise is said to be met by attempts, and fewer were made in time than its rule asks for.",
        JUDGE_AGAIN,
    ),
)

ATTEMPT_CHECKS = (
    Check(
        Invariant.NO_MORE_ATTEMPTS_THAN_OWED.value,
        "promise",
        f"""WITH {ATTEMPTS_OWED} SELECT owed.promise_id::text FROM owed
               JOIN callback ON callback.promise_id = owed.promise_id
               JOIN call_attempt ON call_attempt.callback_id = callback.id
           GROUP BY owed.promise_id, owed.count HAVING count(*) > owed.count
               OR max(call_attempt.ordinal) <> count(*) OR min(call_attempt.ordinal) <> 1""",
        "More attempts were made than the rule asks for, or they are not numbered one after another.",
        "Look for attempts that were recorded twice.",
    ),
    Check(
        "second_attempt_keeps_its_distance",
        "call_attempt",
        f"""WITH {ATTEMPTS_OWED}, following AS (
               SELECT call_attempt.id, call_attempt.made_at, callback.promise_id, lag(call_attempt.made_at) OVER one
                   AS before FROM call_attempt JOIN callback ON callback.id = call_attempt.callback_id
               WINDOW one AS (PARTITION BY call_attempt.callback_id ORDER BY call_attempt.ordinal))
           SELECT following.id::text FROM following JOIN owed USING (promise_id)
           WHERE before IS NOT NULL AND NOT (made_at - before BETWEEN owed.least AND owed.most) AND NOT EXISTS (
               SELECT 1 FROM decision WHERE decision.promise_id = following.promise_id
                   AND decision.kind = 'callback_planned_again' AND decision.made_at BETWEEN before AND made_at)""",
        "The attempt followed the one before it too soon or too late, and was not planned again in between.",
        "Read the promise's decisions; the attempt may not count.",
    ),
    Check(
        "nobody_is_called_after_the_promise_ended",
        "call_attempt",
        """SELECT call_attempt.id::text FROM call_attempt JOIN callback ON callback.id = call_attempt.callback_id
               JOIN promise ON promise.id = callback.promise_id
           WHERE call_attempt.made_at < promise.made_at OR call_attempt.made_at > promise.closed_at
               OR (promise.state = 'open' AND call_attempt.answer = 'spoken')""",
        "The attempt lies outside the promise's time, or reached the person and the promise is still open.",
        JUDGE_AGAIN,
    ),
)

CHECKS = (*OPEN_CHECKS, *CLOSED_CHECKS, *ATTEMPT_CHECKS)
