"""Words as they are compared: in lower case and without accents, and any of several as one pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def unaccented(text: str) -> str:
    """Text for comparing: lower case and without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; for none of them one that never matches."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda each: (-len(each), each))) or r"(?!)"
