"""The contract of job stores: every operation, over every store. Times of 0 s lapse at once, so no test waits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from shared.errors import BacklogFull, IdempotencyConflict, JobRunning, UnknownBatch, UnknownJob, WorkerLost
from shared.jobs.job import JobError, Status, new_job_id
from shared.jobs.memory_store import MemoryJobStore
from shared.jobs.operations import (
    Accept,
    Accepted,
    Admission,
    Backlog,
    BatchLine,
    Claim,
    Claimed,
    Complete,
    Fail,
    FindBatch,
    Get,
    GetBatch,
    Probe,
    Refusal,
    Removal,
    Remove,
    Renew,
    SaveBatch,
    Statuses,
    Sweep,
    Swept,
)
from shared.jobs.redis_store import RedisJobStore
from shared.jobs.store import JobStore

ROOMY = Admission(max_jobs=1000, max_bytes=1 << 20)
ARTICLE = '{"text":"Rebels shelled Kelmar. 🕊"}'.encode()
RESULT = b'{"events":[]}'
ERROR = JobError(code="extraction-failed", detail="It failed.")


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest) -> Iterator[JobStore]:
    """Each store in turn, empty."""
    if request.param == "memory":
        yield MemoryJobStore()
        return
    jobs = RedisJobStore(request.getfixturevalue("redis_url"), "contract")
    yield jobs
    jobs.close()


def accept(store: JobStore, **changes: object) -> Accepted:
    """A job is accepted."""
    step = {"id": new_job_id(), "article": ARTICLE, "admission": ROOMY, "resend_after_s": 60, **changes}
    return store.run(Accept(**step))  # type: ignore[arg-type]


def claim(store: JobStore, job_id: str, token: str = "t1", lease_s: float = 60) -> Claimed | Refusal:
    """A worker asks for the job."""
    return store.run(Claim(id=job_id, token=token, lease_s=lease_s, max_attempts=3, ttl_s=60))


def complete(store: JobStore, job_id: str, token: str = "t1", result: bytes = RESULT, ttl_s: int = 60) -> bool:
    """A worker hands in a result."""
    return store.run(Complete(id=job_id, token=token, result=result, ttl_s=ttl_s))


def fail(store: JobStore, job_id: str, token: str = "t1", retry_in_s: float | None = None) -> bool:
    """A worker hands in an error."""
    return store.run(Fail(id=job_id, token=token, error=ERROR, max_attempts=3, ttl_s=60, retry_in_s=retry_in_s))


def sweep(store: JobStore, depth: int = 0, oldest: str | None = None, resend_after_s: float = 60) -> Swept:
    """Somebody sweeps."""
    return store.run(
        Sweep(queue_depth=depth, oldest_waiting=oldest, resend_after_s=resend_after_s, max_attempts=3, ttl_s=60)
    )


def status(store: JobStore, job_id: str) -> str | None:
    """Where the job stands."""
    return store.run(Statuses(ids=(job_id,)))[0]


def test_an_accepted_job_can_be_read(store: JobStore) -> None:
    """It is queued, with the caller's id, by the store's clock, and counted in the backlog with its bytes."""
    job = accept(store, external_id="a-17").job

    assert (Status.QUEUED, "a-17", 0) == (job.status, job.external_id, job.attempts)
    assert abs(job.created_at.timestamp() - time.time()) < 5
    stored = store.run(Get(id=job.id))
    assert job == stored.job and stored.result is None
    backlog = store.run(Backlog())
    assert (1, len(ARTICLE), 0) == (backlog.queued, backlog.queued_bytes, backlog.running)


def test_accepting_twice_is_accepting_once(store: JobStore) -> None:
    """A call whose answer was lost may be made again: one job, counted once."""
    first = accept(store)
    again = accept(store, id=first.job.id)

    assert first == again and 1 == store.run(Backlog()).queued


def test_a_key_stands_for_one_article(store: JobStore) -> None:
    """The same key and body give the same job; another body is refused and stores nothing."""
    first = accept(store, idempotency_key="k", fingerprint="f")
    again = accept(store, idempotency_key="k", fingerprint="f")

    assert first.created and not again.created and first.job.id == again.job.id
    with pytest.raises(IdempotencyConflict):
        accept(store, idempotency_key="k", fingerprint="g")
    assert 1 == store.run(Backlog()).queued


def test_a_key_is_free_again_when_its_job_is_erased(store: JobStore) -> None:
    """The key goes with the job that it stands for."""
    first = accept(store, idempotency_key="k", fingerprint="f").job
    claim(store, first.id)
    complete(store, first.id)
    store.run(Remove(id=first.id, ttl_s=60))

    assert accept(store, idempotency_key="k", fingerprint="g").created


@pytest.mark.parametrize("limit", [Admission(max_jobs=1, max_bytes=1 << 20), Admission(max_jobs=9, max_bytes=40)])
def test_a_full_backlog_takes_nothing_more(store: JobStore, limit: Admission) -> None:
    """Neither more jobs nor more bytes than allowed wait; what is refused is not stored; room comes with claims."""
    waiting = accept(store, admission=limit).job
    with pytest.raises(BacklogFull):
        accept(store, admission=limit)
    assert 1 == store.run(Backlog()).queued

    claim(store, waiting.id)
    assert accept(store, admission=limit).created


def test_a_claim_hands_over_the_article(store: JobStore) -> None:
    """The job is running, its attempt counted, its bytes no longer waiting; the article is byte for byte the same."""
    job = accept(store).job
    claimed = claim(store, job.id)

    assert isinstance(claimed, Claimed) and ARTICLE == claimed.article
    assert (Status.RUNNING, 1) == (claimed.job.status, claimed.job.attempts) and claimed.job.started_at
    backlog = store.run(Backlog())
    assert (0, 0, 1) == (backlog.queued, backlog.queued_bytes, backlog.running)


def test_one_of_two_claims_is_granted(store: JobStore) -> None:
    """A duplicate message finds the job leased; the same claim made again finds its own answer, counted once."""
    job = accept(store).job
    first = claim(store, job.id, "t1")

    assert Refusal.LEASED == claim(store, job.id, "t2")
    assert first == claim(store, job.id, "t1")


def test_nothing_else_can_be_claimed(store: JobStore) -> None:
    """Unknown, finished and cancelled jobs are refused, so their messages are forgotten."""
    done, cancelled = accept(store).job, accept(store).job
    claim(store, done.id)
    complete(store, done.id)
    store.run(Remove(id=cancelled.id, ttl_s=60))

    assert Refusal.UNKNOWN == claim(store, new_job_id())
    assert Refusal.TERMINAL == claim(store, done.id, "t2") == claim(store, cancelled.id)


def test_a_result_is_stored_once(store: JobStore) -> None:
    """The holder's result stays; another token, a second result and a late error change nothing."""
    job = accept(store).job
    claim(store, job.id)

    assert not complete(store, job.id, "t2", b"{}")
    assert complete(store, job.id)
    stored = store.run(Get(id=job.id))
    assert complete(store, job.id, result=b"{}") and not fail(store, job.id)
    assert stored == store.run(Get(id=job.id))
    assert RESULT == stored.result and Status.SUCCEEDED == stored.job.status and stored.job.finished_at


def test_a_lapsed_attempt_is_fenced_off(store: JobStore) -> None:
    """A worker that was silent too long finds its job given to another: its renewal and its result are refused."""
    job = accept(store).job
    claim(store, job.id, "slow", lease_s=0)
    swept = sweep(store)
    assert (1, 0, (job.id,)) == (swept.lapsed, swept.failed, swept.send)
    again = claim(store, job.id, "fast")
    assert isinstance(again, Claimed) and 2 == again.job.attempts

    assert not store.run(Renew(id=job.id, token="slow", lease_s=60))
    assert not complete(store, job.id, "slow", b"{}") and not fail(store, job.id, "slow")
    assert complete(store, job.id, "fast") and RESULT == store.run(Get(id=job.id)).result


def test_a_renewed_lease_does_not_lapse(store: JobStore) -> None:
    """A worker that speaks up keeps its job."""
    job = accept(store).job
    claim(store, job.id, lease_s=0.05)
    assert store.run(Renew(id=job.id, token="t1", lease_s=60))
    time.sleep(0.06)

    assert 0 == sweep(store).lapsed and "running" == status(store, job.id)


def test_a_job_that_kills_its_workers_fails(store: JobStore) -> None:
    """After the last attempt's lease has run out the job is failed, with the reason, and never sent again."""
    job = accept(store).job
    for attempt in range(3):
        claim(store, job.id, f"t{attempt}", lease_s=0)
        swept = sweep(store)

    assert (1, 1, ()) == (swept.lapsed, swept.failed, swept.send)
    failed = store.run(Get(id=job.id)).job
    assert Status.FAILED == failed.status and failed.error and WorkerLost.code == failed.error.code


def test_a_failed_attempt_is_tried_again_later(store: JobStore) -> None:
    """With a delay the job waits again, due after the delay; without one, or at the last attempt, it has failed."""
    job = accept(store).job
    claim(store, job.id)
    assert fail(store, job.id, retry_in_s=60)
    assert "queued" == status(store, job.id) and () == sweep(store).send

    claim(store, job.id, "t2")
    assert fail(store, job.id, "t2", retry_in_s=0) and (job.id,) == sweep(store, depth=5).send
    claim(store, job.id, "t3")
    assert fail(store, job.id, "t3", retry_in_s=0)
    stored = store.run(Get(id=job.id)).job
    assert (Status.FAILED, ERROR, 3) == (stored.status, stored.error, stored.attempts)


def test_a_lost_message_is_sent_again(store: JobStore) -> None:
    """With an empty queue a job that waited its time is named, and not again before its next, longer time."""
    job = accept(store, resend_after_s=0).job

    assert (job.id,) == sweep(store).send
    assert () == sweep(store).send


def test_what_merely_waits_is_not_sent_again(store: JobStore) -> None:
    """Jobs behind the oldest message are only waiting; one sent before it has lost its message."""
    lost = accept(store, resend_after_s=0).job
    time.sleep(0.005)
    oldest = accept(store, resend_after_s=0).job
    time.sleep(0.005)
    accept(store, resend_after_s=0)

    assert (lost.id,) == sweep(store, depth=2, oldest=oldest.id, resend_after_s=0).send
    assert () == sweep(store, depth=2, oldest=None, resend_after_s=0).send


def test_a_message_that_was_sent_twice_makes_no_other_look_lost(store: JobStore) -> None:
    """When the job at the head of the queue was sent again, those behind its first message still merely wait."""
    first = accept(store, resend_after_s=0).job
    time.sleep(0.005)
    accept(store, resend_after_s=0)
    again = Sweep(queue_depth=0, resend_after_s=60, max_attempts=3, ttl_s=60, limit=1)
    time.sleep(0.005)

    assert (first.id,) == store.run(again).send
    assert () == sweep(store, depth=3, oldest=first.id, resend_after_s=0).send


def test_sweeping_finds_no_more_than_asked(store: JobStore) -> None:
    """A sweep is bounded, and the next one goes on."""
    ids = {accept(store, resend_after_s=0).job.id for _ in range(5)}
    step = Sweep(queue_depth=0, resend_after_s=60, max_attempts=3, ttl_s=60, limit=3)
    first, second = store.run(step).send, store.run(step).send

    assert 3 == len(first) and ids == {*first, *second}


def test_a_waiting_job_can_be_cancelled(store: JobStore) -> None:
    """It is cancelled, no longer counted, and never claimed or sent again."""
    job = accept(store, resend_after_s=0).job

    assert Removal.CANCELLED == store.run(Remove(id=job.id, ttl_s=60))
    assert "cancelled" == status(store, job.id) and () == sweep(store).send
    backlog = store.run(Backlog())
    assert (0, 0) == (backlog.queued, backlog.queued_bytes)


def test_a_finished_job_can_be_erased_and_a_running_one_cannot(store: JobStore) -> None:
    """Running: refused. Finished: all of it is gone. Unknown: said so."""
    job = accept(store).job
    claim(store, job.id)
    with pytest.raises(JobRunning):
        store.run(Remove(id=job.id, ttl_s=60))
    complete(store, job.id)

    assert Removal.ERASED == store.run(Remove(id=job.id, ttl_s=60))
    for step in (Get(id=job.id), Remove(id=job.id, ttl_s=60)):
        with pytest.raises(UnknownJob):
            store.run(step)


def test_a_batch_is_read_line_by_line(store: JobStore) -> None:
    """Lines come back in order and as they were; a repeated call appends once; unfinished batches are unknown."""
    lines = (
        BatchLine(number=1, custom_id="a", job_id="ex_1"),
        BatchLine(number=3, custom_id=None, problem='{"title":"Nö"}'.encode()),
        BatchLine(number=4, custom_id="c", job_id="ex_2"),
    )
    for _ in range(2):
        store.run(SaveBatch(id="ba_1", start=0, lines=lines[:2], ttl_s=60))
    with pytest.raises(UnknownBatch):
        store.run(GetBatch(id="ba_1"))
    store.run(SaveBatch(id="ba_1", start=2, lines=lines[2:], ttl_s=60, complete=True))

    batch = store.run(GetBatch(id="ba_1", start=1, count=5))
    assert (3, 1, lines[1:]) == (batch.total, batch.rejected, batch.lines)
    assert () == store.run(GetBatch(id="ba_1")).lines


def test_a_batch_has_its_own_keys(store: JobStore) -> None:
    """A key finds the batch that was first completed with it, and refuses another body."""
    assert None is store.run(FindBatch(idempotency_key="k", fingerprint="f"))
    store.run(SaveBatch(id="ba_1", start=0, lines=(), ttl_s=60, complete=True, idempotency_key="k", fingerprint="f"))

    store.run(SaveBatch(id="ba_2", start=0, lines=(), ttl_s=60, complete=True, idempotency_key="k", fingerprint="f"))

    assert "ba_1" == store.run(FindBatch(idempotency_key="k", fingerprint="f"))
    with pytest.raises(IdempotencyConflict):
        store.run(FindBatch(idempotency_key="k", fingerprint="g"))


def test_what_belongs_together_expires_together(store: JobStore) -> None:
    """A second after its end nothing of a job is left: no record, no key, no batch."""
    job = accept(store, idempotency_key="k", fingerprint="f", batch_id="ba_1").job
    line = BatchLine(number=1, custom_id=None, job_id=job.id)
    store.run(SaveBatch(id="ba_1", start=0, lines=(line,), ttl_s=1, complete=True))
    claim(store, job.id)
    complete(store, job.id, ttl_s=1)
    time.sleep(1.05)

    assert (None,) == store.run(Statuses(ids=(job.id,)))
    assert accept(store, idempotency_key="k", fingerprint="g").created
    with pytest.raises(UnknownBatch):
        store.run(GetBatch(id="ba_1"))


def test_a_store_that_works_can_be_probed(store: JobStore) -> None:
    """Writing succeeds."""
    store.run(Probe())
