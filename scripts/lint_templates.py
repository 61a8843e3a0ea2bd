"""Check every template with djlint, or bring it into form with --reformat; no template is no fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src" / "openline"


def main() -> int:
    templates = [str(path) for path in SOURCES.rglob("*.html") if "built" not in path.parts]
    if not templates:
        print("No templates yet.")
        return 0
    how = ["--reformat"] if "--reformat" in sys.argv[1:] else ["--check", "--lint"]
    return subprocess.run([sys.executable, "-m", "djlint", *how, "--quiet", *templates], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
