"""Which gateway is plugged in where: the dotted paths of the settings, made once for each process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

_plugged: dict[str, Any] = {}


def gateway(port: str) -> Any:
    """The gateway behind a port such as `email`. Raises KeyError for a port that the settings do not name."""
    if port not in _plugged:
        _plugged[port] = import_string(settings.OPENLINE_GATEWAYS[port].replace(":", "."))()
    return _plugged[port]


@contextmanager
def plugged(port: str, other: Any) -> Iterator[None]:
    """For as long as the block runs, `other` stands at the port: tests and the demo's faults use it."""
    before = _plugged.get(port)
    _plugged[port] = other
    try:
        yield
    finally:
        if before is None:
            del _plugged[port]
        else:
            _plugged[port] = before
