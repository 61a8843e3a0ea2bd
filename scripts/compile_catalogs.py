"""Compile the gettext catalogs with Babel, so that no machine needs gettext's own programs."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "src" / "openline" / "locale"


def main() -> int:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalog = read_po(text, locale=source.parents[1].name)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalog)
    return 0


if __name__ == "__main__":
    sys.exit(main())
