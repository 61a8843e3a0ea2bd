"""What is said when an agency pack cannot be read."""

from __future__ import annotations

from pathlib import Path


class PackError(Exception):
    """A file of the agency pack is wrong; the message gives file and line, what is wrong, what to write."""

    def __init__(self, file: Path | str, line: int | None, what: str) -> None:
        self.file = str(file)
        self.line = line
        self.what = what
        super().__init__(f"{self.place}: {what}")

    @property
    def place(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class PackErrors(PackError):
    """Several faults of one file, reported together so that one run shows them all."""

    def __init__(self, faults: list[PackError]) -> None:
        first = faults[0]
        super().__init__(first.file, first.line, first.what)
        self.faults = tuple(faults)
        self.args = ("\n".join(str(fault) for fault in faults),)
