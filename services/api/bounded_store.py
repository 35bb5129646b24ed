"""BoundedStore: a store that answers soon, if only with StoreUnavailable: nobody waits on a frozen Redis."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TypeVar

from shared.errors import StoreUnavailable
from shared.jobs.operations import Operation
from shared.jobs.store import AsyncJobStore

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class BoundedStore:
    """Gives ``store`` at most ``timeout_s`` for each operation."""

    store: AsyncJobStore
    timeout_s: float

    async def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``; see AsyncJobStore.run."""
        try:
            async with asyncio.timeout(self.timeout_s):
                return await self.store.run(operation)
        except TimeoutError:
            raise StoreUnavailable from None

    async def close(self) -> None:
        """Release the connections."""
        await self.store.close()
