"""The contract of queues, over every queue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.jobs.job import new_job_id
from shared.queue.celery_queue import CeleryQueue
from shared.queue.memory_queue import MemoryQueue
from shared.queue.queue import JobQueue
from shared.settings import Settings


@pytest.fixture(params=["memory", "celery"])
def queue(request: pytest.FixtureRequest) -> Iterator[JobQueue]:
    """Each queue in turn, empty."""
    made: JobQueue = (
        MemoryQueue()
        if request.param == "memory"
        else CeleryQueue(Settings(redis_url=request.getfixturevalue("redis_url")))
    )
    yield made
    made.close()


def test_an_empty_queue_has_no_oldest_message(queue: JobQueue) -> None:
    """Nothing lies in it."""
    assert 0 == queue.depth() and None is queue.oldest()


def test_messages_wait_in_order(queue: JobQueue) -> None:
    """The first id that was sent is the oldest, and every id is one message."""
    first, second, third = new_job_id(), new_job_id(), new_job_id()
    queue.send((first, second))
    queue.send((third,))

    assert 3 == queue.depth() and first == queue.oldest()
