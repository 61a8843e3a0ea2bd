"""PostgreSQL under our own supervision: `Server(folder).start()` returns when a connection works."""

from openline.project.embedded_postgres.binaries import Binaries
from openline.project.embedded_postgres.errors import PostgresError
from openline.project.embedded_postgres.for_tests import for_tests
from openline.project.embedded_postgres.server import Dsn, Server

__all__ = ["Binaries", "Dsn", "PostgresError", "Server", "for_tests"]
