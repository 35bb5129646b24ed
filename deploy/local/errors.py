"""What can go wrong while the service is started or runs; each is one sentence for the person at the terminal."""

from __future__ import annotations


class LaunchError(Exception):
    """The launcher cannot go on; the message is a sentence that says what to do."""


class Interrupted(Exception):
    """Ctrl-C or SIGTERM came while something was awaited."""
