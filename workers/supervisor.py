"""The supervisor: keeps one Celery worker running, and sweeps for jobs that were lost.

A malformed message or a broken connection may end a worker; it is started again, with a pause that grows while it keeps
dying. The sweeper runs here because this process neither forks nor loads a model.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from threading import Event

import structlog

log = structlog.get_logger(__name__)

SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STABLE_S = 60.0
"""A worker that ran this long was healthy: the next pause is the shortest again."""


def next_pause(pause_s: float, ran_s: float) -> float:
    """The pause before the next start, after a worker that ran ``ran_s`` and a pause of ``pause_s`` before it."""
    return SHORTEST_PAUSE_S if ran_s >= STABLE_S else min(LONGEST_PAUSE_S, max(SHORTEST_PAUSE_S, pause_s * 2))


@dataclass(slots=True)
class Supervisor:
    """Runs ``command`` again and again until it is stopped."""

    command: list[str]
    stopping: Event
    child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Keep the command running; returns when stopped and the last one has ended."""
        pause = 0.0
        while not self.stopping.is_set():
            started = time.monotonic()
            self.child = subprocess.Popen(self.command)
            if self.stopping.is_set():  # a signal that came while it was being started
                self.child.send_signal(signal.SIGTERM)
            code = self.child.wait()
            if self.stopping.is_set():
                return
            pause = next_pause(pause, time.monotonic() - started)
            log.error("worker.ended", code=code, restart_in_s=pause)
            self.stopping.wait(pause)

    def stop(self, signum: int, frame: object) -> None:
        """Let the worker finish what it does, and start none again. A handler of signals."""
        del frame
        log.info("worker.stopping", signal=signal.Signals(signum).name)
        self.stopping.set()
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)


def celery_command(concurrency: int) -> list[str]:
    """The command of the Celery worker."""
    return [sys.executable, "-m", "workers.celery_app", "--concurrency", str(concurrency)]
