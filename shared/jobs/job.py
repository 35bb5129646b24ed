"""Job: one article's way through the service, as a frozen value, and the transitions that are legal.

    queued ──► running ──► succeeded | failed
       ▲          │
       └──────────┘  only by recovery: the lease lapsed, or a retry
    queued ──► cancelled

The store alone moves a job, by its own clock and inside one script; nothing here changes anything.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        """Whether the job will never change again."""
        return self in TERMINAL


TERMINAL = frozenset({Status.SUCCEEDED, Status.FAILED, Status.CANCELLED})

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.CANCELLED, Status.FAILED}),
    Status.RUNNING: frozenset({Status.SUCCEEDED, Status.FAILED, Status.QUEUED}),
    Status.SUCCEEDED: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""Legal moves. QUEUED to FAILED is the end of a job whose attempts were used up by lost workers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobError:
    """Why a job failed: a code of the closed error set and a sentence for the caller."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The record of one job, without its text and its result. Times are aware, in UTC, by the store's clock."""

    id: str
    status: Status
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    attempts: int = 0
    external_id: str | None = None
    error: JobError | None = None


def new_job_id() -> str:
    """An unguessable id of a job: ``ex_`` and 24 URL-safe characters (144 bits)."""
    return "ex_" + secrets.token_urlsafe(18)


def new_batch_id() -> str:
    """An unguessable id of a batch: ``ba_`` and 24 URL-safe characters."""
    return "ba_" + secrets.token_urlsafe(18)
