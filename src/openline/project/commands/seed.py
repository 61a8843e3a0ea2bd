"""`openline seed`: put the demo's staff into the database and its clock into open hours."""

from __future__ import annotations

import argparse

from openline.project.places import database


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    with database(tell=print):
        import django

        django.setup()
        from openline.actions import clock, demo, seats
        from openline.actions.acting import SYSTEM, acting_as
        from openline.actions.knowledge import keep_pack
        from openline.actions.plugs import gateway
        from openline.jobs import moving
        from openline.project import demo_moments

        demo.prepare()
        gateway("understanding")  # trained once here and kept, so that nobody waits for it
        with acting_as(SYSTEM):
            now = clock.now()
            keep_pack(now)
            seats.serve_pack()
            target = demo_moments.open_hours(now)
        demo.invent_waits(now)
        if target > now:  # in open hours the clock stays where it is
            moving.advance_to(target)
    return 0
