"""`openline check`: read the whole agency pack and try its worked examples; every fault names file and line."""

from __future__ import annotations

import argparse
import sys

from openline.project.commands._pack import add_agency, agency_of


def configure(parser: argparse.ArgumentParser) -> None:
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    from openline.gateways.clock import machine_now
    from openline.policy.check import check_pack

    folder = agency_of(args)
    findings = check_pack(folder, machine_now().date())
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{folder}: {len(findings)} things to put right" if findings else f"{folder}: all is well")
    return 1 if findings else 0
