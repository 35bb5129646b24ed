"""The closed set of errors: each has a stable code, a sentence that says what to do, and whether to try again.

The sentence is the class docstring unless a raiser gives a more exact one. Layers above render them: the API by one
table of statuses, the command line by exit codes; a failed job keeps the code and the sentence.

    SitrepError
    ├── InvalidArticle       the text or a field is not acceptable
    ├── UnknownJob           no such extraction
    ├── UnknownBatch         no such batch
    ├── IdempotencyConflict  key used before with another body
    ├── BacklogFull          too much is waiting
    ├── JobRunning           cannot be cancelled any more
    ├── StoreUnavailable     Redis does not answer
    ├── ArtifactError        the model's files are missing or damaged
    ├── DeadlineExceeded     the article took longer than allowed
    ├── WorkerLost           workers died on the article
    └── ExtractionFailed     the extractor failed on the article
"""

from __future__ import annotations

import inspect
from typing import ClassVar


class SitrepError(Exception):
    """Something went wrong inside Sitrep."""

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or " ".join((inspect.getdoc(type(self)) or "").split())
        super().__init__(self.detail)


class InvalidArticle(SitrepError):
    """The article is not acceptable; correct the named field and post it again."""

    code = "invalid-article"


class UnknownJob(SitrepError):
    """There is no extraction with this id; it may have expired or been erased."""

    code = "unknown-extraction"


class UnknownBatch(SitrepError):
    """There is no batch with this id; it may have expired."""

    code = "unknown-batch"


class IdempotencyConflict(SitrepError):
    """This Idempotency-Key was used before with another body; use a new key for a new article."""

    code = "idempotency-conflict"


class BacklogFull(SitrepError):
    """Too many articles are waiting; post this one again after the time given in Retry-After."""

    code = "backlog-full"
    retryable = True

    def __init__(self, detail: str | None = None, *, retry_after_s: int = 30) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class JobRunning(SitrepError):
    """The extraction is running and cannot be cancelled; wait for its end and delete it then."""

    code = "extraction-running"
    retryable = True


class StoreUnavailable(SitrepError):
    """The job store does not answer; nothing was accepted, try again shortly."""

    code = "store-unavailable"
    retryable = True


class ArtifactError(SitrepError):
    """The model's files are missing or damaged; install them again or point SITREP_MODEL to a good folder."""

    code = "bad-model"


class DeadlineExceeded(SitrepError):
    """The article took longer than the deadline for one article; split it or raise SITREP_JOB_DEADLINE_S."""

    code = "deadline-exceeded"


class WorkerLost(SitrepError):
    """Every worker that took this article died while working on it; it will not be tried again."""

    code = "worker-lost"


class ExtractionFailed(SitrepError):
    """The extractor failed on this article; the worker's log has the cause under this id."""

    code = "extraction-failed"
    retryable = True
