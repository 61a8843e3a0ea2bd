"""Where the pages and their assets lie, for the settings: folders of templates, static files and catalogs."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
UI = PACKAGE / "ui"
BUILT = UI / "built"
LOCALE = PACKAGE / "locale"


def template_folders() -> list[Path]:
    """Every folder that templates are looked up in: the base pages, the components, then channels and desks."""
    pages = sorted([*PACKAGE.glob("channels/*/templates"), *PACKAGE.glob("desks/*/templates")])
    return [UI / "templates", UI / "components", *pages]


def static_folders() -> list[Path | tuple[str, Path]]:
    """Our own static source, and the built USWDS assets under the prefix `uswds`."""
    return [UI / "static", ("uswds", BUILT)]
