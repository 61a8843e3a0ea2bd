"""`openline seed`: put the synthetic agency's demo data into the database; a second time changes nothing."""

from __future__ import annotations

import argparse

from openline.project.places import database


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    with database(tell=print):
        import django

        django.setup()
        from openline.actions import demo

        demo.prepare()
    return 0
