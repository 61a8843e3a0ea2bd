"""The verbs of the `openline` command, a file each; they import what they need only when they run."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do next."""
