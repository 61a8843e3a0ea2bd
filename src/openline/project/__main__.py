"""`python -m openline.project` is the `openline` command, also where it is not installed."""

import sys

from openline.project.cli import main

if __name__ == "__main__":
    sys.exit(main())
