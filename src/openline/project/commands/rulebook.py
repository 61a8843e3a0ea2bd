"""`openline rulebook`: every rule as in force on a day, with its source; `no rule known` where there is none."""

from __future__ import annotations

import argparse
from pathlib import Path

from openline.project.commands import CommandError
from openline.project.commands._pack import a_day, add_agency, opened


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", required=True, type=a_day, help="the day, as 2026-11-25")
    parser.add_argument("--topic", help="only the rules of this topic")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write a page for each topic there instead")
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    from openline.policy.rulebook import as_text
    from openline.policy.written import write_rulebook

    pack = opened(args)
    if args.write:
        written = write_rulebook(pack, args.write, args.on)
        print(f"{args.write}: {len(written)} pages, the rules in force on {args.on.isoformat()}")
        return 0
    entries = [entry for entry in pack.rulebook_on(args.on) if args.topic in (None, entry.topic)]
    if not entries:
        topics = ", ".join(sorted({rule.topic for rule in pack.rules.values()}))
        raise CommandError(f"no topic {args.topic!r}: the rule book knows {topics}.")
    print(as_text(entries, args.on), end="")
    return 0
