"""A secret key that is made once and kept beside the data."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key_in(folder: Path) -> str:
    """The key of OPENLINE_SECRET_KEY, else the one kept in the folder, else a new one that is kept there."""
    given = os.environ.get("OPENLINE_SECRET_KEY")
    if given:
        return given
    file = folder / "secret-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".secret-key-{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass  # another process was first; its key is the one
        finally:
            fresh.unlink()
    return file.read_text(encoding="utf-8")
