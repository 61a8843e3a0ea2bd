"""`openline schemas`: write the JSON Schema of every kind of pack file, for editors that check as one types."""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/schemas"), help="default: docs/schemas")


def run(args: argparse.Namespace) -> int:
    from openline.policy.written import write_schemas

    written = write_schemas(args.folder)
    print(f"{args.folder}: {len(written)} schemas")
    return 0
