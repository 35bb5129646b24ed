"""What the command line says to the person besides its results: on standard error, harmless for a terminal."""

from __future__ import annotations

import sys

from services.cli.rows import printable


def complain(message: str) -> None:
    """Say what went wrong."""
    say(f"sitrep: {message}")


def say(message: str) -> None:
    """Say something that is no result."""
    sys.stderr.write(printable(message) + "\n")
    sys.stderr.flush()
