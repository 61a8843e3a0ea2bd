"""Where an installation keeps its data and its agency, and which database it uses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openline.project.commands import CommandError

if TYPE_CHECKING:
    from openline.project.embedded_postgres import Server

DEFAULT_AGENCY = Path("agency/uscis")
DEFAULT_DATA = Path("data")
DEFAULT_SETTINGS = "openline.project.settings.demo"


def data_folder() -> Path:
    """The folder of everything that must survive: OPENLINE_DATA, or `data` here."""
    return Path(os.environ.get("OPENLINE_DATA") or DEFAULT_DATA).absolute()


def agency_folder() -> Path:
    """The agency pack: OPENLINE_AGENCY, or `agency/uscis` here or beside the sources."""
    named = os.environ.get("OPENLINE_AGENCY")
    if named:
        return Path(named).absolute()
    beside_the_sources = Path(__file__).resolve().parents[3] / DEFAULT_AGENCY
    return DEFAULT_AGENCY.absolute() if DEFAULT_AGENCY.is_dir() else beside_the_sources


def model_folders(data: Path) -> tuple[Path, Path]:
    """Where trained models are looked for and kept: beside the installed packages, which all processes and data
    folders share; or in the data folder, where an installation may not be written.
    """
    return Path(sys.prefix) / "understanding", data / "understanding"


def external_urls() -> tuple[str, str] | None:
    """The addresses for app and owner where the database is somebody else's to run, None for the embedded one.

    Without OPENLINE_OWNER_URL the app's address stands for both: then one role migrates and works, which
    the doctor reports, because row security does not hold the owner of a table by itself.
    """
    app = os.environ.get("OPENLINE_DATABASE_URL") or os.environ.get("DATABASE_URL")
    return (app, os.environ.get("OPENLINE_OWNER_URL") or app) if app else None


@dataclass(frozen=True, slots=True)
class Database:
    """A database that answers: its addresses for app and owner, and the embedded server where it is one."""

    app_url: str
    owner_url: str
    server: Server | None = None

    def look_after(self, tell: Callable[[str], None]) -> None:
        """Start the embedded server again where it died; the addresses stay. Raises PostgresError."""
        if self.server is not None and not self.server.is_running():
            tell("The database ended; starting it again.")
            self.server.start()


@contextmanager
def database(tell: Callable[[str], None] = lambda line: None, *, ends_with_us: bool = False) -> Iterator[Database]:
    """A database that answers, for the length of the block.

    Joins the embedded server where it runs and starts it where it does not. Puts both addresses, the data
    folder and the settings module into the environment, for this process and those that it starts.
    Raises CommandError with what to do next.
    """
    from openline.project.embedded_postgres import PostgresError, Server

    external = external_urls()
    if external is not None:
        _put_into_environment(*external)
        yield Database(*external)
        return
    server = Server(data_folder() / "postgresql", tell=tell, ends_with_us=ends_with_us)
    try:
        reached = server.start()
    except PostgresError as error:
        raise CommandError(str(error)) from error
    try:
        _put_into_environment(reached.app_url, reached.owner_url)
        yield Database(reached.app_url, reached.owner_url, server)
    finally:
        server.stop()


def _put_into_environment(app_url: str, owner_url: str) -> None:
    os.environ["OPENLINE_DATABASE_URL"] = app_url
    os.environ["OPENLINE_OWNER_URL"] = owner_url
    os.environ["OPENLINE_DATA"] = str(data_folder())
    os.environ["OPENLINE_AGENCY"] = str(agency_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
