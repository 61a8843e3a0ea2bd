"""`openline serve`: serve the pages from one process; put a reverse proxy in front for the outside world."""

from __future__ import annotations

import argparse
import ipaddress
import os

from openline.project.commands import CommandError
from openline.project.places import DEFAULT_SETTINGS, database

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
# A page's event stream never ends by itself: the server waits this long, then closes it.
SECONDS_TO_FINISH = 3


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=LOOPBACK, help=f"the address to listen on (default {LOOPBACK})")
    parser.add_argument("--port", type=int, default=default_port(), help=f"default: PORT, or {DEFAULT_PORT}")
    parser.add_argument("--socket", help="listen on this unix socket instead of a port")


def default_port() -> int:
    """The port that PORT names. Raises CommandError where that is no port."""
    named = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not named.isdigit() or not 0 < int(named) < 65536:
        raise CommandError(f"PORT={named} is no port: give a number from 1 to 65535.")
    return int(named)


def run(args: argparse.Namespace) -> int:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
    if settings == DEFAULT_SETTINGS and not args.socket and not _is_loopback(args.host):
        raise CommandError(
            f"the demo listens on this machine only, not on {args.host}: its people and its clock are made up. "
            "For others to reach, use DJANGO_SETTINGS_MODULE=openline.project.settings.production."
        )
    with database(tell=print):
        import uvicorn

        uvicorn.run(
            "openline.project.asgi:application",
            host=args.host,
            port=args.port,
            uds=args.socket,
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
    return 0


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
