"""JobStore: the one place where jobs live. A store runs operations; each is atomic.

The worker uses a blocking store and the API an asynchronous one: the operations are the same values, so nothing is
written twice. ``redis_store.py`` keeps jobs in Redis by small Lua scripts, ``memory_store.py`` is the twin for tests
and for trying things out.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from shared.jobs.operations import Operation

Answer = TypeVar("Answer")


class JobStore(Protocol):
    """A blocking store."""

    def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``.

        Raises:
            StoreUnavailable: the store does not answer; the operation may or may not have happened.
            SitrepError: as the operation documents.
        """
        ...

    def close(self) -> None:
        """Release the connections."""
        ...


class AsyncJobStore(Protocol):
    """An asynchronous store, with the same operations and errors."""

    async def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``; see JobStore.run."""
        ...

    async def close(self) -> None:
        """Release the connections."""
        ...
