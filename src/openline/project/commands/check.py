"""`openline check`: read the whole agency pack and try its worked examples; every fault names file and line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openline.project.commands._pack import add_agency, agency_of, opened

if TYPE_CHECKING:
    from openline.policy.findings import Finding


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lock", action="store_true", help="first take down the entries in force as they stand now")
    add_agency(parser)


def _talk(folder: Path) -> Iterator[Finding]:
    """What keeps the flows from being played and the sayings from being learned, once every language has its texts."""
    from openline.conversation import FlowError, load_flows
    from openline.gateways.understanding import SayingsError, load_sayings
    from openline.policy import PackError, load_pack
    from openline.policy.findings import Finding

    try:
        languages = load_pack(folder).agency.languages
        load_flows(folder)
        load_sayings(folder, languages)
    except PackError:
        return  # the check of the pack says so
    except (FlowError, SayingsError) as error:
        file, _, what = str(error).partition(": ")
        yield Finding("talk", file, None, what)


def _pages(folder: Path) -> Iterator[Finding]:
    """The sentences of the pages for which a language has no words; until it has all, its pages are not offered."""
    from openline.policy import PackError
    from openline.policy.findings import Finding
    from openline.policy.pack_parts import STAFF_LANGUAGE, languages_of
    from openline.ui import catalog

    try:
        languages = languages_of(folder)
    except PackError:
        return
    for language in languages:
        if language == STAFF_LANGUAGE or language in catalog.languages():
            continue
        file = catalog.file_in_pack(folder, language)
        shown = f"{folder.name}/{file.relative_to(folder)}"
        if not file.is_file():
            what = f"is missing: no page can be read in {language!r}; write it as our django.po of Spanish is"
            yield Finding("no_translation", shown, None, what)
            continue
        for sentence in catalog.missing_in(file, language):
            yield Finding("no_translation", shown, None, f"has no words for {sentence!r}: add them")


def run(args: argparse.Namespace) -> int:
    from openline.gateways.clock import machine_now
    from openline.policy.check import check_pack

    folder = agency_of(args)
    today = machine_now().date()
    if args.lock:
        from openline.policy.history import lock_entries

        for line in lock_entries(opened(args), today):
            print(line)
    findings = [*check_pack(folder, today), *_talk(folder), *_pages(folder)]
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{folder}: {len(findings)} things to put right" if findings else f"{folder}: all is well")
    return 1 if findings else 0
