"""In which languages the pages can be read: those of the agency whose catalog holds every sentence.

English is in the pages themselves. Catalogs of ours lie in `locale`; a pack brings that of a further language as
`languages/<code>.po`. Until it is whole, people talk and are written to in the language, and read the pages in another
one: half a page in each would be neither. `openline check` names what is missing.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo

from openline.policy.languages import read_languages
from openline.policy.pack_parts import STAFF_LANGUAGE, read_agency
from openline.ui import catalog
from openline.ui.where import LOCALE


@dataclass(frozen=True, slots=True)
class PageLanguages:
    """`first` is the language of a page for whoever asks for none of ours; `folders` hold the compiled catalogs."""

    first: str
    named: list[tuple[str, str]]
    folders: list[Path]


def page_languages(agency: Path, data: Path) -> PageLanguages:
    """Compiles the pack's catalogs in `data`. Raises PackError where the pack or a language of it cannot be read."""
    languages = read_languages(agency, read_agency(agency).languages)
    compiled = [code for code in languages if _compile(catalog.file_in_pack(agency, code), code, data / "locale")]
    ours = {STAFF_LANGUAGE, *catalog.languages()}
    named = [(code, language.name) for code, language in languages.items() if code in ours or code in compiled]
    return PageLanguages(named[0][0], named, [*([data / "locale"] if compiled else []), LOCALE])


def _compile(source: Path, code: str, folder: Path) -> bool:
    """Whether the catalog is there and serves; one that lacks sentences does where ours stands behind it."""
    if not source.is_file() or (code not in catalog.languages() and catalog.missing_in(source, code)):
        return False
    whole = BytesIO()
    write_mo(whole, catalog.read_file(source, code))
    target = folder / code.replace("-", "_") / "LC_MESSAGES" / "django.mo"
    if not target.is_file() or target.read_bytes() != whole.getvalue():
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
        fresh.write_bytes(whole.getvalue())
        fresh.replace(target)
    return True
