"""A queue in memory, for tests: messages wait until somebody takes them."""

from __future__ import annotations

from collections import deque


class MemoryQueue:
    """First in, first out."""

    def __init__(self) -> None:
        self.messages: deque[str] = deque()

    def send(self, job_ids: tuple[str, ...]) -> None:
        """See JobQueue.send."""
        self.messages.extend(job_ids)

    def take(self) -> str | None:
        """The message that has waited longest, taken out of the queue; None when there is none."""
        return self.messages.popleft() if self.messages else None

    def depth(self) -> int:
        """See JobQueue.depth."""
        return len(self.messages)

    def oldest(self) -> str | None:
        """See JobQueue.oldest."""
        return self.messages[0] if self.messages else None

    def close(self) -> None:
        """Nothing is held."""
