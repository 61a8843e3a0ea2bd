"""`python -m benchmarks`: figures and ratios as a table, and as benchmarks/latest.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

from benchmarks.cost import Cost
from benchmarks.server import Running, running

LATEST = Path(__file__).with_name("latest.json")
PARTS = ("intake", "turn", "timer", "claim")


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these")
    parser.add_argument("--intakes", type=int, default=100, help="how many intakes (100)")
    parser.add_argument("--turns", type=int, default=200, help="how many turns (200)")
    parser.add_argument("--claims", type=int, default=300, help="how many claims at each length of the line (300)")
    parser.add_argument("--waiting", type=int, nargs="+", default=[10_000, 1_000_000], help="lengths of the line")
    return parser.parse_args()


def main() -> int:
    wanted = asked()
    print("Starting a database of this run's own ...", flush=True)
    with running() as server:
        import django

        django.setup()
        costs = measured(wanted, server)
    report(costs)
    return 0


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
    LATEST.write_text(json.dumps({"machine": machine, "costs": [cost.as_json() for cost in costs]}, indent=2) + "\n")
    print(f"Written to {LATEST.relative_to(Path.cwd()) if LATEST.is_relative_to(Path.cwd()) else LATEST}")


if __name__ == "__main__":
    raise SystemExit(main())
