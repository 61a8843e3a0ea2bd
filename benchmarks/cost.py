"""CPU time: ours, that of the programs that we ran, and that of every process of the database server."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

# How long a backend may take to end after its client did, in seconds.
BACKENDS_END = 0.3


@dataclass
class Cost:
    """What `count` operations cost, in milliseconds each."""

    what: str
    count: int = 0
    app_ms: float = 0.0
    server_ms: float = 0.0
    wall_ms: float = 0.0
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def cpu_ms(self) -> float:
        return self.app_ms + self.server_ms

    def as_json(self) -> dict[str, object]:
        rounded = {name: round(getattr(self, name), 3) for name in ("app_ms", "server_ms", "cpu_ms", "wall_ms")}
        return {"what": self.what, "count": self.count, **rounded, **self.notes}


@contextmanager
def counted(what: str, postmaster: int) -> Iterator[Cost]:
    """Measures the block; it sets `count` to how many operations it did."""
    cost = Cost(what)
    app, server, wall = _own(), of_server(postmaster), time.perf_counter()
    yield cost
    each = 1000 / max(cost.count, 1)
    cost.wall_ms = (time.perf_counter() - wall) * each
    cost.app_ms = (_own() - app) * each
    time.sleep(BACKENDS_END)
    cost.server_ms = (of_server(postmaster) - server) * each


def _own() -> float:
    """Seconds of this process and of the programs that it ran to their end."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def of_server(postmaster: int) -> float:
    """Seconds of the server's processes, with those that have ended: the postmaster waited for them."""
    main = psutil.Process(postmaster)
    while True:
        before = main.cpu_times()
        total = before.user + before.system + before.children_user + before.children_system
        total += sum(_of_child(child) for child in main.children())
        after = main.cpu_times()
        # A backend that ended in between would be counted twice or not at all.
        if (after.children_user, after.children_system) == (before.children_user, before.children_system):
            return total


def _of_child(child: psutil.Process) -> float:
    try:
        its = child.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return its.user + its.system
