"""`openline rulebook`: every rule as in force on a day, with its source; `no rule known` where there is none."""

from __future__ import annotations

import argparse

from openline.project.commands._pack import a_day, add_agency, opened


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", required=True, type=a_day, help="the day, as 2026-11-25")
    parser.add_argument("--topic", help="only the rules of this topic")
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    pack = opened(args)
    topic = None
    for entry in pack.rulebook_on(args.on):
        if args.topic and entry.topic != args.topic:
            continue
        if entry.topic != topic:
            topic = entry.topic
            print(f"\n{topic}")
        print(f"  {entry.rule}: {entry.title}")
        print(f"      {entry.text}")
        if entry.ref is not None:
            standing = "; ".join(filter(None, (entry.ref.standing.value, entry.source)))
            print(f"      from {entry.ref.in_force_from.isoformat()} ({standing})")
    return 0
