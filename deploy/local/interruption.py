"""Ctrl-C, SIGTERM and the death of the parent, as a flag that is looked at between steps.

An exception out of a signal handler could come between the start of a child and the note that it runs; a flag cannot.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from deploy.local.errors import Interrupted

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption:
    """Whether somebody asked this process to stop."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._asked = False

    @property
    def requested(self) -> bool:
        """A signal came, or the parent (make, a shell) is gone."""
        return self._asked or os.getppid() != self._parent

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask to stop; has the shape of a signal handler."""
        self._asked = True

    def pause(self, seconds: float) -> None:
        """Sleep for ``seconds``, at most a moment longer.

        Raises:
            Interrupted: somebody asked to stop.
        """
        deadline = time.monotonic() + seconds
        while not self.requested:
            if (left := deadline - time.monotonic()) <= 0:
                return
            time.sleep(min(left, 0.1))
        raise Interrupted


@contextmanager
def watched() -> Iterator[Interruption]:
    """An interruption that the signals set for the length of the block."""
    interruption = Interruption(os.getppid())
    before = {number: signal.signal(number, interruption.ask) for number in SIGNALS}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
