"""A trained model as a file: found again by what it was trained from, written whole or not at all, trained once."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from openline.gateways.understanding.grams import Grams
from openline.gateways.understanding.judgment import Limits
from openline.gateways.understanding.likeness import Likeness
from openline.gateways.understanding.model import Model

Taught = tuple[Model, dict[str, Limits]]
_MOST_KEPT = 6
_CODE_VERSION = "7"


def kept_or_made(key: Sequence[str], folders: Sequence[Path], make: Callable[[], Taught]) -> Taught:
    """Read from the first folder that has it, or made and kept in the first that can be written.

    Of several processes one makes it, the others wait. A spoiled file is made anew.
    """
    digest = hashlib.sha256(json.dumps([_CODE_VERSION, np.__version__, *key]).encode()).hexdigest()[:16]
    name = f"understanding-{digest}.npz"
    for folder in folders:
        if taught := _read(folder / name):
            return taught
    folder = next((folder for folder in folders if _writable(folder)), None)
    if folder is None:
        return make()
    with _alone(folder):
        if taught := _read(folder / name):
            return taught
        taught = make()
        _write(taught, folder / name)
        _forget_older(folder)
        return taught


def _forget_older(folder: Path) -> None:
    """Several packs and versions may share a folder; what was kept longest ago goes."""
    newest_first = sorted(folder.glob("understanding-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[_MOST_KEPT:]:
        path.unlink(missing_ok=True)


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(taught: Taught, path: Path) -> None:
    model, limits = taught
    arrays: dict[str, Any] = {f"vectors-{name}": matrix for name, matrix in model.likeness.vectors.items()}
    arrays |= {f"shares-{i}": matrix for i, matrix in enumerate(model.shares.values())}
    for grams in model.likeness.grams:
        arrays |= {
            f"{grams.kind}-names": np.frombuffer("\n".join(grams.number_of).encode(), np.uint8),
            f"{grams.kind}-rarity": grams.rarity,
            f"{grams.kind}-begins": grams.begins,
            f"{grams.kind}-sayings": grams.sayings,
            f"{grams.kind}-weights": grams.weights,
        }
    about = {
        "intents": model.intents,
        "encoders": list(model.likeness.vectors),
        "views": list(model.shares),
        "grams": {grams.kind: grams.count for grams in model.likeness.grams},
        "limits": {language: [limit.known, limit.ahead, limit.least] for language, limit in limits.items()},
    }
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        np.savez(file, about=np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays)
    Path(temporary).chmod(0o644)  # others may serve what an administrator has set up
    Path(temporary).replace(path)


def _read(path: Path) -> Taught | None:
    try:
        with np.load(path, allow_pickle=False) as file:
            return _taught(file)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
        return None


def _taught(file: Any) -> Taught:
    about = json.loads(file["about"].tobytes())
    likeness = Likeness(
        {name: file[f"vectors-{name}"] for name in about["encoders"]},
        tuple(_grams(file, kind, count) for kind, count in about["grams"].items()),
    )
    shares = {tuple(views): file[f"shares-{i}"] for i, views in enumerate(about["views"])}
    limits = {language: Limits(*values) for language, values in about["limits"].items()}
    return Model(tuple(about["intents"]), likeness, shares), limits


def _grams(file: Any, kind: str, count: int) -> Grams:
    names = file[f"{kind}-names"].tobytes().decode()
    number_of = {name: number for number, name in enumerate(names.split("\n"))} if names else {}
    rarity, begins, sayings, weights = (file[f"{kind}-{part}"] for part in ("rarity", "begins", "sayings", "weights"))
    return Grams(kind, number_of, rarity, begins, sayings, weights, count)
