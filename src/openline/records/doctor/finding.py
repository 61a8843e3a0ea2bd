"""What the doctor looks for, and what it says when it finds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: its name, the row, what is wrong in a sentence, and what to do.

    `is_grave` is False for what a deployment may have chosen and should know.
    """

    name: str
    table: str
    id: str
    what: str
    to_do: str
    is_grave: bool = True

    def __str__(self) -> str:
        return f"{'' if self.is_grave else 'warning: '}{self.name}: {self.table} {self.id}: {self.what} {self.to_do}"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold. `sql` is one statement that selects the text ids of the rows where it does not."""

    name: str
    table: str
    sql: str
    what: str
    to_do: str
    is_grave: bool = True

    def finding(self, row_id: str) -> Finding:
        return Finding(self.name, self.table, row_id, self.what, self.to_do, self.is_grave)
