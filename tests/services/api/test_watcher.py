"""Tests of waiting for the ends of jobs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from services.api.watcher import LONGEST_S, Watcher
from shared.errors import StoreUnavailable
from shared.jobs.job import new_job_id
from shared.jobs.memory_store import MemoryJobStore
from shared.jobs.operations import Accept, Admission, Operation, Remove, Statuses
from tests.services.api.harness import BreakableStore

Scene = Callable[[Watcher, BreakableStore, list[Statuses]], Coroutine[Any, Any, None]]


def play(scene: Scene) -> None:
    """Run ``scene`` with a watcher, its store, and a list of what the store is asked."""

    async def run() -> None:
        store, asked = BreakableStore(MemoryJobStore()), list[Statuses]()
        store.broken = lambda operation: asked.append(operation) if isinstance(operation, Statuses) else None
        watcher = Watcher(store)
        await scene(watcher, store, asked)
        await watcher.close()

    asyncio.run(run())


def queued(store: BreakableStore) -> str:
    """The id of a new job."""
    admission = Admission(max_jobs=10_000, max_bytes=1 << 30)
    return store.store.run(Accept(id=new_job_id(), article=b"{}", admission=admission, resend_after_s=5)).job.id


def test_many_who_wait_are_one_question() -> None:
    """However many jobs are waited for, the store is asked once a turn, and all learn of their job's end."""

    async def scene(watcher: Watcher, store: BreakableStore, asked: list[Statuses]) -> None:
        ids = [queued(store) for _ in range(200)]
        waits = [asyncio.create_task(watcher.wait(id, 30)) for id in ids]
        await asyncio.sleep(0.05)
        for id in ids:
            store.store.run(Remove(id=id, ttl_s=60))
        await asyncio.wait_for(asyncio.gather(*waits), 2)
        assert len(asked) < 20 and 200 == len(asked[1].ids)

    play(scene)


def test_several_may_wait_for_one_job() -> None:
    """Each of them is woken, and a job that is gone has ended."""

    async def scene(watcher: Watcher, store: BreakableStore, asked: list[Statuses]) -> None:
        await asyncio.wait_for(asyncio.gather(*(watcher.wait("ex_gone", 30) for _ in range(3))), 2)
        assert {("ex_gone",)} == {question.ids for question in asked}

    play(scene)


def test_the_store_is_left_alone_when_nobody_waits() -> None:
    """After a wait is over, in time or not, there are no more questions; the longer it lasts the fewer they are."""

    async def scene(watcher: Watcher, store: BreakableStore, asked: list[Statuses]) -> None:
        start = time.monotonic()
        await watcher.wait(queued(store), 0.6)
        assert 0.55 < time.monotonic() - start < 1.5 and 3 < len(asked) < 12
        await asyncio.sleep(LONGEST_S + 0.1)
        before = len(asked)
        await asyncio.sleep(LONGEST_S + 0.1)
        assert before == len(asked)

    play(scene)


def test_a_store_that_is_away_is_waited_for() -> None:
    """Those who wait go on waiting, and learn of the end when the store is back."""

    async def scene(watcher: Watcher, store: BreakableStore, asked: list[Statuses]) -> None:
        def away(_: Operation[Any]) -> None:
            raise StoreUnavailable

        id = queued(store)
        store.broken = away
        wait = asyncio.create_task(watcher.wait(id, 30))
        await asyncio.sleep(0.1)
        assert not wait.done()
        store.broken = lambda _: None
        store.store.run(Remove(id=id, ttl_s=60))
        await asyncio.wait_for(wait, 2)

    play(scene)


def test_a_released_watcher_keeps_nobody() -> None:
    """Those who wait are let go, and nobody waits any more."""

    async def scene(watcher: Watcher, store: BreakableStore, asked: list[Statuses]) -> None:
        id = queued(store)
        wait = asyncio.create_task(watcher.wait(id, 30))
        await asyncio.sleep(0.05)
        watcher.release()
        await asyncio.wait_for(wait, 1)
        await asyncio.wait_for(watcher.wait(id, 30), 1)
        assert watcher.is_released

    play(scene)
