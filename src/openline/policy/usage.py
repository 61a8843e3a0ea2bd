"""Which names the platform's code reads, so that no rule is written that nothing follows."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def names_read(code: Path) -> frozenset[str]:
    """Every attribute name read under `code`, outside the policy package. Declaring a field is no reading of it."""
    names: set[str] = set()
    for file in sorted(code.rglob("*.py")):
        if code / "policy" not in file.parents:
            names |= attributes_of(file)
    return frozenset(names)


@lru_cache(maxsize=2048)
def attributes_of(file: Path) -> frozenset[str]:
    """The attribute names that one file reads, such as `return_within` in `rules.return_within.value`."""
    tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    reads = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load))
    return frozenset(node.attr for node in reads)
