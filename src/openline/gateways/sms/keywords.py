"""The words by which a person ends, starts or asks about texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML


class Wish(StrEnum):
    """What a keyword asks for."""

    STOP = "stop"
    HELP = "help"
    START = "start"


@dataclass(frozen=True, slots=True)
class Keyword:
    """What was asked for, and in which language."""

    wish: Wish
    language: str


@lru_cache(maxsize=8)
def load_keywords(pack: Path) -> Mapping[str, Keyword]:
    """The keywords of `notices/keywords.yaml` in plain form; raises ValueError for a word that asks for two things."""
    file = pack / "notices" / "keywords.yaml"
    entries = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    keywords: dict[str, Keyword] = {}
    for wish, by_language in entries.items():
        for language, words in by_language.items():
            for word in words:
                if _plain(word) in keywords:
                    raise ValueError(f"{file}: {word!r} stands twice: keep the one that is meant.")
                keywords[_plain(word)] = Keyword(Wish(wish), language)
    return keywords


def read_keyword(body: str, keywords: Mapping[str, Keyword]) -> Keyword | None:
    """The keyword that the whole text is, or None: a word inside a sentence asks for nothing."""
    return keywords.get(_plain(body))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(" " if not sign.isalnum() else sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())
