"""What can go wrong with the embedded database; every message says what to do next."""

from __future__ import annotations


class PostgresError(Exception):
    """The embedded PostgreSQL cannot be used; the message names the reason and the next step."""


class BinariesNotFound(PostgresError):
    """No PostgreSQL programs where they were looked for."""


class DidNotStart(PostgresError):
    """The server ended or stayed silent; the message carries the end of its log."""


class DidNotStop(PostgresError):
    """The server still runs after it was asked and then told to stop."""


class WrongMajor(PostgresError):
    """The data were written by another major version and cannot be carried over from here."""


class FolderNotPrivate(PostgresError):
    """A folder that must be ours alone belongs to someone else or can be entered by others."""


class SecretsMissing(PostgresError):
    """The data are there but the passwords to them are not."""
