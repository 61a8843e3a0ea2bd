"""`python -m benchmarks`: figures and ratios as a table, and as benchmarks/latest.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.cost import Cost
from benchmarks.server import Running, running

LATEST = Path(__file__).with_name("latest.json")
PARTS = ("intake", "turn", "timer", "claim", "chats")
CHATS = {"chats": 500, "messages": 300, "rate": 3.0}


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these")
    parser.add_argument("--intakes", type=int, default=100, help="how many intakes (100)")
    parser.add_argument("--turns", type=int, default=200, help="how many turns (200)")
    parser.add_argument("--claims", type=int, default=300, help="how many claims at each length of the line (300)")
    parser.add_argument("--waiting", type=int, nargs="+", default=[10_000, 1_000_000], help="lengths of the line")
    for name, usual in CHATS.items():
        parser.add_argument(f"--{name}", type=type(usual), default=usual, help=f"{name} of the live chats ({usual})")
    return parser.parse_args()


def main() -> int:
    """Ends with 1 when the live chats lost, doubled or disordered a message."""
    wanted = asked()
    talked, kept = _chats(wanted) if "chats" in wanted.only else (0, None)
    if set(wanted.only) != {"chats"}:
        _costs_of_verbs(wanted)
    if kept is not None:
        _keep("chats", kept)
    return talked


def _chats(wanted: argparse.Namespace) -> tuple[int, dict[str, object] | None]:
    """In a process and on a database of their own: nobody else must stand in their line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chats.json"
        options = [f"--{name}={getattr(wanted, name)}" for name in CHATS]
        done = subprocess.run([sys.executable, "-m", "benchmarks.chats", *options, "--json", str(file)], check=False)
        return done.returncode, json.loads(file.read_text()) if file.exists() else None


def _costs_of_verbs(wanted: argparse.Namespace) -> None:
    print("Starting a database of this run's own ...", flush=True)
    with running() as server:
        import django

        django.setup()
        costs = measured(wanted, server)
    report(costs)


def measured(wanted: argparse.Namespace, server: Running) -> list[Cost]:
    from django.db import connections

    from benchmarks import journey
    from openline.gateways.clock import told_by

    costs: list[Cost] = []

    def keep(cost: Cost) -> None:
        print(f"  {cost.what}: {cost.cpu_ms:.2f} ms of CPU each", flush=True)
        costs.append(cost)

    with told_by(lambda: journey.OPEN_HOURS):
        print("Warming up ...", flush=True)
        for _ in range(3):
            journey.intake()
        if "intake" in wanted.only:
            keep(journey.cost_of_intakes(wanted.intakes, server.postmaster))
            keep(_by_pgbench(wanted.intakes, server))
        if "turn" in wanted.only:
            keep(journey.cost_of_turns(wanted.turns, server.postmaster))
        if "timer" in wanted.only:
            keep(journey.cost_of_timers(server.postmaster))
        if "claim" in wanted.only:
            _claims(wanted, server, keep)
        connections.close_all()
        connections["default"].close_pool()
    return costs


def _by_pgbench(count: int, server: Running) -> Cost:
    from benchmarks import journey, pgbench
    from openline.actions.acting import SYSTEM, acting_as
    from openline.records import models

    held: list[models.Conversation] = []
    statements = pgbench.statements_of(lambda: held.append(journey.intake()))
    with acting_as(SYSTEM):
        number = models.Matter.objects.get(contacts__conversation=held[0].id).item_number
    cost = pgbench.cost_of(pgbench.as_script(statements, number), 5 * count, server)
    cost.notes["statements"] = len(statements)
    return cost


def _claims(wanted: argparse.Namespace, server: Running, keep: object) -> None:
    from benchmarks import journey

    there, seats = 0, []
    for length in sorted(wanted.waiting):
        print(f"Filling the lanes to {length:,} ...", flush=True)
        journey.fill_lanes(server.admin_url, there, length)
        seats = seats or journey.seats_of_the_lanes()
        journey.cost_of_claims(20, length, seats, server.postmaster)
        keep(journey.cost_of_claims(wanted.claims, length, seats, server.postmaster))  # type: ignore[operator]
        there = length


def report(costs: list[Cost]) -> None:
    """The table on the screen, the same figures in the file."""
    alone = next((cost for cost in costs if cost.what.startswith("pgbench")), None)
    head = f"{'':42} {'times':>6} {'app ms':>8} {'server ms':>10} {'CPU ms':>8} {'wall ms':>8} {'to pgbench':>10}"
    print(f"\nCPU time of one operation\n{head}")
    for cost in costs:
        ratio = f"{cost.cpu_ms / alone.cpu_ms:10.2f}" if alone and alone.cpu_ms else " " * 10
        print(
            f"{cost.what:42} {cost.count:6} {cost.app_ms:8.2f} {cost.server_ms:10.2f}"
            f" {cost.cpu_ms:8.2f} {cost.wall_ms:8.2f} {ratio}"
        )
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()}
    _keep("machine", machine)
    _keep("costs", [cost.as_json() for cost in costs])
    print(f"Written to {LATEST.relative_to(Path.cwd()) if LATEST.is_relative_to(Path.cwd()) else LATEST}")


def _keep(part: str, figures: object) -> None:
    """One part of the file; what another run measured of the others stays."""
    known = json.loads(LATEST.read_text()) if LATEST.exists() else {}
    LATEST.write_text(json.dumps({**known, part: figures}, indent=2) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
