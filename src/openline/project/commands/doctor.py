"""`openline doctor`: prove over the whole database that every promise has an owner, a clock and a next action."""

from __future__ import annotations

import argparse

from openline.project.places import database


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    with database(tell=print):
        import django

        django.setup()
        from openline.records import doctor

        findings = list(doctor.examine())
    for finding in findings:
        print(finding)
    print("The doctor found nothing wrong." if not findings else f"The doctor found {len(findings)} faults.")
    return 1 if findings else 0
