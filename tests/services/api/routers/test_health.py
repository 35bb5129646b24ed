"""Tests of whether the service says how it is."""

from __future__ import annotations

import asyncio
import time

from services.api.bounded_store import BoundedStore
from shared.errors import StoreUnavailable
from shared.jobs.memory_store import AsyncMemoryJobStore, MemoryJobStore
from shared.jobs.operations import Answer, Operation, Probe
from tests.services.api.harness import Api, problem


class FrozenStore(AsyncMemoryJobStore):
    """A store that never answers."""

    async def run(self, operation: Operation[Answer]) -> Answer:
        """Wait."""
        await asyncio.sleep(60)
        return await super().run(operation)


def test_a_service_with_a_store_is_ready(api: Api) -> None:
    """Both checks are good, and readiness has tried a write."""
    tried: list[object] = []
    api.store.broken = tried.append
    assert {"status": "ok"} == api.http.get("/healthz/live").json() and not tried
    assert {"status": "ok"} == api.http.get("/healthz/ready").json() and [Probe()] == tried


def test_a_frozen_store_is_noticed_soon() -> None:
    """A store that does not answer is unavailable after its time, not for ever."""

    async def ask() -> str:
        try:
            await BoundedStore(FrozenStore(MemoryJobStore()), 0.05).run(Probe())
        except StoreUnavailable as error:
            return error.code
        return ""

    start = time.monotonic()
    assert "store-unavailable" == asyncio.run(ask())
    assert time.monotonic() - start < 1


def test_a_service_that_stops_is_not_ready_but_lives(api: Api) -> None:
    """Nothing new is sent to a service that is about to stop."""
    api.http.app.state.services.watcher.release()  # type: ignore[attr-defined]
    assert (503, "draining") == problem(api.http.get("/healthz/ready"))
    assert 200 == api.http.get("/healthz/live").status_code
