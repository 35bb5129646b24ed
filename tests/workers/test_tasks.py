"""The work on one job, over the memory store: every way it can end."""

from __future__ import annotations

import time

import pytest

from shared.articles import Article
from shared.errors import DeadlineExceeded, ExtractionFailed, SitrepError
from shared.events import Extraction, ModelInfo
from shared.jobs.job import Job, Status
from shared.jobs.memory_store import MemoryJobStore
from shared.jobs.operations import Accept, Admission, Claim, Get, Sweep
from shared.settings import Settings
from workers.tasks import JobRunner, retry_delay

SETTINGS = Settings(lease_s=0.1, job_deadline_s=0.3)


def read(article: Article) -> Extraction:
    """An extractor that finds nothing."""
    return Extraction(
        model=ModelInfo(name="m", version="1", sha256="0" * 64),
        ontology="o",
        language="en",
        sentences=((0, len(article.text)),),
        events=(),
    )


def store_with_job() -> MemoryJobStore:
    """A store in which job "j" waits."""
    store = MemoryJobStore()
    article = Article(text="Rebels shelled Kelmar.").model_dump_json().encode()
    admission = Admission(max_jobs=9, max_bytes=999)
    store.run(Accept(id="j", article=article, admission=admission, resend_after_s=9))
    return store


def job_in(store: MemoryJobStore) -> Job:
    """The job "j"."""
    return store.run(Get(id="j")).job


def test_a_job_is_read_and_its_result_stored() -> None:
    """The result is what the extractor said of the article, as JSON."""
    store = store_with_job()
    JobRunner(store, read, SETTINGS).run("j")
    stored = store.run(Get(id="j"))

    assert Status.SUCCEEDED == stored.job.status
    assert stored.result and Extraction.model_validate_json(stored.result).sentences == ((0, 22),)


def test_a_second_message_does_nothing() -> None:
    """A finished job is not read again."""
    store, calls = store_with_job(), []

    def counted(article: Article) -> Extraction:
        calls.append(article)
        return read(article)

    for _ in range(3):
        JobRunner(store, counted, SETTINGS).run("j")
    assert 1 == len(calls)


def test_an_unknown_job_is_forgotten() -> None:
    """A message about a job that is gone is done with."""
    JobRunner(MemoryJobStore(), read, SETTINGS).run("ex_gone")


@pytest.mark.parametrize(
    ("error", "attempts", "delay"),
    [(ExtractionFailed(), 1, 2.0), (ExtractionFailed(), 3, 8.0), (DeadlineExceeded(), 1, None)],
)
def test_whether_a_job_is_tried_again(error: SitrepError, attempts: int, delay: float | None) -> None:
    """Errors that may pass are tried again, later each time; others are not."""
    assert delay == retry_delay(error, attempts)


def test_an_extractor_that_fails_fails_its_job_at_last() -> None:
    """It is tried as often as allowed; then the caller reads a code and a sentence, not the exception."""
    store = store_with_job()

    def broken(article: Article) -> Extraction:
        raise RuntimeError(article.text)

    for attempt in range(SETTINGS.max_attempts):
        JobRunner(store, broken, SETTINGS).run("j")
        assert attempt + 1 == job_in(store).attempts
    job = job_in(store)
    assert Status.FAILED == job.status and job.error
    assert "extraction-failed" == job.error.code and "Kelmar" not in job.error.detail


def test_an_error_that_celery_raises_is_translated() -> None:
    """A job whose time is up is failed with the reason, at once."""
    store = store_with_job()

    def slow(article: Article) -> Extraction:
        raise TimeoutError

    JobRunner(store, slow, SETTINGS, lambda error: DeadlineExceeded()).run("j")
    job = job_in(store)
    assert Status.FAILED == job.status and job.error and "deadline-exceeded" == job.error.code


def swept(store: MemoryJobStore) -> int:
    """How many leases had lapsed."""
    return store.run(Sweep(queue_depth=0, resend_after_s=9, max_attempts=9, ttl_s=9)).lapsed


def test_the_lease_is_kept_while_the_job_runs() -> None:
    """An article that takes longer than a lease stays with its worker."""
    store = store_with_job()

    def slow(article: Article) -> Extraction:
        time.sleep(0.25)
        assert 0 == swept(store)
        return read(article)

    JobRunner(store, slow, SETTINGS).run("j")
    assert Status.SUCCEEDED == job_in(store).status


def test_the_lease_of_what_hangs_lapses() -> None:
    """Beyond its deadline a job is given to another worker, and the result that comes too late is dropped."""
    store = store_with_job()

    def hanging(article: Article) -> Extraction:
        time.sleep(0.6)
        assert 1 == swept(store)
        store.run(Claim(id="j", token="other", lease_s=60, max_attempts=3, ttl_s=9))
        return read(article)

    JobRunner(store, hanging, SETTINGS).run("j")
    assert (Status.RUNNING, 2) == (job_in(store).status, job_in(store).attempts)
