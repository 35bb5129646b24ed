"""JobQueue: carries ids of jobs to workers.

Losing, repeating or reordering messages is harmless: a claim decides who works, and a sweep sends what was lost.
"""

from __future__ import annotations

from typing import Protocol


class JobQueue(Protocol):
    """Sends hints that jobs wait, and says how many of them lie unread."""

    def send(self, job_ids: tuple[str, ...]) -> None:
        """Send one message an id.

        Raises:
            StoreUnavailable: the broker does not answer within a few seconds; a sweep will send them later.
        """
        ...

    def depth(self) -> int:
        """Messages that no worker has taken yet."""
        ...

    def oldest(self) -> str | None:
        """Job id in the message that has lain longest; None when there is none or it is foreign."""
        ...

    def close(self) -> None:
        """Release the connections."""
        ...
