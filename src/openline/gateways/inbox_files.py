"""Files of a local inbox: each kept once, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def keep_once(file: Path, content: bytes, workroom: Path) -> None:
    """`file` exists afterwards; what it held before stays. No reader ever sees half of it."""
    if file.exists():
        return
    draft = workroom / uuid4().hex
    draft.write_bytes(content)
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


def newest_first(folder: Path) -> list[Path]:
    """The files of `folder` by when they came, the newest first."""
    files = (file for file in folder.iterdir() if file.is_file())
    return sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
