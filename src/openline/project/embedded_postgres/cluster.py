"""Creating a cluster, and the configuration that we start it with."""

from __future__ import annotations

import subprocess
from pathlib import Path

from openline.project.embedded_postgres.binaries import Binaries
from openline.project.embedded_postgres.errors import DidNotStart
from openline.project.embedded_postgres.folders import Folders, write_privately

SINCE_BUILTIN_LOCALE = 17
SINCE_SCRAM_ITERATIONS = 16


def major_of(cluster: Path) -> int | None:
    """The major version that wrote the cluster; None when there is no cluster yet."""
    try:
        return int((cluster / "PG_VERSION").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def create(folders: Folders, binaries: Binaries, password: str, *, durable: bool) -> None:
    """Make a new, empty cluster that sorts and folds text alike on every machine."""
    folders.cluster.mkdir(mode=0o700, exist_ok=True)
    folders.account.give(folders.cluster)
    password_file = folders.base / "first-password"
    write_privately(password_file, password)
    folders.account.give(password_file)
    command = [
        binaries.program("initdb"),
        *("-D", str(folders.cluster), "--username=postgres", f"--pwfile={password_file}"),
        *("--auth=scram-sha-256", "--encoding=UTF8", *_locale(binaries)),
    ]
    if not durable:
        command.append("--no-sync")
    try:
        done = subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, **folders.account.as_this_account()
        )
    finally:
        password_file.unlink(missing_ok=True)
    if done.returncode != 0:
        raise DidNotStart(f"initdb could not create {folders.cluster}:\n{done.stdout}{done.stderr}")


def write_configuration(folders: Folders, binaries: Binaries, *, durable: bool) -> None:
    """Write the settings that the server is started with; the cluster's own file is read before them."""
    lines = [
        "# Written at every start. Put your own settings into cluster/postgresql.conf or use ALTER SYSTEM.",
        "include 'cluster/postgresql.conf'",
        f"hba_file = {_quoted(str(folders.cluster / 'pg_hba.conf'))}",
        f"ident_file = {_quoted(str(folders.cluster / 'pg_ident.conf'))}",
        "listen_addresses = ''",
        f"unix_socket_directories = {_quoted(_list_item(str(folders.socket)))}",
        "unix_socket_permissions = 0700",
        "logging_collector = off",
        "log_destination = 'stderr'",
        "lc_messages = 'C'",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
        "jit = off",
    ]
    if binaries.major >= SINCE_SCRAM_ITERATIONS:
        # The passwords are long and random: stretching them would only make each connection slower.
        lines.append("scram_iterations = 1")
    if not durable:
        lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_wal_size = 256MB"]
    folders.configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
    folders.configuration.chmod(0o644)


def _locale(binaries: Binaries) -> list[str]:
    if binaries.major >= SINCE_BUILTIN_LOCALE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _list_item(text: str) -> str:
    """One item of a list setting, where a comma would else begin the next."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _quoted(text: str) -> str:
    doubled = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
