"""`openline clock`: show the clock of the demo, or move it forward; due timers fire one moment after another."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from openline.project.commands import CommandError
from openline.project.commands._pack import a_moment
from openline.project.places import agency_folder, database

if TYPE_CHECKING:
    from openline.domain.calendar import BusinessCalendar


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="show | advance | to")
    verbs.add_parser("show", help="what time it is for the demo")
    advance = verbs.add_parser("advance", help='by a span on the agency\'s calendar, such as "2 business days"')
    advance.add_argument("span", nargs="+", metavar="SPAN")
    to = verbs.add_parser("to", help="to a moment, such as 2026-12-01T16:40-05:00")
    to.add_argument("moment", type=a_moment)
    parser.set_defaults(verb="show")


def run(args: argparse.Namespace) -> int:
    with database(tell=print):
        import django

        django.setup()
        from openline.jobs.moving import ClockOnlyMovesOnward, advance_to
        from openline.policy import load_pack

        pack = load_pack(agency_folder())
        zone = pack.agency.home_zone
        if args.verb != "show":
            target = args.moment if args.verb == "to" else _advanced(pack.calendar, _now(), " ".join(args.span))
            try:
                advance_to(target)
            except ClockOnlyMovesOnward as error:
                raise CommandError(f"the clock shows {_shown(_now(), zone)} and only moves onward.") from error
        print(_shown(_now(), zone))
    return 0


def _now() -> datetime:
    from openline.actions import clock
    from openline.actions.acting import SYSTEM, acting_as

    with acting_as(SYSTEM):
        return clock.now()


def _advanced(calendar: BusinessCalendar, now: datetime, text: str) -> datetime:
    from openline.domain.calendar import CalendarNotKnown
    from openline.domain.rules import Span

    amount, _, kind = text.strip().partition(" ")
    words = kind.strip().replace(" ", "_")
    try:
        span = Span.parse(f"{amount} {words if words.endswith('s') else f'{words}s'}")
        return calendar.add(now, span)
    except (ValueError, CalendarNotKnown) as error:
        raise CommandError(str(error)) from error


def _shown(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)).strftime('%a %Y-%m-%d %H:%M:%S')} {zone}"
