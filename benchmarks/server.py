"""A durable PostgreSQL of our own for one run, migrated and reached under the app's role, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from openline.project.embedded_postgres import Server
from openline.project.embedded_postgres.binaries import preferred
from openline.project.embedded_postgres.folders import folders_at
from openline.project.embedded_postgres.for_tests import temporary_folder
from openline.project.embedded_postgres.processes import postmaster_of

MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
"""
SETTINGS = "openline.project.settings.test"


@dataclass(frozen=True)
class Running:
    """The server of this run: `app_url` as the app, `admin_url` as administrator, both of the same database."""

    app_url: str
    admin_url: str
    postmaster: int
    pgbench: str


@contextmanager
def running() -> Iterator[Running]:
    """Starts it with the settings of a real installation (fsync on), and removes it whatever happens."""
    base = temporary_folder()
    try:
        with Server(base, durable=True, ends_with_us=True) as reached:
            os.environ["OPENLINE_DATABASE_URL"] = reached.owner_url
            os.environ["OPENLINE_OWNER_URL"] = reached.owner_url
            os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
            subprocess.run([sys.executable, "-c", MIGRATE], check=True, timeout=240)
            os.environ["OPENLINE_DATABASE_URL"] = reached.app_url
            postmaster = postmaster_of(folders_at(base).cluster)
            assert postmaster is not None
            database = conninfo_to_dict(reached.app_url)["dbname"]
            admin_url = make_conninfo(**{**conninfo_to_dict(reached.admin_url), "dbname": database})
            yield Running(reached.app_url, admin_url, postmaster.pid, str(Path(preferred().program("pgbench"))))
    finally:
        shutil.rmtree(base, ignore_errors=True)
