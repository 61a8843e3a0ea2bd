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


WRITES_OF_A_MESSAGE = r"""
BEGIN;
SELECT set_config('openline.actor', 'system', true);
UPDATE conversation SET messages_said = messages_said + 1 WHERE id = '{id}' RETURNING messages_said AS position \gset
INSERT INTO message SELECT (jsonb_populate_record(like_it, jsonb_build_object(
    'id', gen_random_uuid(), 'position', :position, 'message_key', gen_random_uuid()))).*
    FROM message like_it WHERE conversation_id = '{id}' AND position = 1;
INSERT INTO event (topic, kind, ids, at) VALUES ('conversation:{id}', 'message', '{{}}', now());
END;
SELECT pg_notify('openline_event', '');
"""


def cost_of_messages(conversation: str, count: int, server: Running) -> Cost:
    """What the database alone takes to keep a message and to tell of it: three rows written, and the nudge."""
    script = WRITES_OF_A_MESSAGE.format(id=conversation)
    return cost_of(script, count, server, "pgbench: the writes of one message")


def cost_of(script: str, count: int, server: Running, what: str = "pgbench: the statements of one intake") -> Cost:
    """Runs the script as the app's role, one client, as often as `count` says."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "script.sql"
        file.write_text(script)
        program = [server.pgbench, "-n", "-f", str(file), "-c", "1", "-t", str(count), server.app_url]
        with counted(what, server.postmaster) as cost:
            done = subprocess.run(program, capture_output=True, text=True, check=False)
            cost.count = count
    if done.returncode != 0 or f"{count}/{count}" not in done.stdout:
        raise RuntimeError(f"pgbench failed:\n{done.stdout}\n{done.stderr}")
    return cost
