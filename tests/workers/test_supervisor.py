"""The supervisor, with real processes."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from workers import supervisor
from workers.supervisor import LONGEST_PAUSE_S, SHORTEST_PAUSE_S, STABLE_S, Supervisor, next_pause


@pytest.mark.parametrize(
    ("pause_s", "ran_s", "expected"),
    [
        (0.0, 1.0, SHORTEST_PAUSE_S),
        (SHORTEST_PAUSE_S, 1.0, 2 * SHORTEST_PAUSE_S),
        (LONGEST_PAUSE_S, 1.0, LONGEST_PAUSE_S),
        (LONGEST_PAUSE_S, STABLE_S, SHORTEST_PAUSE_S),
    ],
)
def test_pauses_grow_while_a_worker_keeps_dying(pause_s: float, ran_s: float, expected: float) -> None:
    """Each pause doubles the one before up to a limit; a worker that ran long starts the row anew."""
    assert expected == next_pause(pause_s, ran_s)


def test_a_worker_that_dies_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs a second time after it has ended, and a stop lets the running one finish."""
    monkeypatch.setattr(supervisor, "SHORTEST_PAUSE_S", 0.01)
    log = tmp_path / "log"
    program = (
        "import signal, sys, time; log = open(sys.argv[1], 'a');"
        "first = open(sys.argv[1]).read() == ''; log.write('start '); log.flush();"
        "signal.signal(signal.SIGTERM, lambda *_: (log.write('end'), log.flush(), sys.exit()));"
        "sys.exit(1) if first else time.sleep(30)"
    )
    watched = Supervisor([sys.executable, "-c", program, str(log)], Event())
    thread = Thread(target=watched.run)
    thread.start()
    deadline = time.monotonic() + 20
    while log.exists() is False or log.read_text() != "start start ":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(0.2)
    watched.stop(signal.SIGTERM, None)
    thread.join(10)

    assert not thread.is_alive() and "start start end" == log.read_text()
