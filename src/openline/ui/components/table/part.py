"""A table that reads well on a phone: each row becomes a card there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `href` makes it a link, `code` sets a number apart."""

    text: str
    href: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the headings; every row has one cell for each. The first cell names its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    caption_hidden: bool = False

    @property
    def labelled_rows(self) -> list[list[tuple[str, Cell]]]:
        """Each cell beside its column's heading, for the narrow layout."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]
