"""`openline check`: read the whole agency pack and try its worked examples; every fault names file and line."""

from __future__ import annotations

import argparse
import sys

from openline.project.commands._pack import add_agency, opened


def configure(parser: argparse.ArgumentParser) -> None:
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    pack = opened(args)
    from openline.gateways.clock import machine_now
    from openline.policy.check import check_pack

    faults = list(check_pack(pack, pack.home_date(machine_now())))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{pack.path}: {len(faults)} faults" if faults else f"{pack.path}: all is well")
    return 1 if faults else 0
