"""What must hold of the database itself: who the app is, and that nothing which holds the ledger was taken away."""

from __future__ import annotations

from openline.records.doctor.finding import Check
from openline.records.row_security import POLICIES

CONSTRAINT_TRIGGERS = ("open_promise_has_its_work", "next_timer_is_still_to_come")
PROTECTED = ", ".join(f"'{table}'" for table in sorted(POLICIES))
TRIGGERS = ", ".join(f"'{name}'" for name in CONSTRAINT_TRIGGERS)

CHECKS = (
    Check(
        "app_is_no_superuser",
        "role",
        "SELECT rolname::text FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)",
        "The app works under a role that row security does not bind.",
        "Give it a role of its own: ALTER ROLE ... NOSUPERUSER NOBYPASSRLS.",
    ),
    Check(
        "app_does_not_own_its_tables",
        "role",
        """SELECT DISTINCT current_user::text FROM pg_tables WHERE schemaname = current_schema()
               AND tablename = 'matter' AND pg_has_role(current_user, tableowner, 'MEMBER')
               AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)""",
        "One role both owns the tables and works on them, so that the app could change what protects them.",
        "Use a role for each: name the owner's address in OPENLINE_OWNER_URL.",
        is_grave=False,
    ),
    Check(
        "row_security_is_in_force",
        "table",
        f"""SELECT name FROM unnest(ARRAY[{PROTECTED}]) AS name WHERE NOT EXISTS (
               SELECT 1 FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid
               WHERE relname = name AND relnamespace = current_schema()::regnamespace
                   AND relrowsecurity AND relforcerowsecurity)""",
        "The database shows every row of the table to everyone.",
        "ALTER TABLE ... ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, and see the migrations for its policy.",
    ),
    Check(
        "ledger_triggers_stand",
        "trigger",
        f"""SELECT name FROM unnest(ARRAY[{TRIGGERS}]) AS name WHERE (
               SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
               WHERE tgname = name AND tgenabled <> 'D'
                   AND relnamespace = current_schema()::regnamespace) <> 2""",
        "The trigger that holds the ledger together is gone or switched off.",
        "Create it again from records/ledger_triggers.py.",
    ),
    Check(
        "ledger_constraints_stand",
        "constraint",
        """SELECT name FROM unnest(%(constraints)s::text[]) AS name WHERE NOT EXISTS (
               SELECT 1 FROM pg_constraint WHERE conname = name AND convalidated
                   AND connamespace = current_schema()::regnamespace)
               AND NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = name AND relkind = 'i'
                   AND relnamespace = current_schema()::regnamespace)""",
        "A constraint that the tables were made with is gone, or was never checked against the rows.",
        "Create it again as in the migrations.",
    ),
)
