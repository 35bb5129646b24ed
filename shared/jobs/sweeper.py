"""The sweeper: whoever is alive looks for jobs whose worker or message was lost, and sends them again.

It keeps nothing: any number of sweepers may run, in workers and in the API, and any may die.
"""

from __future__ import annotations

from threading import Event, Thread

import structlog

from shared.errors import StoreUnavailable
from shared.jobs.operations import Sweep, Swept
from shared.jobs.store import JobStore
from shared.queue.queue import JobQueue
from shared.settings import Settings

log = structlog.get_logger(__name__)


def sweep(store: JobStore, queue: JobQueue, settings: Settings) -> Swept:
    """One sweep: requeue what lapsed, send what is due.

    Raises:
        StoreUnavailable: the store or the broker does not answer; what was due is named again later.
    """
    swept = store.run(
        Sweep(
            queue_depth=queue.depth(),
            oldest_waiting=queue.oldest(),
            resend_after_s=settings.resend_after_s,
            max_attempts=settings.max_attempts,
            ttl_s=settings.result_ttl_s,
        )
    )
    if swept.send:
        queue.send(swept.send)
    return swept


class Sweeper:
    """A thread that sweeps every ``sweep_interval_s`` until it is stopped."""

    def __init__(self, store: JobStore, queue: JobQueue, settings: Settings) -> None:
        self.store, self.queue, self.settings = store, queue, settings
        self.stopping = Event()
        self.thread = Thread(target=self.loop, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def stop(self) -> None:
        """End, after the sweep that runs."""
        self.stopping.set()
        self.thread.join()

    def loop(self) -> None:
        """Sweep until stopped, whatever fails."""
        while not self.stopping.wait(self.settings.sweep_interval_s):
            try:
                swept = sweep(self.store, self.queue, self.settings)
            except StoreUnavailable:
                log.warning("sweep.unavailable")
            except Exception:  # whatever a strange message did: the next sweep may not meet it
                log.exception("sweep.failed")
            else:
                if swept.send or swept.lapsed:
                    log.info("sweep.recovered", sent=len(swept.send), lapsed=swept.lapsed, failed=swept.failed)
