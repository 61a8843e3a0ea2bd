"""The library in one more language, French, which no line of code names: nothing but files of the pack is written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from ruamel.yaml import YAML

from openline.ui import catalog

AGENCIES = Path(__file__).resolve().parents[1] / "agency"
FRENCH = AGENCIES / "french"
ROUND_TRIP = YAML()
ROUND_TRIP.width = 1000


def library_in_french(folder: Path, *, pages: bool = True) -> Path:
    """A copy of the library's pack to which French is added; the pages' catalog too, unless told otherwise."""
    pack = folder / "library"
    shutil.copytree(AGENCIES / "library", pack)
    words: dict[str, str] = ROUND_TRIP.load(FRENCH / "words.yaml")
    for file in sorted(pack.rglob("*.yaml")):
        if file.parent.parent.name == "notices" and file.name.endswith(".en.yaml"):
            notice = ROUND_TRIP.load(file)
            french = {name: words[text.strip()] for name, text in notice.items()}
            ROUND_TRIP.dump(french, file.with_name(file.name.replace(".en.", ".fr.")))
        elif ".en." not in file.name and ".es." not in file.name:
            _add_beside(file, words)
    for name, content in ROUND_TRIP.load(FRENCH / "files.yaml").items():
        (pack / name).parent.mkdir(exist_ok=True)
        ROUND_TRIP.dump(content, pack / name)
    _declare(pack)
    if pages:
        _write_catalog(pack)
    return pack


def _add_beside(file: Path, words: dict[str, str]) -> None:
    written = ROUND_TRIP.load(file)
    if _add(written, words):
        ROUND_TRIP.dump(written, file)


def _add(node: Any, words: dict[str, str]) -> bool:
    if isinstance(node, dict) and {"en", "es"} <= set(node):
        english = node["en"]
        node["fr"] = words[english.strip()] if isinstance(english, str) else [words[one] for one in english]
        return True
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return sum(_add(child, words) for child in children) > 0


def _declare(pack: Path) -> None:
    """The pack says that it speaks French, and how one asks for it in the other two."""
    for name in ("agency.yaml", "flows/_always/settings.yaml"):
        written = ROUND_TRIP.load(pack / name)
        written["languages"].append("fr")
        ROUND_TRIP.dump(written, pack / name)
    for language, said in (("en", ["french", "français"]), ("es", ["francés", "français"])):
        file = pack / f"flows/_always/answers.{language}.yaml"
        answers = ROUND_TRIP.load(file)
        answers["whole"]["to_fr"] = said
        ROUND_TRIP.dump(answers, file)


def _write_catalog(pack: Path) -> None:
    """The catalog of the pages. Most of its sentences only stand in for French: it is whole, which is what counts."""
    french: dict[str, str] = ROUND_TRIP.load(FRENCH / "pages.yaml")
    whole = Catalog(locale="fr")
    for message in catalog.read("es"):
        if message.id and message.string:
            whole.add(message.id, french.get(str(message.id), f"« {message.id} »"))
    with catalog.file_in_pack(pack, "fr").open("wb") as file:
        write_po(file, whole)
