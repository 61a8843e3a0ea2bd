"""The catalogs of the pages: which sentences the templates and parts hold, and what a catalog lacks.

`python -m openline.ui.catalog` brings every catalog up to date; `scripts/compile_catalogs.py` compiles them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import localedata
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

from openline.ui.where import LOCALE, PACKAGE

STAFF = (
    "desks/",
    "ui/templates/base_staff.html",
    "ui/components/queue_row/",
    "ui/components/held_chat/",
    "ui/components/table/",
)
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "_later": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def sentences() -> Iterator[tuple[str, int, str]]:
    """Each sentence to translate, with the file and the line that hold it; plain singular sentences only."""
    with_words = ("**/*.html", "ui/**/*.py", "channels/**/*.py", "project/*.py")
    for file in sorted(path for pattern in with_words for path in PACKAGE.glob(pattern)):
        where = file.relative_to(PACKAGE).as_posix()
        for line, sentence in _sentences_of(file):
            yield where, line, sentence


def _sentences_of(file: Path) -> Iterator[tuple[int, str]]:
    from django.utils.translation.template import templatize

    text = file.read_text(encoding="utf-8")
    # What templatize leaves of a template keeps its indents, which Python's tokenizer would trip over.
    source = re.sub(r"(?m)^[ \t]+", "", templatize(text)) if file.suffix == ".html" else text
    keywords: Any = list(KEYWORDS)
    for line, _name, found, _comments in extract_python(BytesIO(source.encode()), keywords, [], {}):
        for sentence in found if isinstance(found, (tuple, list)) else (found,):
            if sentence:
                yield line, sentence


def is_public(where: str) -> bool:
    """Whether the public reads this file's sentences, which must then exist in every language."""
    return not where.startswith(STAFF)


def catalog_file(language: str) -> Path:
    """The catalog of one language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalog as it stands."""
    return read_file(catalog_file(language), language)


def read_file(path: Path, language: str) -> Catalog:
    """The catalog in a file. A language that CLDR does not know has the plural forms of English."""
    with path.open("rb") as file:
        return read_po(file, locale=language if localedata.exists(language.replace("-", "_")) else None)


def file_in_pack(pack: Path, language: str) -> Path:
    """Where a pack keeps its own catalog of a language."""
    return pack / "languages" / f"{language}.po"


def missing_in(path: Path, language: str) -> list[str]:
    """Every public sentence that the catalog in this file lacks; what is public is what our own catalogs hold."""
    public = {str(message.id): None for ours in languages() for message in read(ours) if message.id and message.string}
    said = {str(message.id) for message in read_file(path, language) if message.string and not message.fuzzy}
    return [sentence for sentence in public if sentence not in said]


def missing(language: str) -> list[str]:
    """`file:line sentence` for every public sentence that the language lacks."""
    known = {message.id: message.string for message in read(language) if message.id and not message.fuzzy}
    return [f"{w}:{line} {s!r}" for w, line, s in sentences() if is_public(w) and not known.get(s)]


def unused(language: str) -> list[str]:
    """Sentences of the catalog that no page holds any more."""
    held = {sentence for _where, _line, sentence in sentences()}
    return [str(message.id) for message in read(language) if message.id and message.id not in held]


def languages() -> list[str]:
    """The languages that have a catalog."""
    return sorted(file.parts[-3] for file in LOCALE.glob("*/LC_MESSAGES/django.po"))


def update(language: str) -> None:
    """Adds new sentences, drops those that are gone, keeps every translation."""
    template = Catalog(project="Openline")
    for where, line, sentence in sentences():
        template.add(sentence, locations=[(where, line)])
    catalog = read(language)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    text = BytesIO()
    write_po(text, catalog, width=110, sort_output=True, omit_header=True, no_location=True)
    catalog_file(language).write_text(_head(language) + text.getvalue().decode(), encoding="utf-8")


def _head(language: str) -> str:
    """The catalog's comment and header, which stay as they are: no dates and names that change with each run."""
    text = catalog_file(language).read_text(encoding="utf-8")
    return text[: text.index("\n\n") + 2]


def main() -> int:
    """Brings the catalogs up to date and says what they lack."""
    lacking = 0
    for language in languages():
        update(language)
        for sentence in missing(language):
            lacking += 1
            print(f"{language} lacks {sentence}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
