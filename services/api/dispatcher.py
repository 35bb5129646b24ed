"""Dispatcher: tells workers of new jobs, beside the answers to callers and never in their way.

A message is a hint. One that cannot be sent is dropped: the job is stored, and a sweep will send it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from contextvars import Context

import structlog

from shared.queue.queue import JobQueue

logger = structlog.get_logger(__name__)

MOST_PENDING = 20_000
"""Ids beyond which new ones are left to the sweep: the broker is slow or away."""
LARGEST_SEND = 500
FAREWELL_S = 3.0


class Dispatcher:
    """Sends ids in the background: one thread at work, everything that came meanwhile in its next send."""

    def __init__(self, queue: JobQueue) -> None:
        self._queue = queue
        self._pending: list[str] = []
        self._task: asyncio.Task[None] | None = None

    def announce(self, job_ids: Iterable[str]) -> None:
        """Have workers told of the jobs, soon."""
        self._pending.extend(job_ids)
        if len(self._pending) > MOST_PENDING:
            logger.warning("messages left to the sweep", count=len(self._pending) - MOST_PENDING)
            del self._pending[MOST_PENDING:]
        if self._pending and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._send_all(), context=Context())  # of no one request

    async def close(self) -> None:
        """Send what is pending, as far as that is quickly done."""
        if self._task is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._task, FAREWELL_S)

    async def _send_all(self) -> None:
        while self._pending:
            batch = tuple(self._pending[:LARGEST_SEND])
            del self._pending[:LARGEST_SEND]
            try:
                await asyncio.to_thread(self._queue.send, batch)
            except Exception as error:  # of whatever kind: the next ids must be sent
                logger.warning("messages left to the sweep", count=len(batch), error=type(error).__name__)
