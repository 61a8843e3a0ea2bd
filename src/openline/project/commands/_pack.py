"""What the commands over the agency pack share: opening it, and dates and moments as they are typed."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openline.project.commands import CommandError
from openline.project.places import agency_folder

if TYPE_CHECKING:
    from openline.policy import AgencyPack


def add_agency(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agency", type=Path, help="the agency pack (default: OPENLINE_AGENCY, or agency/uscis)")


def agency_of(args: argparse.Namespace) -> Path:
    """The folder of the agency pack that is asked for."""
    return args.agency or agency_folder()


def opened(args: argparse.Namespace) -> AgencyPack:
    """The agency pack that is asked for. Raises CommandError with file, line and what to do."""
    from openline.policy import PackError, load_pack

    try:
        return load_pack(agency_of(args))
    except PackError as error:
        raise CommandError(str(error)) from error


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2026-11-25") from None


def a_moment(text: str) -> datetime:
    """An aware moment: without its offset it would be another moment elsewhere."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment: write it with its offset, as 2026-11-25T16:40-05:00")
    return moment
