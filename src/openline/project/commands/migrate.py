"""`openline migrate`: bring the database to the state that this version needs, as the owner of the tables."""

from __future__ import annotations

import argparse
import os

from openline.project.places import database


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="only print what would be done")


def run(args: argparse.Namespace) -> int:
    with database(tell=print) as reached:
        # Only this process works as the owner: the settings read their database from here.
        os.environ["OPENLINE_DATABASE_URL"] = reached.owner_url
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", interactive=False, verbosity=1, plan=args.plan)
        connections.close_all()
    return 0
