"""Watcher: waits for the ends of many jobs at once, with one question to the store for all of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress
from contextvars import Context

import structlog
from fastapi import Request
from starlette.requests import ClientDisconnect

from shared.errors import SitrepError
from shared.jobs.job import Status
from shared.jobs.operations import Statuses
from shared.jobs.store import AsyncJobStore

logger = structlog.get_logger(__name__)

SHORTEST_S = 0.02
LONGEST_S = 0.25
GROWTH = 1.5
PER_JOB_S = 0.0001
"""Added to each pause for every job that is waited for, so that asking stays a small part of the store's work."""


class Watcher:
    """Asks often while something happens and seldom while nothing does; not at all while nobody waits."""

    def __init__(self, store: AsyncJobStore) -> None:
        self._store = store
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    async def wait(self, job_id: str, timeout_s: float) -> None:
        """Return when the job has ended or is gone, after ``timeout_s``, or when the service stops."""
        if self._closed:
            return
        ended = asyncio.Event()
        self._waiting[job_id].add(ended)
        self._news.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._poll(), context=Context())  # of no one request
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await ended.wait()
        finally:
            self._forget(job_id, ended)

    def release(self) -> None:
        """Let everybody go who waits, now and later: the service is about to stop."""
        self._closed = True
        for events in self._waiting.values():
            for event in events:
                event.set()

    @property
    def is_released(self) -> bool:
        """Whether the service is about to stop."""
        return self._closed

    async def close(self) -> None:
        """Release everybody and end the asking."""
        self.release()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _forget(self, job_id: str, ended: asyncio.Event) -> None:
        events = self._waiting.get(job_id, set())
        events.discard(ended)
        if not events:
            self._waiting.pop(job_id, None)

    async def _poll(self) -> None:
        pause = 0.0
        while self._waiting:
            await self._pause(pause)
            some_ended = await self._look()
            pause = SHORTEST_S if some_ended or self._news.is_set() else min(max(pause, SHORTEST_S) * GROWTH, LONGEST_S)
            self._news.clear()

    async def _pause(self, pause: float) -> None:
        """Wait ``pause``, or less when somebody new waits."""
        least = SHORTEST_S + PER_JOB_S * len(self._waiting) if pause else 0.0
        await asyncio.sleep(least)
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, pause - least)):
                await self._news.wait()

    async def _look(self) -> bool:
        """Wake those whose jobs have ended; whether there are any."""
        ids = tuple(self._waiting)
        try:
            statuses = await self._store.run(Statuses(ids=ids))
        except SitrepError as error:
            logger.warning("cannot look at waiting jobs", error=error.code)
            return False
        ended = [id for id, status in zip(ids, statuses, strict=True) if status is None or Status(status).is_terminal]
        for id in ended:
            for event in self._waiting.pop(id, set()):
                event.set()
        return bool(ended)


async def wait_with_caller(request: Request, watcher: Watcher, job_id: str, timeout_s: float) -> None:
    """Wait for the job's end as long as the caller is there. The request's body must have been read.

    Raises:
        ClientDisconnect: the caller left.
        BodyTooLarge, RequestTimeout: the caller sends a body that nobody asked for, too much or too slowly.
    """
    waiting = asyncio.create_task(watcher.wait(job_id, timeout_s))
    leaving = asyncio.create_task(_departure(request))
    try:
        await asyncio.wait({waiting, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            await leaving
            raise ClientDisconnect
    finally:
        for task in (waiting, leaving):
            task.cancel()
        await asyncio.gather(waiting, leaving, return_exceptions=True)


async def _departure(request: Request) -> None:
    """Return when the caller has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
