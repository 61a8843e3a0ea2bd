"""What a person may send in, and in which form."""

from __future__ import annotations

from dataclasses import dataclass

from openline.domain.rules import Rule


@dataclass(frozen=True, slots=True)
class DocumentsRules:
    """The rules of `policy/documents/`.

    `largest_file`: how many megabytes one file may have.
    """

    largest_file: Rule[int]
