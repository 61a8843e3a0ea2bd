"""`openline doctor`: prove over the whole database that every promise has an owner, a clock and a next action."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from openline.project.commands import CommandError
from openline.project.places import database

if TYPE_CHECKING:
    from openline.records.doctor import Finding


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    with database(tell=print):
        import django

        django.setup()
        findings = _examined()
    for finding in findings:
        print(finding)
    grave = [finding for finding in findings if finding.is_grave]
    print("The doctor found nothing wrong." if not grave else f"The doctor found {len(grave)} faults.")
    return 1 if grave else 0


def _examined() -> list[Finding]:
    from django.db import connection

    from openline.actions import clock, house
    from openline.actions.acting import SYSTEM, acting_as
    from openline.records import doctor

    if "matter" not in connection.introspection.table_names():
        raise CommandError("This database has no tables yet: run `openline migrate`, or `make run`.")
    with acting_as(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        return list(doctor.examine(house.pack(), clock.now()))
