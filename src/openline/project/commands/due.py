"""`openline due`: by when a promise is owed, over which days that is counted, and on which rule it rests."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from openline.project.commands import CommandError
from openline.project.commands._pack import a_moment, add_agency, opened

if TYPE_CHECKING:
    from openline.domain.rules import RuleRef
    from openline.policy import AgencyPack


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["callback"], help="the kind of promise")
    parser.add_argument("--urgency", required=True, help="how urgent the matter is, such as urgent or regular")
    parser.add_argument("--from", dest="since", required=True, type=a_moment, help="when it was asked for, with offset")
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    from openline.domain.calendar import CalendarNotKnown
    from openline.domain.callback_due import promise_callback
    from openline.domain.callbacks import CallbacksRules
    from openline.domain.rules import NoRuleInForce

    pack = opened(args)
    zone = pack.agency.home_zone
    try:
        decision = promise_callback(args.urgency, args.since, pack.rules_at(CallbacksRules, args.since), pack.calendar)
    except (NoRuleInForce, CalendarNotKnown) as error:
        raise CommandError(str(error)) from error
    due = decision.outcome
    print(f"asked for    {_shown(args.since, zone)}")
    print(f"due          {_shown(due.promised_by, zone)}")
    if due.inner_target is not None:
        print(f"aimed at     {_shown(due.inner_target, zone)}")
    print(f"counted over {', '.join(f'{day:%a} {day.isoformat()}' for day in due.days_counted)}")
    for ref in decision.because:
        _print_rule(pack, ref, args.since)
    return 0


def _print_rule(pack: AgencyPack, ref: RuleRef, moment: datetime) -> None:
    entry = next(
        each for each in pack.rulebook_on(pack.home_date(moment)) if (each.topic, each.rule) == (ref.topic, ref.rule)
    )
    print(f"because      {ref.address}: {entry.title}")
    print(f"  in force   from {ref.in_force_from.isoformat()} ({ref.standing.value})")
    if entry.source:
        print(f"  source     {entry.source.document}, {entry.source.part}")
    if entry.reading:
        print(f"  reading    {entry.reading}")
    print(f"  file       {_from_here(pack.path / 'policy' / ref.topic / f'{ref.rule}.yaml')}")


def _from_here(path: Path) -> Path:
    """The path as an editor started here opens it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _shown(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)).strftime('%Y-%m-%dT%H:%M')} {zone}"
