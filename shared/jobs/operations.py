"""The operations on jobs, as values: each is a frozen record that a store runs in one atomic step.

``store.run(Claim(...))`` answers with what the operation declares, ``Operation[Answer]``. An operation never half
happens. One file a store says how it is carried out; the contract suite in tests/contracts runs over every store.
Clocks are the store's (Redis TIME), so a machine with a wrong clock changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from shared.jobs.job import Job, JobError

Answer = TypeVar("Answer", covariant=True)


class Operation(Generic[Answer]):
    """A step on the job store that answers with ``Answer``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """How much may wait before posts are refused."""

    max_jobs: int
    max_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The job that now stands for the article; ``created`` is False when an idempotency key found an older one."""

    job: Job
    created: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Operation[Accepted]):
    """Store a new job and its article as queued, due to be sent again ``resend_after_s`` from now.

    Accepting the same id twice is accepting it once, so a call whose answer was lost may be repeated. A job stays until
    it ends; from then on its record, text, result, idempotency key and batch expire together.

    Raises:
        BacklogFull: when ``admission`` is exceeded; nothing is stored.
        IdempotencyConflict: when ``idempotency_key`` stands for an article with another ``fingerprint``.
    """

    id: str
    article: bytes
    """The Article as JSON."""
    admission: Admission
    resend_after_s: float
    external_id: str | None = None
    idempotency_key: str | None = None
    fingerprint: str = ""
    """Digest of the body, compared when the key is known already."""
    batch_id: str | None = None
    """The batch that the job belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A job as kept, with the bytes of its result (an Extraction as JSON) when it has succeeded."""

    job: Job
    result: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Get(Operation[Stored]):
    """Read a job and its result.

    Raises:
        UnknownJob: never accepted, expired or erased.
    """

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The claim was granted: the job, now running, its article, and the token that every later step must show."""

    job: Job
    article: bytes
    token: str


class Refusal(StrEnum):
    """Why a claim was not granted. In every case the message is acknowledged and forgotten."""

    UNKNOWN = "unknown"
    TERMINAL = "terminal"
    LEASED = "leased"
    EXHAUSTED = "exhausted"
    """All attempts were used; the claim moved the job to failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Operation[Claimed | Refusal]):
    """Take a queued job to work on it: attempts + 1, lease until now + ``lease_s``.

    Repeating a claim with its token gives the same answer and counts once.
    """

    id: str
    token: str
    """Random, unique to this attempt."""
    lease_s: float
    max_attempts: int
    ttl_s: int
    """How long the job is kept when the claim has to fail it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renew(Operation[bool]):
    """Prolong the lease to now + ``lease_s``; False when the token is not (or no longer) the holder's."""

    id: str
    token: str
    lease_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(Operation[bool]):
    """Store the result, once: False (and nothing changed) when the token is not the holder's."""

    id: str
    token: str
    result: bytes
    ttl_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fail(Operation[bool]):
    """End the attempt with an error. Requeued when ``retry_in_s`` is given and attempts are left, else failed.

    False (and nothing changed) when the token is not the holder's.
    """

    id: str
    token: str
    error: JobError
    max_attempts: int
    ttl_s: int
    retry_in_s: float | None = None


class Removal(StrEnum):
    """What a removal did."""

    CANCELLED = "cancelled"
    """The job was waiting; it is cancelled and its text erased. Its record stays until it expires."""
    ERASED = "erased"
    """The job was finished; record, text and result are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Operation[Removal]):
    """Cancel a queued job or erase a finished one.

    Raises:
        UnknownJob: no such job.
        JobRunning: a worker holds it.
    """

    id: str
    ttl_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What a sweep found: jobs whose message must be sent (again), and counts for the log."""

    send: tuple[str, ...]
    lapsed: int
    """Leases that had run out; their jobs are queued again."""
    failed: int
    """Jobs failed because their last attempt's lease had run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep(Operation[Swept]):
    """Requeue jobs whose lease lapsed, and name the waiting jobs whose message is lost.

    A job that merely waits its turn is never named: with messages still in the queue, only jobs sent before the
    ``oldest_waiting`` message's job are due, and those that were requeued and have no message. Named jobs are not named
    again before ``resend_after_s``, doubled each time. Any number of sweepers may run at once.
    """

    queue_depth: int
    resend_after_s: float
    max_attempts: int
    ttl_s: int
    oldest_waiting: str | None = None
    """Id in the queue's oldest message; None when the queue is empty or the message is foreign."""
    limit: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe(Operation[None]):
    """Write something and forget it: whether the store takes jobs. Reading would not tell, a full store still reads.

    Raises:
        StoreUnavailable: it does not.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog(Operation["BacklogSize"]):
    """Count what waits and what runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklogSize:
    """Jobs and bytes waiting, jobs running."""

    queued: int
    queued_bytes: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One line of a batch: the job it became, or the problem (JSON) that it was refused with."""

    number: int
    """Counted from 1, as editors do."""
    custom_id: str | None
    job_id: str | None = None
    problem: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch as kept; ``lines`` only those asked for."""

    id: str
    created_at_ms: int
    total: int
    rejected: int
    lines: tuple[BatchLine, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveBatch(Operation[None]):
    """Append ``lines`` to a batch, creating it when it is new. The batch is readable once ``complete`` was saved.

    ``start`` is how many lines were saved before; a call that is repeated appends once. ``idempotency_key`` is bound to
    the batch by the call that completes it, unless another batch holds the key.
    """

    id: str
    start: int
    lines: tuple[BatchLine, ...]
    ttl_s: int
    complete: bool = False
    idempotency_key: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindBatch(Operation[str | None]):
    """The id of the batch that an idempotency key stands for.

    Raises:
        IdempotencyConflict: the key stands for another body.
    """

    idempotency_key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetBatch(Operation[Batch]):
    """Read a batch with its lines ``[start, start + count)``.

    Raises:
        UnknownBatch: never completed, or expired.
    """

    id: str
    start: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses(Operation[tuple[str | None, ...]]):
    """Status names of several jobs at once, None where a job is gone."""

    ids: tuple[str, ...]
