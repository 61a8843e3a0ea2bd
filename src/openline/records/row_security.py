"""Which rows the database shows to whom, whatever the code above forgets to ask.

Each policy reads the session variables that `actions.acting.acting_as` sets for one transaction. Where
none is set, nothing is visible.
"""

from __future__ import annotations

ACTOR = "current_setting('openline.actor', true)"
PERSON = "nullif(current_setting('openline.person_id', true), '')::uuid"
SEES_SEALED = "current_setting('openline.sees_sealed', true) = 'yes'"


def _owned(owner: str) -> str:
    return (
        f"{ACTOR} = 'system' OR ({ACTOR} = 'seat' AND (sealed_to = '' OR {SEES_SEALED}))"
        f" OR ({ACTOR} = 'person' AND {owner} = {PERSON})"
    )


def _follows(table: str, parent: str, key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.id = {table}.{key})"


def _staff_only(table: str, parent: str, key: str) -> str:
    return f"{ACTOR} IN ('system', 'seat') AND {_follows(table, parent, key)}"


POLICIES: dict[str, str] = {
    "matter": _owned("person_id"),
    "contact": _owned("person_id"),
    "conversation": _owned("person_id"),
    "message": _follows("message", "conversation", "conversation_id"),
    "promise": _follows("promise", "matter", "matter_id"),
    "callback": _follows("callback", "matter", "matter_id"),
    "callback_number": _follows("callback_number", "callback", "callback_id"),
    "call_attempt": _follows("call_attempt", "callback", "callback_id"),
    "interpreter": _follows("interpreter", "contact", "contact_id"),
    "identity_check": _follows("identity_check", "contact", "contact_id"),
    "person_presence": _follows("person_presence", "conversation", "conversation_id"),
    "wrap_up": _staff_only("wrap_up", "contact", "contact_id"),
    "transfer_note": _staff_only("transfer_note", "contact", "contact_id"),
    "decision": (
        f"(matter_id IS NULL OR {_follows('decision', 'matter', 'matter_id')})"
        f" AND (contact_id IS NULL OR {_follows('decision', 'contact', 'contact_id')})"
        f" AND {ACTOR} IN ('system', 'seat', 'person')"
    ),
    "notice": (
        f"{ACTOR} = 'system' OR ({ACTOR} = 'person' AND person_id = {PERSON})"
        f" OR ({ACTOR} = 'seat' AND matter_id IS NOT NULL AND {_follows('notice', 'matter', 'matter_id')})"
    ),
    "person": f"{ACTOR} IN ('system', 'seat') OR ({ACTOR} = 'person' AND id = {PERSON})",
    "address": f"{ACTOR} IN ('system', 'seat') OR ({ACTOR} = 'person' AND person_id = {PERSON})",
    "access_code": f"{ACTOR} = 'system'",
    "answer_shown": _follows("answer_shown", "contact", "contact_id"),
    # Drafts and internal articles among them: what the public may read is served by actions.knowledge alone.
    "article_version": f"{ACTOR} IN ('system', 'seat')",
    "gap": f"{ACTOR} IN ('system', 'seat')",
    "idempotency_key": f"{ACTOR} = 'system'",
}


def _if_there(table: str, *statements: str) -> str:
    """The statements for a table that exists by now; a later migration calls again for the tables that it adds."""
    return f"DO $$ BEGIN IF to_regclass('{table}') IS NOT NULL THEN {'; '.join(statements)}; END IF; END $$"


def enable_sql() -> list[str]:
    """The statements that put every policy in force, for the owner of the tables too; again changes nothing."""
    return [
        _if_there(
            table,
            f"DROP POLICY IF EXISTS who_sees_it ON {table}",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY who_sees_it ON {table} USING ({condition}) WITH CHECK ({condition})",
        )
        for table, condition in POLICIES.items()
    ]


def disable_sql() -> list[str]:
    """The way back, for a migration that is undone."""
    return [
        _if_there(
            table,
            f"DROP POLICY IF EXISTS who_sees_it ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        )
        for table in POLICIES
    ]
