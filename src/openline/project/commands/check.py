"""`openline check`: read the whole agency pack and try its worked examples; every fault names file and line."""

from __future__ import annotations

import argparse
import sys

from openline.project.commands._pack import add_agency, agency_of, opened


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lock", action="store_true", help="first take down the entries in force as they stand now")
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    from openline.gateways.clock import machine_now
    from openline.policy.check import check_pack

    folder = agency_of(args)
    today = machine_now().date()
    if args.lock:
        from openline.policy.history import lock_entries

        for line in lock_entries(opened(args), today):
            print(line)
    findings = check_pack(folder, today)
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{folder}: {len(findings)} things to put right" if findings else f"{folder}: all is well")
    return 1 if findings else 0
