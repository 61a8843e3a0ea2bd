"""`openline draw`: a picture of a flow, or of every flow of the pack."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from openline.project.commands import CommandError
from openline.project.commands._pack import add_agency, agency_of


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("flow", nargs="?", help="the flow, such as case_status; without it, name a folder with --all")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="draw every flow into this folder, with a page")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to the screen")
    parser.add_argument("--language", help="the language of the words shown (default: the pack's first)")
    add_agency(parser)


def run(args: argparse.Namespace) -> int:
    from openline.conversation import load_flows
    from openline.conversation.drawing import draw

    book = load_flows(agency_of(args))
    language = args.language or book.settings.languages[0]
    if language not in book.settings.languages:
        raise CommandError(f"no words in {language!r}: the pack speaks {', '.join(book.settings.languages)}.")
    if args.all:
        for flow in _all_of(args.all, book):
            (args.all / f"{flow}.svg").write_text(draw(book, flow, language), encoding="utf-8")
        print(f"{args.all}: {len(book.flows)} flows and {len(book.patterns)} patterns")
        return 0
    if not args.flow or not book.has(args.flow):
        known = ", ".join([*book.flows, *(f"_always.{pattern}" for pattern in book.patterns)])
        raise CommandError(f"no flow {args.flow or ''!r}: the pack has {known}.")
    picture = draw(book, args.flow, language)
    if args.output:
        args.output.write_text(picture, encoding="utf-8")
    else:
        sys.stdout.write(picture)
    return 0


def _all_of(folder: Path, book: object) -> list[str]:
    """Every flow and pattern with steps; pictures of flows that are gone are removed, and the page is written."""
    from openline.conversation import FlowBook

    assert isinstance(book, FlowBook)
    folder.mkdir(parents=True, exist_ok=True)
    patterns = [f"_always.{name}" for name, steps in book.patterns.items() if steps]
    flows = [*sorted(book.flows), *sorted(patterns)]
    for picture in folder.glob("*.svg"):
        if picture.stem not in flows:
            picture.unlink()
    lines = ["# Every flow as a picture", "", "Drawn from the agency pack by `make drawings`; do not edit.", ""]
    lines += [
        f"- [{flow}]({flow}.svg)" + (f": {book.flows[flow].purpose}" if flow in book.flows else "") for flow in flows
    ]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return flows
