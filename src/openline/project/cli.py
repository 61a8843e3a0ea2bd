"""The command `openline`: each of its verbs is a file in `commands/` with `configure` and `run`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from openline.project.commands import CommandError

COMMANDS = {
    "demo": "start everything on this machine: database, synthetic agency, pages and clocks",
    "serve": "serve the pages",
    "work": "fire due timers and hand over due notices",
    "migrate": "bring the database to the state that this version needs",
    "seed": "put the synthetic agency's demo data into the database, once",
    "seat": "give a staff member a login and a seat, or list the seats",
    "doctor": "prove over the whole database that no promise is forgotten",
    "clock": "show or move the clock of the demo",
    "check": "check the agency pack: rules, examples, calendars",
    "rulebook": "print every rule as in force on a day, or write it as pages",
    "schemas": "write the JSON Schemas of the agency pack's files",
    "draw": "draw a flow, or every flow, as a picture",
    "teach": "learn the pack's sayings now, so that no start has to wait for it",
    "evaluate": "say how well what people say is understood, in figures",
    "due": "say by when a promise is owed, and why",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code is 0 when all is well, 1 when something is wrong, 2 for a misuse."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="openline", description="A contact center that keeps its promises.")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        verb = verbs.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        if name in given:
            _module(name).configure(verb)
    chosen = parser.parse_args(given)
    try:
        return _module(chosen.command).run(chosen)
    except CommandError as error:
        print(f"openline {chosen.command}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"openline.project.commands.{name}")
