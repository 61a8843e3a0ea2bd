"""`openline work`: the loop that fires due timers and hands over due notices, until it is asked to stop."""

from __future__ import annotations

import argparse
import signal
import threading

from openline.project.places import database


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda number, frame: stop.set())
    with database(tell=print):
        import django

        django.setup()
        from openline.jobs.loop import run_forever

        run_forever(stop)
    return 0
