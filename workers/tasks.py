"""The work on one job: claim it, read its article, store what was found, once. Celery only says which job.

Whatever happens here, the message is done with: the job's record decides whether it runs again.
"""

from __future__ import annotations

import secrets
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import structlog

from shared.articles import Article
from shared.errors import ExtractionFailed, SitrepError, StoreUnavailable
from shared.events import Extraction
from shared.jobs.job import JobError
from shared.jobs.operations import Claim, Claimed, Complete, Fail, Refusal, Renew
from shared.jobs.store import JobStore
from shared.settings import Settings

log = structlog.get_logger(__name__)


def retry_delay(error: SitrepError, attempts: int) -> float | None:
    """Seconds until a job that failed with ``error`` is tried again; None when trying again would not help."""
    return float(2**attempts) if error.retryable else None


@contextmanager
def renewed(store: JobStore, claimed: Claimed, settings: Settings) -> Iterator[None]:
    """Keep the lease while the block runs, but not beyond the job's deadline: what hangs shall lapse."""
    done = Event()
    deadline = time.monotonic() + settings.job_deadline_s

    def renew() -> None:
        step = Renew(id=claimed.job.id, token=claimed.token, lease_s=settings.lease_s)
        while not done.wait(settings.lease_s / 3) and time.monotonic() < deadline:
            try:
                if not store.run(step):
                    return
            except StoreUnavailable:
                log.warning("lease.unavailable", job=claimed.job.id)

    thread = Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@dataclass(frozen=True, slots=True)
class JobRunner:
    """Runs jobs of ``store`` through ``extract``. ``translate`` names exceptions that stand for an error of ours."""

    store: JobStore
    extract: Callable[[Article], Extraction]
    settings: Settings
    translate: Callable[[Exception], SitrepError | None] = lambda _: None

    def run(self, job_id: str) -> None:
        """Work on a job, if it still needs work.

        Raises:
            StoreUnavailable: the store does not answer; the job is found again by a sweep.
        """
        claimed = self.store.run(
            Claim(
                id=job_id,
                token=secrets.token_hex(16),
                lease_s=self.settings.lease_s,
                max_attempts=self.settings.max_attempts,
                ttl_s=self.settings.result_ttl_s,
            )
        )
        if isinstance(claimed, Refusal):
            log.info("job.refused", job=job_id, reason=claimed.value)
            return
        started = time.monotonic()
        stored = self._finish(claimed)
        seconds = round(time.monotonic() - started, 3)
        log.info("job.done", job=job_id, attempt=claimed.job.attempts, stored=stored, s=seconds)

    def _finish(self, claimed: Claimed) -> bool:
        """Store the result or the error; False when the job was meanwhile given to somebody else."""
        with renewed(self.store, claimed, self.settings):
            try:
                found = self.extract(Article.model_validate_json(claimed.article))
            except Exception as error:
                return self._fail(claimed, self._error_of(error, claimed.job.id))
            return self.store.run(
                Complete(
                    id=claimed.job.id,
                    token=claimed.token,
                    result=found.model_dump_json().encode(),
                    ttl_s=self.settings.result_ttl_s,
                )
            )

    def _error_of(self, error: Exception, job_id: str) -> SitrepError:
        known = error if isinstance(error, SitrepError) else self.translate(error)
        if known is None:
            where = traceback.format_tb(error.__traceback__)  # its words may be the article's
            log.error("job.failed", job=job_id, error=type(error).__name__, where=where)
        return known or ExtractionFailed()

    def _fail(self, claimed: Claimed, error: SitrepError) -> bool:
        log.warning("job.error", job=claimed.job.id, code=error.code, attempt=claimed.job.attempts)
        return self.store.run(
            Fail(
                id=claimed.job.id,
                token=claimed.token,
                error=JobError(code=error.code, detail=error.detail),
                max_attempts=self.settings.max_attempts,
                ttl_s=self.settings.result_ttl_s,
                retry_in_s=retry_delay(error, claimed.job.attempts),
            )
        )
