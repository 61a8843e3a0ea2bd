"""The database and its two roles: the owner migrates, the app works and is held by row security."""

from __future__ import annotations

from urllib.parse import quote

import psycopg
from psycopg import sql

from openline.project.embedded_postgres.folders import Folders

DATABASE = "openline"
OWNER = "openline_owner"
APP = "openline_app"


def url(folders: Folders, role: str, password: str, database: str = DATABASE) -> str:
    """A libpq address over the private socket; blanks and signs in the path are safe."""
    return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={quote(str(folders.socket), safe='')}"


def prepare(folders: Folders, passwords: dict[str, str], *, owner_creates_databases: bool) -> None:
    """Bring database and roles to the state that we promise; running it again changes nothing."""
    with psycopg.connect(url(folders, "postgres", passwords["postgres"], "postgres"), autocommit=True) as admin:
        for role in (OWNER, APP):
            _role(admin, role, passwords[role], creates_databases=role == OWNER and owner_creates_databases)
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() is None:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
            admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
            admin.execute(
                sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(APP)
                )
            )
    # What is set in template1 holds in each database made later, such as a test's.
    for database in (DATABASE, "template1") if owner_creates_databases else (DATABASE,):
        with psycopg.connect(url(folders, "postgres", passwords["postgres"], database), autocommit=True) as admin:
            _let_the_app_use_what_the_owner_makes(admin)


def _role(admin: psycopg.Connection, role: str, password: str, *, creates_databases: bool) -> None:
    if admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        admin.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        admin.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
    admin.execute(
        sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION {}").format(
            sql.Identifier(role), sql.SQL("CREATEDB" if creates_databases else "NOCREATEDB")
        )
    )


def _let_the_app_use_what_the_owner_makes(admin: psycopg.Connection) -> None:
    for statement in (
        "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        admin.execute(sql.SQL(statement).format(sql.Identifier(OWNER), sql.Identifier(APP)))
