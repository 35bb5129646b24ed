"""The two job stores are twins: whatever is asked of them, in whatever order, they answer the same.

Hypothesis plays callers, workers that lose their leases, duplicates and sweepers against both at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from shared.errors import SitrepError
from shared.jobs.job import TERMINAL, TRANSITIONS, Job, JobError, Status, new_job_id
from shared.jobs.memory_store import MemoryJobStore
from shared.jobs.operations import (
    Accept,
    Accepted,
    Admission,
    Backlog,
    Claim,
    Claimed,
    Complete,
    Fail,
    Get,
    Operation,
    Remove,
    Renew,
    Statuses,
    Stored,
    Sweep,
    Swept,
)
from shared.jobs.redis_store import RedisJobStore

LIMIT = Admission(max_jobs=6, max_bytes=600)
tokens = st.sampled_from(["t1", "t2", "t3"])
times = st.sampled_from([0.0, 60.0])


def timeless(answer: Any) -> Any:
    """An answer without its times, which differ by milliseconds; what is sent, in no particular order."""
    match answer:
        case Accepted() | Claimed() | Stored():
            return replace(answer, job=timeless(answer.job))
        case Job():
            return (answer.id, answer.status, answer.attempts, answer.external_id, answer.error)
        case Swept():
            return (sorted(answer.send), answer.lapsed, answer.failed)
    return answer


def outcome(run: Callable[[Operation[Any]], Any], step: Operation[Any]) -> Any:
    """What a store answers, or the code of the error that it raises."""
    try:
        return timeless(run(step))
    except SitrepError as error:
        return error.code


class Twins(RuleBasedStateMachine):
    """Both stores, run in step."""

    redis_url: str
    jobs = Bundle("jobs")

    @initialize()
    def connect(self) -> None:
        """Both are empty."""
        self.memory, self.redis = MemoryJobStore(), RedisJobStore(self.redis_url, "twins")
        self.redis.redis.flushdb()
        self.seen: dict[str, tuple[Status, bytes | None]] = {}

    def both(self, step: Operation[Any]) -> Any:
        """Run on both; they must agree."""
        expected = outcome(self.memory.run, step)
        assert expected == outcome(self.redis.run, step)
        return expected

    @rule(
        target=jobs, key=st.sampled_from([None, None, "k1", "k2"]), size=st.integers(1, 300), body=st.sampled_from("fg")
    )
    def accept(self, key: str | None, size: int, body: str) -> str:
        """A caller posts an article."""
        job_id = new_job_id()
        self.both(
            Accept(
                id=job_id, article=b"a" * size, admission=LIMIT, resend_after_s=0, idempotency_key=key, fingerprint=body
            )
        )
        return job_id

    @rule(job=jobs, token=tokens, lease_s=times)
    def claim(self, job: str, token: str, lease_s: float) -> None:
        """A message reaches a worker, perhaps for the second time."""
        self.both(Claim(id=job, token=token, lease_s=lease_s, max_attempts=3, ttl_s=60))

    @rule(job=jobs, token=tokens, lease_s=times)
    def renew(self, job: str, token: str, lease_s: float) -> None:
        """A worker is alive."""
        self.both(Renew(id=job, token=token, lease_s=lease_s))

    @rule(job=jobs, token=tokens, result=st.sampled_from([b"{}", b"[]"]))
    def complete(self, job: str, token: str, result: bytes) -> None:
        """A worker has finished, perhaps too late."""
        self.both(Complete(id=job, token=token, result=result, ttl_s=60))

    @rule(job=jobs, token=tokens, retry_in_s=st.sampled_from([None, 0.0, 60.0]))
    def fail(self, job: str, token: str, retry_in_s: float | None) -> None:
        """A worker could not do it."""
        error = JobError(code="extraction-failed", detail="No.")
        self.both(Fail(id=job, token=token, error=error, max_attempts=3, ttl_s=60, retry_in_s=retry_in_s))

    @rule(job=jobs)
    def remove(self, job: str) -> None:
        """The caller changes their mind."""
        self.both(Remove(id=job, ttl_s=60))

    @rule(depth=st.sampled_from([0, 7]), resend_after_s=times)
    def sweep(self, depth: int, resend_after_s: float) -> None:
        """Somebody sweeps."""
        self.both(Sweep(queue_depth=depth, resend_after_s=resend_after_s, max_attempts=3, ttl_s=60))

    @invariant()
    def moves_are_legal(self) -> None:
        """Every job moved along the legal transitions, and what is finished stays as it is until it is erased."""
        if not hasattr(self, "seen"):
            return
        ids = tuple(self.memory.jobs)
        assert ids == () or self.both(Statuses(ids=ids))
        self.both(Backlog())
        for job_id in ids:
            stored = self.redis.run(Get(id=job_id))
            status, before = stored.job.status, self.seen.get(job_id, (Status.QUEUED, None))
            assert status is before[0] or status in reachable(before[0])
            assert before[0] not in TERMINAL or (status, stored.result) == before
            assert stored.job.attempts <= 3
            self.seen[job_id] = (status, stored.result)

    def teardown(self) -> None:
        """Release the connections."""
        if hasattr(self, "redis"):
            self.redis.close()


def reachable(status: Status) -> set[Status]:
    """Where a job may get in one operation; a sweep or a claim may take two moves at once."""
    once = set(TRANSITIONS[status])
    return once.union(*(TRANSITIONS[next_one] for next_one in once))


@pytest.mark.timeout(240)
def test_memory_and_redis_answer_the_same(redis_url: str) -> None:
    """No sequence of operations tells them apart, and none breaks the rules of a job's life."""
    machine = type("BoundTwins", (Twins,), {"redis_url": redis_url})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
