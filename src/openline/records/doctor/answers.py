"""What must hold of the answers that people were told."""

from __future__ import annotations

from openline.records.doctor.finding import Check

CHECKS = (
    Check(
        "shown_answer_has_its_version",
        "answer_shown",
        """SELECT id::text FROM answer_shown WHERE NOT EXISTS (
               SELECT 1 FROM article_version version WHERE version.article = answer_shown.article
                   AND version.language = answer_shown.language AND version.sha256 = answer_shown.sha256
                   AND version.published_at IS NOT NULL AND NOT version.internal)""",
        "A person was told this answer, and no published version of these words is kept for the public.",
        "Put the version back from a backup: its words stand in the row, and nobody should write them anew.",
    ),
    Check(
        "shown_answer_stands_in_its_message",
        "answer_shown",
        """SELECT answer_shown.id::text FROM answer_shown JOIN message ON message.id = answer_shown.message_id
               JOIN conversation ON conversation.id = message.conversation_id
           WHERE position(answer_shown.text IN message.text) = 0
               OR conversation.contact_id <> answer_shown.contact_id""",
        "The record says that a person was told this, and the message says something else, or to somebody else.",
        "Read the conversation: what stands there is what the person saw.",
    ),
)
