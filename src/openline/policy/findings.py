"""What a check of the pack found: where, what is wrong, what to write."""

from __future__ import annotations

from dataclasses import dataclass

from openline.policy.errors import PackError, PackErrors


@dataclass(frozen=True)
class Finding:
    """One fault. `kind` is the word of the check that found it."""

    kind: str
    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}"


def findings_of(error: PackError, kind: str = "unreadable") -> list[Finding]:
    """The faults for which a pack could not be read, as findings."""
    faults = error.faults if isinstance(error, PackErrors) else (error,)
    return [Finding(kind, fault.file, fault.line, fault.what) for fault in faults]
