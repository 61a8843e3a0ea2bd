"""The statements of one real intake as a pgbench script: what the database alone takes for the same work."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from benchmarks.cost import Cost, counted
from benchmarks.server import Running

UUID = re.compile(r"'([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})'(::uuid)?")
BEGINS, NUDGE = "SELECT set_config('openline.actor'", "pg_notify("


def statements_of(act: Callable[[], Any]) -> list[str]:
    """Every statement of `act` with its values in it, and where its transactions begin and end."""
    written: list[str] = []
    in_transaction = False

    def take_down(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal in_transaction
        text = _with_values(sql, params)
        if BEGINS in text or NUDGE in text:
            if in_transaction:
                written.append("END")
            in_transaction = BEGINS in text
            if in_transaction:
                written.append("BEGIN")
        written.append(text)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(take_down):
        act()
    return [*written, "END"] if in_transaction else written


def _with_values(sql: str, params: Any) -> str:
    assert connection.connection is not None, "the connection must be open before statements are taken down"
    return psycopg.ClientCursor(connection.connection).mogrify(sql, params)


def as_script(statements: list[str], item_number: str) -> str:
    """A script that can run again and again: what was unique in the one intake is new in each run."""
    text = ";\n".join(" ".join(statement.split("\n")) for statement in statements) + ";\n"
    names: dict[str, str] = {}

    def variable(found: re.Match[str]) -> str:
        name = names.setdefault(found.group(1).replace("-", ""), f"id{len(names)}")
        return f"(lpad(to_hex(:{name}), 32, '0'))::uuid" + ("" if found.group(2) else "::text")

    text = UUID.sub(variable, text)
    text = text.replace(f"'{item_number}'", "lpad(to_hex(:item), 12, '0')")
    sets = [f"\\set {name} random(1, 9000000000000000000)" for name in (*names.values(), "item")]
    return "\n".join(sets) + "\n" + text


def cost_of(script: str, count: int, server: Running) -> Cost:
    """Runs the script as the app's role, one client, as often as `count` says."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "intake.sql"
        file.write_text(script)
        program = [server.pgbench, "-n", "-f", str(file), "-c", "1", "-t", str(count), server.app_url]
        with counted("pgbench: the statements of one intake", server.postmaster) as cost:
            done = subprocess.run(program, capture_output=True, text=True, check=False)
            cost.count = count
    if done.returncode != 0 or f"{count}/{count}" not in done.stdout:
        raise RuntimeError(f"pgbench failed:\n{done.stdout}\n{done.stderr}")
    return cost
