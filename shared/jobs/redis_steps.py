"""How each operation is spoken to Redis: its script, the script's arguments, and the answer read from the reply.

Pure: nothing here connects to anything. One entry in ``STEPS`` an operation; the scripts lie in ``scripts/``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

from shared.errors import BacklogFull, IdempotencyConflict, JobRunning, UnknownBatch, UnknownJob, WorkerLost
from shared.jobs import operations as op
from shared.jobs.job import Job, JobError, Status
from shared.jobs.operations import Operation

Step = TypeVar("Step", bound=Operation[Any])
Argument = str | bytes | int


@dataclass(frozen=True)
class Script(Generic[Step]):
    """A script's file name, its ARGV for an operation, and the answer that a reply stands for."""

    name: str
    arguments: Callable[[Step], Sequence[Argument]]
    answer: Callable[[Step, Any], Any]

    @property
    def text(self) -> str:
        """The prelude and the script, as Redis gets them."""
        return script_text(self.name)


@cache
def script_text(name: str) -> str:
    """The text of a script with the prelude before it."""
    folder = resources.files("shared.jobs") / "scripts"
    return "\n".join((folder / f"{part}.lua").read_text("utf-8") for part in ("prelude", name))


def ms(seconds: float) -> int:
    """Seconds in whole milliseconds, the unit of the scripts."""
    return round(seconds * 1000)


def moment(value: bytes | None) -> datetime | None:
    """A time of the scripts as an aware UTC time."""
    return datetime.fromtimestamp(int(value) / 1000, UTC) if value else None


def word(value: bytes | None) -> str | None:
    """Bytes of a reply as text."""
    return value.decode() if value is not None else None


def job_of(job_id: str, record: Sequence[bytes | None]) -> Job:
    """The job in a script's ``record``.

    Raises:
        UnknownJob: the record is empty.
    """
    status, created, started, finished, attempts, external_id, error_code, error_detail = record
    if status is None or created is None:
        raise UnknownJob
    return Job(
        id=job_id,
        status=Status(status.decode()),
        created_at=datetime.fromtimestamp(int(created) / 1000, UTC),
        started_at=moment(started),
        finished_at=moment(finished),
        attempts=int(attempts or 0),
        external_id=word(external_id),
        error=JobError(code=error_code.decode(), detail=word(error_detail) or "") if error_code else None,
    )


def accepted(_: op.Accept, reply: list[Any]) -> op.Accepted:
    """The answer to Accept."""
    match reply[0]:
        case b"conflict":
            raise IdempotencyConflict
        case b"full":
            raise BacklogFull(f"{reply[1]} articles are waiting; post this one again after the time in Retry-After.")
    return op.Accepted(job=job_of(reply[1].decode(), reply[2]), created=reply[0] == b"created")


def claimed(step: op.Claim, reply: list[Any]) -> op.Claimed | op.Refusal:
    """The answer to Claim."""
    if reply[0] != b"claimed":
        return op.Refusal(reply[0].decode())
    return op.Claimed(job=job_of(step.id, reply[1]), article=reply[2], token=step.token)


def removed(_: op.Remove, reply: bytes) -> op.Removal:
    """The answer to Remove."""
    if reply == b"unknown":
        raise UnknownJob
    if reply == b"running":
        raise JobRunning
    return op.Removal(reply.decode())


def line_to_json(line: op.BatchLine) -> str:
    """A line of a batch as it is kept."""
    return json.dumps([line.number, line.custom_id, line.job_id, line.problem.decode() if line.problem else None])


def line_of(raw: bytes) -> op.BatchLine:
    """A line of a batch, read back."""
    number, custom_id, job_id, problem = json.loads(raw)
    return op.BatchLine(
        number=number, custom_id=custom_id, job_id=job_id, problem=problem.encode() if problem is not None else None
    )


def found_batch(_: op.FindBatch, reply: list[Any]) -> str | None:
    """The answer to FindBatch."""
    if reply[0] == b"conflict":
        raise IdempotencyConflict
    return reply[1].decode() if reply[0] == b"known" else None


def batch_of(step: op.GetBatch, reply: list[Any]) -> op.Batch:
    """The answer to GetBatch."""
    if not reply:
        raise UnknownBatch
    created, total, rejected, lines = reply
    return op.Batch(
        id=step.id,
        created_at_ms=int(created),
        total=total,
        rejected=int(rejected),
        lines=tuple(line_of(line) for line in lines),
    )


def flag(_: object, reply: int) -> bool:
    """A script's 1 or 0."""
    return reply == 1


def no_arguments(_: object) -> tuple[()]:
    """For scripts that need none."""
    return ()


def nothing(*_: object) -> None:
    """The answer of an operation that has none."""


LOST = (WorkerLost.code, WorkerLost().detail)

STEPS: dict[type[Operation[Any]], Script[Any]] = {
    op.Accept: Script[op.Accept](
        "accept",
        lambda s: (
            s.id,
            s.article,
            s.admission.max_jobs,
            s.admission.max_bytes,
            ms(s.resend_after_s),
            s.external_id or "",
            s.idempotency_key or "",
            s.fingerprint,
            s.batch_id or "",
        ),
        accepted,
    ),
    op.Get: Script[op.Get](
        "get", lambda s: (s.id,), lambda s, reply: op.Stored(job=job_of(s.id, reply[0]), result=reply[1])
    ),
    op.Claim: Script[op.Claim](
        "claim", lambda s: (s.id, s.token, ms(s.lease_s), s.max_attempts, ms(s.ttl_s), *LOST), claimed
    ),
    op.Renew: Script[op.Renew]("renew", lambda s: (s.id, s.token, ms(s.lease_s)), flag),
    op.Complete: Script[op.Complete]("complete", lambda s: (s.id, s.token, s.result, ms(s.ttl_s)), flag),
    op.Fail: Script[op.Fail](
        "fail",
        lambda s: (
            s.id,
            s.token,
            s.max_attempts,
            ms(s.ttl_s),
            "" if s.retry_in_s is None else ms(s.retry_in_s),
            s.error.code,
            s.error.detail,
        ),
        flag,
    ),
    op.Remove: Script[op.Remove]("remove", lambda s: (s.id, ms(s.ttl_s)), removed),
    op.Sweep: Script[op.Sweep](
        "sweep",
        lambda s: (
            s.queue_depth,
            ms(s.resend_after_s),
            s.max_attempts,
            ms(s.ttl_s),
            s.oldest_waiting or "",
            s.limit,
            *LOST,
        ),
        lambda _, reply: op.Swept(lapsed=reply[0], failed=reply[1], send=tuple(job_id.decode() for job_id in reply[2])),
    ),
    op.Probe: Script[op.Probe]("probe", no_arguments, nothing),
    op.Backlog: Script[op.Backlog](
        "backlog",
        no_arguments,
        lambda _, reply: op.BacklogSize(queued=reply[0], queued_bytes=int(reply[1]), running=reply[2]),
    ),
    op.Statuses: Script[op.Statuses]("statuses", lambda s: s.ids, lambda _, reply: tuple(map(word, reply))),
    op.SaveBatch: Script[op.SaveBatch](
        "save_batch",
        lambda s: (
            s.id,
            s.start,
            int(s.complete),
            ms(s.ttl_s),
            s.idempotency_key or "",
            s.fingerprint,
            sum(line.job_id is None for line in s.lines),
            *map(line_to_json, s.lines),
        ),
        nothing,
    ),
    op.FindBatch: Script[op.FindBatch]("find_batch", lambda s: (s.idempotency_key, s.fingerprint), found_batch),
    op.GetBatch: Script[op.GetBatch]("get_batch", lambda s: (s.id, s.start, s.start + s.count - 1), batch_of),
}
