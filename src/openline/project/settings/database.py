"""The database that the environment names, as Django wants to hear it."""

from __future__ import annotations

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

CONNECTIONS_AT_MOST = 16


def database_from_environment() -> dict[str, Any]:
    """OPENLINE_DATABASE_URL or DATABASE_URL, any PostgreSQL 15 or newer.

    Without either, a database that cannot be reached: commands that need none still start, and those
    that need one say so when they connect.
    """
    url = os.environ.get("OPENLINE_DATABASE_URL") or os.environ.get("DATABASE_URL") or "postgresql:///openline"
    return database_from(url)


def database_from(url: str) -> dict[str, Any]:
    """The database at a libpq address, with a pool whose connections are tried before they are used."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "openline"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "pool": {"min_size": 1, "max_size": CONNECTIONS_AT_MOST, "timeout": 20}},
    }
