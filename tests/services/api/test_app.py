"""Tests of how the application ends."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from services.api.app import create_app
from shared.jobs.memory_store import AsyncMemoryJobStore, MemoryJobStore
from shared.queue.memory_queue import MemoryQueue
from shared.settings import Settings


class ClosingStore(AsyncMemoryJobStore):
    """A store that knows whether it was closed."""

    closed = False

    async def close(self) -> None:
        """See AsyncJobStore.close."""
        self.closed = True


class StuckQueue(MemoryQueue):
    """A queue that cannot be closed."""

    def close(self) -> None:
        """See JobQueue.close."""
        raise OSError("queue")


class StuckBackground:
    """Work beside the requests that fails when it is stopped."""

    stopped = False

    def start(self) -> None:
        """See Background.start."""

    def stop(self) -> None:
        """See Background.stop."""
        self.stopped = True
        raise OSError("background")


def test_everything_is_closed_even_if_something_cannot_be() -> None:
    """One failure at the end does not keep the rest open, and is not hidden."""
    store, background = ClosingStore(MemoryJobStore()), StuckBackground()
    app = create_app(Settings(), store, StuckQueue(), background)
    with pytest.raises(OSError, match="queue"), TestClient(app):
        pass
    assert store.closed and background.stopped
