"""`openline seat`: a login and a seat for a staff member, or the list of those who have one."""

from __future__ import annotations

import argparse
import getpass

from openline.project.commands import CommandError
from openline.project.places import database


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="list | add", required=True)
    verbs.add_parser("list", help="who has a seat")
    add = verbs.add_parser("add", help="give a seat; the password is asked for, or read from standard input")
    add.add_argument("email")
    add.add_argument("--name", required=True, help="the name that the public is told")
    add.add_argument("--agent-id", required=True, help="the id that the public is told")
    add.add_argument("--tier", required=True, help="a tier of the agency pack, such as tier_1")
    add.add_argument("--languages", default="", help="such as en,es; default: all that the agency speaks")


def run(args: argparse.Namespace) -> int:
    with database(tell=print):
        import django

        django.setup()
        from openline.actions import house, seats
        from openline.actions.acting import SYSTEM, acting_as

        with acting_as(SYSTEM):
            if args.verb == "list":
                for seat in seats.every_seat():
                    print(f"{seat.agent_id:12} {seat.tier:12} {','.join(seat.languages):8} {seat.name}")
                return 0
        password = getpass.getpass("Password: ")
        try:
            with acting_as(SYSTEM):
                languages = args.languages.split(",") if args.languages else house.pack().agency.languages
                seat = seats.give_seat(args.email, password, args.name, args.agent_id, args.tier, languages)
        except seats.SeatRefused as refusal:
            raise CommandError(str(refusal)) from None
        print(f"{seat} has a seat in {seat.tier}.")
    return 0
