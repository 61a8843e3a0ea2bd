"""Where the server's files are, and who may enter.

`base` holds our own files: the locks, the passwords (0600), the configuration and the log. Inside it
`cluster` is PostgreSQL's data folder and `socket` the only door, both of the account that runs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from openline.project.embedded_postgres.account import Account, account_for
from openline.project.embedded_postgres.binaries import SHELF
from openline.project.embedded_postgres.errors import FolderNotPrivate, SecretsMissing

# The kernel's limit for the name of a socket is 108 bytes, the ending `/.s.PGSQL.5432` and a zero included.
LONGEST_SOCKET_FOLDER = 108 - len("/.s.PGSQL.5432.lock") - 1
ROLES = ("postgres", "openline_owner", "openline_app")


@dataclass(frozen=True, slots=True)
class Folders:
    """The files of one server; `base` is where they really are."""

    base: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.base / "cluster"

    @property
    def configuration(self) -> Path:
        return self.base / "openline.conf"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    @property
    def socket(self) -> Path:
        """The socket folder: inside `base`, or a short private one where that name cannot be used.

        It can be too long for the kernel, and libpq takes a comma for the beginning of a second host.
        """
        inside = self.base / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and "," not in str(inside):
            return inside
        name = f"openline-{self.account.uid}-{_short(self.base)}"
        above = Path(tempfile.gettempdir())
        if len(os.fsencode(above / name)) > LONGEST_SOCKET_FOLDER:
            above = Path("/tmp")
        return above / name


def folders_at(wanted: Path) -> Folders:
    """Create and return the folders of the server whose data are asked for at `wanted`.

    Where root's other account cannot reach `wanted` (a private home), nothing above it is opened: the
    files go to root's shelf in /var/lib instead, and `wanted` holds a note that says so.
    """
    wanted = wanted.resolve()
    account = account_for(wanted / "cluster")
    _make(wanted, 0o711 if account.is_other else 0o700)
    if account.can("x", wanted):
        return Folders(wanted, account)
    base = SHELF / "databases" / _short(wanted)
    for folder in (SHELF, base.parent):
        folder.mkdir(mode=0o755, exist_ok=True)
    _make(base, 0o711)
    (wanted / "where.txt").write_text(f"The database of this folder is in {base}\n", encoding="utf-8")
    return Folders(base, account_for(base / "cluster"))


def make_socket_folder(folders: Folders) -> None:
    """Create the socket folder, or make sure that the one there is the account's alone."""
    path = folders.socket
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        folders.account.give(path)
    seen = path.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != folders.account.uid or stat.S_IMODE(seen.st_mode) & 0o077:
        raise FolderNotPrivate(
            f"{path} is not a private folder of {folders.account.name}: remove it, or choose another data folder."
        )


def passwords(folders: Folders) -> dict[str, str]:
    """The password of each role, made once for a new cluster and kept in a file only we can read."""
    path = folders.base / "passwords.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    if (folders.cluster / "PG_VERSION").exists():
        raise SecretsMissing(f"{folders.cluster} has data but {path} is gone: put it back from a copy.")
    made = {role: secrets.token_urlsafe(24) for role in ROLES}
    write_privately(path, json.dumps(made))
    return made


def write_privately(path: Path, text: str) -> None:
    """Write a file that was never readable by anyone else, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def _make(folder: Path, mode: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(mode)


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
