"""Copy from node_modules what the pages need, and nothing else, to src/openline/ui/built.

The style sheet says which fonts and pictures it uses; those are copied with it, in the same relative places.
Pointers to source maps are dropped: the maps are not served, and collecting static files would miss them.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
BUILT = ROOT / "src" / "openline" / "ui" / "built"

USWDS = MODULES / "@uswds" / "uswds"
STYLE_SHEET = "css/uswds.min.css"
PUBLIC_SANS = tuple(f"fonts/public-sans/PublicSans-{face}.woff2" for face in ("Regular", "Italic", "SemiBold", "Bold"))
OF_USWDS = ("js/uswds.min.js", "js/uswds-init.min.js", "img/sprite.svg", *PUBLIC_SANS)
LICENSES = {"uswds": USWDS / "LICENSE.md"}

REFERENCE = re.compile(r"url\(\s*[\"']?([^\"')?#]+)")
MAP_POINTER = re.compile(r"(/\*|//)# sourceMappingURL=[^\n*]*(\*/)?")


def main() -> int:
    if not MODULES.is_dir():
        print("node_modules is missing: run `make setup` first.", file=sys.stderr)
        return 1
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    style_sheet = USWDS / "dist" / STYLE_SHEET
    for name in (STYLE_SHEET, *OF_USWDS, *used_by(style_sheet)):
        put(USWDS / "dist" / name, fresh / name)
    for name, source in LICENSES.items():
        put(source, fresh / "licenses" / f"{name}.txt")
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    files = [path for path in BUILT.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) // 1024
    print(f"{len(files)} files, {size} KiB, in {BUILT.relative_to(ROOT)}")
    return 0


def used_by(style_sheet: Path) -> list[str]:
    """The fonts and pictures that the style sheet names, relative to the folder above it; only those that exist."""
    named = {name.strip() for name in REFERENCE.findall(style_sheet.read_text(encoding="utf-8"))}
    local = sorted(name.removeprefix("../") for name in named if name.startswith("../"))
    missing = [name for name in local if not (style_sheet.parents[1] / name).exists()]
    if missing:
        raise SystemExit(f"{style_sheet} names files that the package lacks: {', '.join(missing)}")
    return local


def put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js"}:
        target.write_text(MAP_POINTER.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
