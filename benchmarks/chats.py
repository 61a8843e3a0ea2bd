"""Many live chats open in one serving process: is every message delivered once and in order, how fast, at what cost.

Both sides have their page open as a browser has it. They write at a fixed rate; then again while connections are cut
at random and the serving process is killed in the middle and started anew. Ends with 1 when a message was missed,
doubled or out of order anywhere.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
from dataclasses import asdict, fields
from pathlib import Path

from benchmarks.center import Center
from benchmarks.cost import Cost
from benchmarks.phases import Found, Wanted, play
from benchmarks.server import Running, running

MEMORY = (
    "memory of the process: {memory_mb_before:.0f} MB before, {memory_mb:.0f} MB with all open,"
    " {memory_mb_after:.0f} MB after the calm messages;"
    " {memory_kb_a_chat:.0f} KB a chat ({stream_memory_kb_a_chat:.0f} of it its two streams)"
)
LINES = (
    "{chats_open:.0f} chats open, {pages_following:.0f} pages following, on {threads:.0f} threads and"
    " {database_connections:.0f} database connections",
    "opening one, page by page: {open_cpu_ms_each:.0f} ms of CPU",
    MEMORY,
    "idle: {idle_cpu_percent:.1f} % of one core, {signs_a_second:.1f} signs of life a second",
    "{messages_sent:.0f} messages sent: {delivered_once:.0f} delivered once, {doubled:.0f} doubled,"
    " {missing:.0f} missing, {out_of_order:.0f} out of order;"
    " {pages_unlike_the_record:.0f} pages unlike the record, {events_unheard:.0f} events unheard",
    "from POST answered to seen by the other side, calm: p50 {seen_p50_ms:.0f}, p95 {seen_p95_ms:.0f},"
    " p99 {seen_p99_ms:.0f} ms",
    "from sent to seen, calm: p50 {sent_to_seen_p50_ms:.0f}, p95 {sent_to_seen_p95_ms:.0f},"
    " p99 {sent_to_seen_p99_ms:.0f} ms; {fragments_a_message:.1f} fragments fetched for each message",
    "bare event to a page, nothing fetched: p50 {bare_p50_ms:.0f}, p95 {bare_p95_ms:.0f}, p99 {bare_p99_ms:.0f} ms",
    "with {lines_cut:.0f} connections cut and the process killed (back after {seconds_to_restart:.1f} s):"
    " p50 {troubled_p50_ms:.0f}, p95 {troubled_p95_ms:.0f}, p99 {troubled_p99_ms:.0f} ms from POST answered to seen,"
    " {posts_sent_again:.0f} posts sent again",
    "stopped in order after {seconds_to_stop:.1f} s",
)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chats", description=__doc__)
    for each in fields(Wanted):
        option = f"--{each.name.replace('_', '-')}"
        parser.add_argument(option, type=type(each.default), default=each.default, help=f"default {each.default}")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    return parser.parse_args()


def main() -> int:
    args = asked()
    wanted = Wanted(**{each.name: getattr(args, each.name) for each in fields(Wanted)})
    print("Starting a database and a center of this run's own ...", flush=True)
    with running() as server:
        import django

        django.setup()
        found = measured(wanted, server)
    report(wanted, found)
    if args.json:
        args.json.write_text(json.dumps(as_json(wanted, found), indent=2) + "\n")
    return 1 if found.problems else 0


def measured(wanted: Wanted, server: Running) -> Found:
    from benchmarks import pgbench
    from benchmarks.opening import seats_for

    may_open_many_connections()
    center = Center.in_folder_of_its_own(server.app_url, os.environ["OPENLINE_OWNER_URL"])
    try:
        center.once("seed")
        seats = seats_for(wanted.chats)
        print(f"Opening {wanted.chats} chats, with {len(set(seats))} agents ...", flush=True)
        found = play(wanted, center, seats, server.postmaster)
        found.costs.append(pgbench.cost_of_messages(found.a_conversation, 500, server))
    finally:
        shutil.rmtree(center.folder, ignore_errors=True)
    return found


def may_open_many_connections() -> None:
    """Two streams and two connections for requests a chat, here and in the process that we start."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def report(wanted: Wanted, found: Found) -> None:
    print(f"\nLive chats: {wanted.messages} messages calm and as many in trouble, {wanted.rate:g} a second")
    for line in LINES:
        print("  " + line.format_map(found.figures))
    print(f"{'':52} {'times':>6} {'app ms':>8} {'server ms':>10} {'CPU ms':>8}")
    for cost in found.costs:
        print(f"{cost.what:52} {cost.count:6} {cost.app_ms:8.2f} {cost.server_ms:10.2f} {cost.cpu_ms:8.2f}")
    for name, ratio in ratios(found.costs).items():
        print(f"  {name}: {ratio:.1f}")
    print(f"  load of the machine: {', '.join(f'{each:.1f}' for each in os.getloadavg())} on {os.cpu_count()} cores")
    for problem in found.problems:
        print(f"  WRONG: {problem}")


def ratios(costs: list[Cost]) -> dict[str, float]:
    """A message beside what tells of it and beside the database's part alone, of the same run."""
    bare, message, alone = costs
    against = {"a bare event": bare, "pgbench": alone}
    return {f"a message to {name}": message.cpu_ms / cost.cpu_ms for name, cost in against.items() if cost.cpu_ms > 0}


def as_json(wanted: Wanted, found: Found) -> dict[str, object]:
    figures = {name: round(value, 2) for name, value in found.figures.items()}
    return {
        "asked": asdict(wanted),
        "load": os.getloadavg(),
        "figures": figures,
        "ratios": ratios(found.costs),
        "costs": [cost.as_json() for cost in found.costs],
        "problems": found.problems,
    }


if __name__ == "__main__":
    sys.exit(main())
