"""What every test may use: a real PostgreSQL, the app's own database role, and a clock that is held still.

Tests of the pure core need none of it and run without a database.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest_plugins = ["tests.chromium", "tests.conformance.plugin"]
REPOSITORY = Path(__file__).resolve().parents[1]
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from openline.records.privileges import grant_to
import sys; grant_to(sys.argv[1], truncate=True)
"""


@pytest.fixture(scope="session")
def database_urls() -> Iterator[tuple[str, str]]:
    """The app's and the owner's address of a new, empty database that is gone after the session."""
    from openline.project.embedded_postgres import for_tests

    with ExitStack() as stack:
        dsn = stack.enter_context(for_tests())
        os.environ["OPENLINE_ADMIN_URL"] = dsn.admin_url
        yield dsn.app_url, dsn.owner_url


@pytest.fixture(scope="session")
def django_db_setup(database_urls: tuple[str, str]) -> Iterator[None]:
    """The tables belong to the owner; the tests work under the app's role, which row security binds."""
    from django.db import connections

    from openline.project.settings.database import database_from

    app_url, owner_url = database_urls
    settings = database_from(app_url)
    environment = {**os.environ, "OPENLINE_DATABASE_URL": owner_url, "PYTHONPATH": str(REPOSITORY / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "openline.project.settings.test"
    subprocess.run([sys.executable, "-c", MIGRATE, settings["USER"]], env=environment, check=True, timeout=240)
    os.environ["OPENLINE_DATABASE_URL"] = app_url
    os.environ["OPENLINE_OWNER_URL"] = owner_url
    connections["default"].settings_dict.update(settings)
    connections.settings["default"].update(settings)
    yield
    connections.close_all()
    connections["default"].close_pool()


class Clock:
    """The center's clock in a test: it stands still until it is moved."""

    def __init__(self) -> None:
        self.machine = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

    def starts_at(self, moment: datetime) -> None:
        """Begins the test's time; only before anything has happened."""
        self.machine = moment.astimezone(UTC)

    @property
    def now(self) -> datetime:
        from openline.actions import clock
        from openline.actions.acting import SYSTEM, acting_as

        with acting_as(SYSTEM):
            return clock.now()

    def advance_to(self, moment: datetime) -> None:
        """Everything that falls due on the way happens, each at its own moment."""
        from openline.jobs import moving

        moving.advance_to(moment)

    def advance(self, **length: float) -> None:
        self.advance_to(self.now + timedelta(**length))

    def machine_moves(self, **length: float) -> None:
        """Real time goes on, as codes, sessions and presence see it."""
        self.machine += timedelta(**length)


@pytest.fixture
def clock() -> Iterator[Clock]:
    from openline.gateways.clock import told_by

    held = Clock()
    with told_by(lambda: held.machine):
        yield held
