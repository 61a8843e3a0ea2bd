"""Starting, joining and stopping the one PostgreSQL server of a data folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from openline.project.embedded_postgres import binaries as programs
from openline.project.embedded_postgres import cluster, launch, roles, upgrade
from openline.project.embedded_postgres.binaries import Binaries
from openline.project.embedded_postgres.folders import Folders, folders_at, passwords
from openline.project.embedded_postgres.locks import InUse, alone
from openline.project.embedded_postgres.processes import postmaster_of


@dataclass(frozen=True, slots=True)
class Dsn:
    """How to reach the database: as the owner of the tables, as the app, and as administrator."""

    owner_url: str
    app_url: str
    admin_url: str


class Server:
    """The PostgreSQL server of one data folder; any number of processes may share it.

    `start` returns when a connection works, whether this process started the server or joined it.
    `stop` stops it unless another process still uses it. `durable=False` is for tests: a crash of the
    machine may lose data. With `ends_with_us` the server ends when this process is killed.
    """

    def __init__(
        self,
        base: Path,
        *,
        binaries: Binaries | None = None,
        durable: bool = True,
        ends_with_us: bool = False,
        owner_creates_databases: bool = False,
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._base = base.absolute()
        self._binaries = binaries
        self._durable = durable
        self._ends_with_us = ends_with_us
        self._owner_creates_databases = owner_creates_databases
        self._tell = tell
        self._launched: launch.Launched | None = None
        self._in_use: InUse | None = None

    def start(self) -> Dsn:
        """Start the server or join the one that runs. Raises a PostgresError that says what to do."""
        self._base.mkdir(parents=True, exist_ok=True)
        with alone(self._base / "lock"):
            folders = folders_at(self._base)
            secrets = passwords(folders)
            if postmaster_of(folders.cluster) is None:
                self._launch(folders, secrets)
            launch.wait_until_ready(folders, secrets, self._launched)
            roles.prepare(folders, secrets, owner_creates_databases=self._owner_creates_databases)
            self._in_use = self._in_use or InUse(folders.base / "in-use")
            self._in_use.begin()
        return Dsn(
            owner_url=roles.url(folders, roles.OWNER, secrets[roles.OWNER]),
            app_url=roles.url(folders, roles.APP, secrets[roles.APP]),
            admin_url=roles.url(folders, "postgres", secrets["postgres"], "postgres"),
        )

    def stop(self) -> bool:
        """Give the server back; True when it is stopped, False when others go on using it."""
        if not self._base.exists():
            return True
        with alone(self._base / "lock"):
            folders = folders_at(self._base)
            in_use = self._in_use or InUse(folders.base / "in-use")
            self._in_use = None
            if not in_use.end():
                return False
            launch.end(folders, self._launched)
            self._launched = None
            return True

    def is_running(self) -> bool:
        """Whether the server's process is alive; one that died starts again by `start`, under the same address."""
        return postmaster_of(folders_at(self._base).cluster) is not None

    def __enter__(self) -> Dsn:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _launch(self, folders: Folders, secrets: dict[str, str]) -> None:
        chosen = programs.readable_by(folders.account, self._binaries or programs.preferred())
        major = cluster.major_of(folders.cluster)
        if major is None:
            self._tell("Creating the database ...")
            cluster.create(folders, chosen, secrets["postgres"], durable=self._durable)
        elif major != chosen.major:
            upgrade.carry_over(folders, secrets, old_major=major, new=chosen, tell=self._tell)
        self._launched = launch.launch(folders, chosen, durable=self._durable, ends_with_us=self._ends_with_us)
