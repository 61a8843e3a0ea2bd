"""What the application's own database role may do: use the tables, never own them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from psycopg import sql


def grant_to(role: str, *, truncate: bool = False) -> None:
    """Lets `role` read and write every table of this schema. `truncate` is for tests, which empty them."""
    verbs = "SELECT, INSERT, UPDATE, DELETE" + (", TRUNCATE" if truncate else "")
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT " + verbs + " ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            composed: Any = sql.SQL(statement).format(role=name)
            cursor.execute(composed)
