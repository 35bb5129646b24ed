"""The sweeper's thread: it recovers what was lost, and survives what fails."""

from __future__ import annotations

import time
from typing import Any

from shared.errors import StoreUnavailable
from shared.jobs.memory_store import MemoryJobStore
from shared.jobs.operations import Accept, Admission, Claim, Operation, Statuses
from shared.jobs.sweeper import Sweeper, sweep
from shared.queue.memory_queue import MemoryQueue
from shared.settings import Settings

SETTINGS = Settings(sweep_interval_s=0.01, resend_after_s=0.05)


class Shaky(MemoryJobStore):
    """A store that is away at first."""

    away = True

    def run(self, operation: Operation[Any]) -> Any:
        """Fail once."""
        if self.away:
            self.away = False
            raise StoreUnavailable
        return super().run(operation)


def accept(store: MemoryJobStore, job_id: str) -> None:
    """A job is accepted, and its message never sent."""
    step = Accept(id=job_id, article=b"{}", admission=Admission(max_jobs=9, max_bytes=99), resend_after_s=0)
    store.run(step)


def test_a_job_without_a_message_is_sent() -> None:
    """The API died between accepting and sending: a sweep sends, once."""
    store, queue = MemoryJobStore(), MemoryQueue()
    accept(store, "j")

    assert ("j",) == sweep(store, queue, SETTINGS).send
    assert () == sweep(store, queue, SETTINGS).send
    assert ["j"] == list(queue.messages)


def test_a_job_whose_worker_died_is_sent() -> None:
    """Its lease lapses and it waits again, with a message."""
    store, queue = MemoryJobStore(), MemoryQueue()
    accept(store, "j")
    store.run(Claim(id="j", token="t", lease_s=0, max_attempts=3, ttl_s=9))

    assert 1 == sweep(store, queue, SETTINGS).lapsed
    assert ["j"] == list(queue.messages) and ("queued",) == store.run(Statuses(ids=("j",)))


def test_the_thread_outlives_a_store_that_is_away() -> None:
    """An error of the store is logged, and the next sweep does the work."""
    store, queue = Shaky(), MemoryQueue()
    store.away = False
    accept(store, "j")
    store.away = True
    sweeper = Sweeper(store, queue, SETTINGS)
    sweeper.start()
    deadline = time.monotonic() + 5
    while not queue.messages and time.monotonic() < deadline:
        time.sleep(0.01)
    sweeper.stop()

    assert "j" == queue.oldest() and not sweeper.thread.is_alive()
