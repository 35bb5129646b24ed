"""Tests of telling workers of new jobs."""

from __future__ import annotations

import asyncio
import threading
import time

import structlog
import structlog.testing

from services.api.dispatcher import LARGEST_SEND, MOST_PENDING, Dispatcher
from shared.errors import StoreUnavailable
from shared.queue.memory_queue import MemoryQueue


class SlowQueue(MemoryQueue):
    """A queue that keeps its sender waiting until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()
        self.sends: list[int] = []

    def send(self, job_ids: tuple[str, ...]) -> None:
        """See JobQueue.send."""
        self.open.wait(5)
        self.sends.append(len(job_ids))
        super().send(job_ids)


class AwayQueue(MemoryQueue):
    """A queue whose broker does not answer."""

    def send(self, job_ids: tuple[str, ...]) -> None:
        """See JobQueue.send."""
        raise StoreUnavailable


class OddQueue(MemoryQueue):
    """A queue whose client fails once, in a way that nobody foresaw."""

    failed = False

    def send(self, job_ids: tuple[str, ...]) -> None:
        """See JobQueue.send."""
        if not self.failed:
            self.failed = True
            raise LookupError("secret")
        super().send(job_ids)


def test_what_comes_meanwhile_goes_together() -> None:
    """A slow broker holds up nobody, and is sent the rest in a few large sends, in order."""
    queue = SlowQueue()

    async def scene() -> None:
        dispatcher = Dispatcher(queue)
        start = time.monotonic()
        for number in range(1200):
            dispatcher.announce((str(number),))
            await asyncio.sleep(0)
        assert time.monotonic() - start < 1
        queue.open.set()
        await dispatcher.close()

    asyncio.run(scene())
    assert [str(number) for number in range(1200)] == list(queue.messages)
    assert len(queue.sends) <= 5 and max(queue.sends) <= LARGEST_SEND


def test_messages_are_logged_under_no_request() -> None:
    """What is sent for many requests does not carry the id of one of them."""

    async def scene() -> None:
        dispatcher = Dispatcher(AwayQueue())
        with structlog.contextvars.bound_contextvars(request_id="r-1"):
            dispatcher.announce(("a",))
        await dispatcher.close()

    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        asyncio.run(scene())
    assert [False] == ["request_id" in entry for entry in logs]


def test_messages_beyond_the_limit_are_left_to_the_sweep() -> None:
    """While a broker hangs no more than the limit is remembered."""
    queue = SlowQueue()

    async def scene() -> None:
        dispatcher = Dispatcher(queue)
        dispatcher.announce(map(str, range(2 * MOST_PENDING)))
        queue.open.set()
        await dispatcher.close()

    asyncio.run(scene())
    assert MOST_PENDING == len(queue.messages)


def test_a_broker_that_is_away_is_no_error() -> None:
    """The message is dropped, and later ones are tried again."""

    async def scene() -> None:
        dispatcher = Dispatcher(AwayQueue())
        dispatcher.announce(("a",))
        await dispatcher.close()
        dispatcher.announce(("b",))
        await dispatcher.close()

    asyncio.run(scene())


def test_no_failure_of_the_queue_ends_the_sending() -> None:
    """Any exception costs its own send only, and is logged by its type."""
    queue = OddQueue()

    async def scene() -> None:
        dispatcher = Dispatcher(queue)
        dispatcher.announce(map(str, range(LARGEST_SEND + 1)))
        await dispatcher.close()

    with structlog.testing.capture_logs() as logs:
        asyncio.run(scene())
    assert [str(LARGEST_SEND)] == list(queue.messages)
    assert [(LARGEST_SEND, "LookupError")] == [(entry["count"], entry["error"]) for entry in logs]
