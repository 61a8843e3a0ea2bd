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
        from psycopg.conninfo import conninfo_to_dict

        from openline.records.privileges import grant_to

        django.setup()
        call_command("migrate", interactive=False, verbosity=1, plan=args.plan)
        app_role = conninfo_to_dict(reached.app_url).get("user")
        if not args.plan and app_role and app_role != conninfo_to_dict(reached.owner_url).get("user"):
            grant_to(str(app_role))
        if not args.plan:
            _keep_what_it_brings()
        connections.close_all()
    return 0


def _keep_what_it_brings() -> None:
    """With each release its answers are kept, so that what was told before stays answerable, and its queues served."""
    from openline.actions import clock, seats
    from openline.actions.acting import SYSTEM, acting_as
    from openline.actions.knowledge import keep_pack

    with acting_as(SYSTEM):
        keep_pack(clock.now())
        seats.serve_pack()
