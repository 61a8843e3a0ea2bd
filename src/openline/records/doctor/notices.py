"""What must hold of what the center sends."""

from __future__ import annotations

from openline.records.doctor.finding import Check

CHECKS = (
    Check(
        "waiting_notice_has_a_next_try",
        "notice",
        "SELECT id::text FROM notice WHERE (state = 'waiting') <> (next_try_at IS NOT NULL)",
        "The notice waits and nothing will try it, or is over and will be tried again.",
        "Set its next try, or take it back.",
    ),
    Check(
        "due_notice_is_tried",
        "notice",
        "SELECT id::text FROM notice WHERE state = 'waiting' AND next_try_at < %(some_time_ago)s",
        "The notice is long due and was not tried.",
        "See that `openline work` runs.",
    ),
    Check(
        "handed_over_notice_says_when",
        "notice",
        """SELECT id::text FROM notice WHERE state IN ('handed_over', 'delivered')
               AND (handed_over_at IS NULL OR handed_over_at < written_at)""",
        "The notice went out, and the row does not say when.",
        "Look into the mail or text system by its key.",
    ),
    Check(
        "notice_goes_once_to_an_address",
        "notice",
        """SELECT min(id::text) FROM notice WHERE state IN ('handed_over', 'delivered')
           GROUP BY regexp_replace(key, ':[^:]*$', ''), form, address HAVING count(*) > 1""",
        "The same notice went to the same address twice.",
        "Look for what wrote it under two keys.",
    ),
    Check(
        "notice_that_failed_is_known_to_somebody",
        "notice",
        """SELECT id::text FROM notice WHERE state IN ('failed', 'suppressed')
               AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.notice_id = notice.id)
               AND NOT EXISTS (SELECT 1 FROM notice later WHERE later.moved_from_id = notice.id)""",
        "The notice reached nobody, no other was written in its place, and nobody was alerted.",
        "Reach the person another way.",
    ),
)
