"""Tests of how the launcher notices that it shall stop."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from deploy.local.errors import Interrupted
from deploy.local.interruption import Interruption, watched


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_pause_soon(number: signal.Signals) -> None:
    """A pause of a minute ends within a second of the signal."""
    before = time.monotonic()
    with watched() as interruption:
        timer = threading.Timer(0.05, os.kill, (os.getpid(), number))
        timer.start()
        with pytest.raises(Interrupted):
            interruption.pause(60)
        timer.join()
    assert time.monotonic() - before < 1


def test_a_signal_between_steps_is_not_lost() -> None:
    """A signal that comes while nothing is awaited is noticed at the next pause, even one of no length."""
    with watched() as interruption:
        interruption.pause(0)
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Interrupted):
            interruption.pause(0)


def test_the_end_of_the_parent_is_a_request_to_stop() -> None:
    """A launcher whose make was killed does not stay behind."""
    assert Interruption(parent=os.getppid() + 1).requested


def test_handlers_are_put_back() -> None:
    """After the block signals do what they did before."""
    before = signal.getsignal(signal.SIGTERM)
    with watched():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
