"""Jobs in memory: the twin of the Redis store, for tests and for trying things out. Gone when the process ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import singledispatchmethod
from threading import RLock
from typing import Any, TypeVar, cast

from shared.errors import (
    BacklogFull,
    IdempotencyConflict,
    JobRunning,
    UnknownBatch,
    UnknownJob,
    WorkerLost,
)
from shared.jobs import operations as op
from shared.jobs.job import TERMINAL, TRANSITIONS, Job, JobError, Status
from shared.jobs.operations import Operation

Answer = TypeVar("Answer")

LOST = JobError(code=WorkerLost.code, detail=WorkerLost().detail)


@dataclass(slots=True)
class Entry:
    """All that the store knows of a job. ``hinted`` is when its last message was sent, 0 when it has none."""

    job: Job
    article: bytes
    hinted: float
    due: float
    sends: int = 0
    token: str = ""
    lease: float = 0.0
    result: bytes | None = None
    key: str | None = None
    batch_id: str | None = None
    expires: float = float("inf")


@dataclass(slots=True)
class BatchEntry:
    """All that the store knows of a batch."""

    created: float
    lines: list[op.BatchLine] = field(default_factory=list)
    complete: bool = False
    expires: float = float("inf")


class MemoryJobStore:
    """A blocking store in memory; safe to share between threads. ``clock`` gives seconds since the epoch."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.lock = RLock()
        self.jobs: dict[str, Entry] = {}
        self.keys: dict[str, tuple[str, str]] = {}
        self.batches: dict[str, BatchEntry] = {}
        self.batch_keys: dict[str, tuple[str, str]] = {}

    def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``; see JobStore.run."""
        with self.lock:
            self._expire()
            return cast("Answer", self._run(operation))

    def close(self) -> None:
        """Nothing is held."""

    def _expire(self) -> None:
        now = self.clock()
        self.jobs = {id: entry for id, entry in self.jobs.items() if entry.expires > now}
        self.batches = {id: batch for id, batch in self.batches.items() if batch.expires > now}
        self.keys = {key: known for key, known in self.keys.items() if known[0] in self.jobs}
        self.batch_keys = {key: known for key, known in self.batch_keys.items() if known[0] in self.batches}

    def _time(self) -> datetime:
        return datetime.fromtimestamp(int(self.clock() * 1000) / 1000, UTC)

    def _entry(self, job_id: str) -> Entry:
        if job_id not in self.jobs:
            raise UnknownJob
        return self.jobs[job_id]

    def _in(self, status: Status) -> list[Entry]:
        return [entry for entry in self.jobs.values() if entry.job.status is status]

    def _move(self, entry: Entry, status: Status, **changes: Any) -> None:
        if status not in TRANSITIONS[entry.job.status]:
            raise AssertionError(f"{entry.job.status} to {status} is no legal move")
        entry.job = replace(entry.job, status=status, **changes)

    def _finish(self, entry: Entry, status: Status, ttl_s: float, error: JobError | None = None) -> None:
        self._move(entry, status, finished_at=self._time(), error=error)
        entry.expires = self.clock() + ttl_s
        if entry.batch_id in self.batches:
            self.batches[entry.batch_id].expires = entry.expires

    def _requeue(self, entry: Entry, due: float) -> None:
        self._move(entry, Status.QUEUED)
        entry.hinted, entry.sends, entry.due = 0, 0, due

    def _holds(self, job_id: str, token: str) -> bool:
        entry = self.jobs.get(job_id)
        return entry is not None and entry.job.status is Status.RUNNING and entry.token == token

    @singledispatchmethod
    def _run(self, step: Operation[Any]) -> Any:
        raise NotImplementedError(type(step).__name__)

    @_run.register
    def _(self, step: op.Accept) -> op.Accepted:
        if step.id in self.jobs:
            return op.Accepted(job=self.jobs[step.id].job, created=True)
        if step.idempotency_key in self.keys:
            known, fingerprint = self.keys[step.idempotency_key]
            if fingerprint != step.fingerprint:
                raise IdempotencyConflict
            return op.Accepted(job=self.jobs[known].job, created=False)
        size = self._run(op.Backlog())
        if size.queued >= step.admission.max_jobs or size.queued_bytes + len(step.article) > step.admission.max_bytes:
            raise BacklogFull(f"{size.queued} articles are waiting; post this one again after the time in Retry-After.")
        job = Job(id=step.id, status=Status.QUEUED, created_at=self._time(), external_id=step.external_id)
        now = self.clock()
        self.jobs[step.id] = Entry(
            job, step.article, now, now + step.resend_after_s, key=step.idempotency_key, batch_id=step.batch_id
        )
        if step.idempotency_key:
            self.keys[step.idempotency_key] = (step.id, step.fingerprint)
        return op.Accepted(job=job, created=True)

    @_run.register
    def _(self, step: op.Get) -> op.Stored:
        entry = self._entry(step.id)
        return op.Stored(job=entry.job, result=entry.result)

    @_run.register
    def _(self, step: op.Claim) -> op.Claimed | op.Refusal:
        entry = self.jobs.get(step.id)
        if entry is None:
            return op.Refusal.UNKNOWN
        if entry.job.status in TERMINAL:
            return op.Refusal.TERMINAL
        if entry.job.status is Status.RUNNING and entry.token != step.token:
            return op.Refusal.LEASED
        if entry.job.status is Status.QUEUED:
            if entry.job.attempts >= step.max_attempts:
                self._finish(entry, Status.FAILED, step.ttl_s, LOST)
                return op.Refusal.EXHAUSTED
            self._move(entry, Status.RUNNING, started_at=self._time(), attempts=entry.job.attempts + 1)
            entry.token, entry.lease = step.token, self.clock() + step.lease_s
        return op.Claimed(job=entry.job, article=entry.article, token=step.token)

    @_run.register
    def _(self, step: op.Renew) -> bool:
        if not self._holds(step.id, step.token):
            return False
        self.jobs[step.id].lease = self.clock() + step.lease_s
        return True

    @_run.register
    def _(self, step: op.Complete) -> bool:
        entry = self.jobs.get(step.id)
        if entry is not None and self._holds(step.id, step.token):
            entry.result = step.result
            self._finish(entry, Status.SUCCEEDED, step.ttl_s)
            return True
        return entry is not None and entry.job.status is Status.SUCCEEDED and entry.token == step.token

    @_run.register
    def _(self, step: op.Fail) -> bool:
        entry = self.jobs.get(step.id)
        if entry is None or not self._holds(step.id, step.token):
            return (
                entry is not None and entry.job.status in {Status.FAILED, Status.QUEUED} and entry.token == step.token
            )
        if step.retry_in_s is not None and entry.job.attempts < step.max_attempts:
            self._requeue(entry, self.clock() + step.retry_in_s)
        else:
            self._finish(entry, Status.FAILED, step.ttl_s, step.error)
        return True

    @_run.register
    def _(self, step: op.Remove) -> op.Removal:
        entry = self._entry(step.id)
        if entry.job.status is Status.RUNNING:
            raise JobRunning
        if entry.job.status is Status.QUEUED:
            self._finish(entry, Status.CANCELLED, step.ttl_s)
            entry.article = b""
            return op.Removal.CANCELLED
        del self.jobs[step.id]
        return op.Removal.ERASED

    @_run.register
    def _(self, step: op.Sweep) -> op.Swept:
        now, failed, again = self.clock(), 0, list[str]()
        due = sorted((e for e in self._in(Status.QUEUED) if e.due <= now), key=lambda entry: entry.due)[: step.limit]
        lapsed = [entry for entry in self._in(Status.RUNNING) if entry.lease <= now][: step.limit]
        for entry in lapsed:
            if entry.job.attempts >= step.max_attempts:
                self._finish(entry, Status.FAILED, step.ttl_s, LOST)
                failed += 1
            else:
                self._requeue(entry, now)
                self._hint(entry, step)
                again.append(entry.job.id)
        lost = (entry.job.id for entry in due if self._send_again(entry, step))
        return op.Swept(send=(*again, *lost), lapsed=len(lapsed), failed=failed)

    def _send_again(self, entry: Entry, step: op.Sweep) -> bool:
        """Whether the message of a job that is due is lost; sets when it is looked at again."""
        now, oldest = self.clock(), self.jobs.get(step.oldest_waiting or "")
        passed = oldest is not None and entry.hinted < oldest.job.created_at.timestamp() - step.resend_after_s
        lost = entry.hinted == 0 or step.queue_depth == 0 or passed
        if lost:
            self._hint(entry, step)
        else:
            entry.due = now + step.resend_after_s
        return lost

    def _hint(self, entry: Entry, step: op.Sweep) -> None:
        """Note that a message is sent for a queued job; it is looked at again ever later."""
        now = self.clock()
        entry.due = now + step.resend_after_s * 2 ** min(entry.sends, 6)
        entry.hinted, entry.sends = now, entry.sends + 1

    @_run.register
    def _(self, step: op.Probe) -> None:
        del step

    @_run.register
    def _(self, step: op.Backlog) -> op.BacklogSize:
        del step
        queued = self._in(Status.QUEUED)
        return op.BacklogSize(
            queued=len(queued),
            queued_bytes=sum(len(entry.article) for entry in queued),
            running=len(self._in(Status.RUNNING)),
        )

    @_run.register
    def _(self, step: op.Statuses) -> tuple[str | None, ...]:
        return tuple(self.jobs[id].job.status.value if id in self.jobs else None for id in step.ids)

    @_run.register
    def _(self, step: op.SaveBatch) -> None:
        batch = self.batches.setdefault(step.id, BatchEntry(self.clock()))
        if len(batch.lines) == step.start:
            batch.lines.extend(step.lines)
        batch.expires = self.clock() + step.ttl_s
        if step.complete:
            batch.complete = True
            if step.idempotency_key:
                self.batch_keys.setdefault(step.idempotency_key, (step.id, step.fingerprint))

    @_run.register
    def _(self, step: op.FindBatch) -> str | None:
        known, fingerprint = self.batch_keys.get(step.idempotency_key, (None, step.fingerprint))
        if fingerprint != step.fingerprint:
            raise IdempotencyConflict
        return known

    @_run.register
    def _(self, step: op.GetBatch) -> op.Batch:
        batch = self.batches.get(step.id)
        if batch is None or not batch.complete:
            raise UnknownBatch
        return op.Batch(
            id=step.id,
            created_at_ms=int(batch.created * 1000),
            total=len(batch.lines),
            rejected=sum(line.job_id is None for line in batch.lines),
            lines=tuple(batch.lines[step.start : step.start + step.count]),
        )


class AsyncMemoryJobStore:
    """The same store for asynchronous callers."""

    def __init__(self, store: MemoryJobStore) -> None:
        self.store = store

    async def run(self, operation: Operation[Answer]) -> Answer:
        """Carry out ``operation``; see JobStore.run."""
        return self.store.run(operation)

    async def close(self) -> None:
        """Nothing is held."""
