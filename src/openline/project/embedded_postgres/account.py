"""Which account of the operating system runs the server.

PostgreSQL refuses to run as root. Root therefore hands the server to another account and keeps the
passwords to itself; everybody else runs it themselves.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openline.project.embedded_postgres.errors import PostgresError

CANDIDATES = ("openline", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """An account that runs the server; `is_other` when it is not the account of this process."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def as_this_account(self) -> dict[str, Any]:
        """The arguments that make `subprocess` run a program as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, right: str, path: Path) -> bool:
        """Whether this account has `right` (`r`, `w` or `x`) on `path`, every folder above included."""
        done = subprocess.run(
            ["/bin/sh", "-c", f'test -{right} "$1"', "sh", str(path)], cwd="/", check=False, **self.as_this_account()
        )
        return done.returncode == 0

    def give(self, path: Path) -> None:
        """Make `path` itself this account's own; a link is not followed."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def account_for(cluster: Path) -> Account:
    """The account that owns the cluster already, or the first suitable one for a new cluster."""
    if os.geteuid() != 0:
        return Account(name=str(os.geteuid()), uid=os.geteuid(), gid=os.getegid(), is_other=False)
    if cluster.exists() and cluster.stat().st_uid != 0:
        return _other(pwd.getpwuid(cluster.stat().st_uid))
    wanted = os.environ.get("OPENLINE_POSTGRES_USER")
    for name in (wanted,) if wanted else CANDIDATES:
        try:
            return _other(pwd.getpwnam(name))
        except KeyError:
            continue
    raise PostgresError(
        f"PostgreSQL does not run as root, and there is no account {wanted or ', '.join(CANDIDATES)}: "
        "create one, or name one in OPENLINE_POSTGRES_USER, or start Openline as an ordinary user."
    )


def _other(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, is_other=True)
