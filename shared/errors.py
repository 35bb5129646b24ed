"""The closed set of errors: each has a stable code, a sentence that says what to do, and whether to try again.

The sentence is the class docstring unless a raiser gives a more exact one. Layers above render them: the API by one
table of statuses, the command line by exit codes; a failed job keeps the code and the sentence.

    SitrepError
    ├── InvalidArticle       the text or a field is not acceptable
    ├── MalformedJson        the body is not the JSON that is read
    ├── InvalidHeader        a request header cannot be read
    ├── BodyTooLarge         more bytes than are read
    ├── TooManyLines         a batch of more lines than are read
    ├── EmptyBatch           a batch without a line
    ├── UnsupportedMediaType the body is of another kind
    ├── RequestTimeout       the body came too slowly
    ├── UnknownPath          the service has nothing there
    ├── MethodNotAllowed     not with this method
    ├── UnknownJob           no such extraction
    ├── UnknownBatch         no such batch
    ├── IdempotencyConflict  key used before with another body
    ├── BacklogFull          too much is waiting
    ├── JobRunning           cannot be cancelled any more
    ├── StoreUnavailable     Redis does not answer
    ├── Draining             the service is about to stop
    ├── ArtifactError        the model's files are missing or damaged
    ├── OntologyError        an ontology of one's own is not one
    ├── AnnotationError      annotation that its text does not bear out
    ├── DeadlineExceeded     the article took longer than allowed
    ├── WorkerLost           workers died on the article
    └── ExtractionFailed     the extractor failed on the article
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import ClassVar


class SitrepError(Exception):
    """Something went wrong inside Sitrep."""

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or " ".join((inspect.getdoc(type(self)) or "").split())
        super().__init__(self.detail)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: where (a JSON pointer, RFC 6901), a stable code, and what to change."""

    pointer: str
    code: str
    detail: str


class InvalidArticle(SitrepError):
    """The article is not acceptable; correct the named fields and post it again."""

    code = "invalid-article"

    def __init__(self, detail: str | None = None, *, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.faults = faults


class MalformedJson(SitrepError):
    """The body is not JSON as RFC 8259 defines it; correct it at the named place."""

    code = "malformed-json"


class InvalidHeader(SitrepError):
    """A request header cannot be read; correct it or leave it out."""

    code = "invalid-header"


class BodyTooLarge(SitrepError):
    """The body holds more bytes than are read; split the article or the batch."""

    code = "body-too-large"


class TooManyLines(SitrepError):
    """The batch has more lines than are read; split it."""

    code = "too-many-lines"


class EmptyBatch(SitrepError):
    """The batch holds no line; write one JSON object a line."""

    code = "empty-batch"


class UnsupportedMediaType(SitrepError):
    """The body is not of a kind that is read here; send the content type that the documentation names."""

    code = "unsupported-media-type"


class RequestTimeout(SitrepError):
    """The body came too slowly; send it again in one go."""

    code = "request-timeout"
    retryable = True


class UnknownPath(SitrepError):
    """There is nothing at this path; /docs lists what there is."""

    code = "unknown-path"


class MethodNotAllowed(SitrepError):
    """This path cannot be asked with this method; the Allow header names those that it answers."""

    code = "method-not-allowed"


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
    """The job store does not answer; try again shortly, with an Idempotency-Key, for a post may have been accepted."""

    code = "store-unavailable"
    retryable = True


class Draining(SitrepError):
    """The service is about to stop and takes nothing more; ask again shortly."""

    code = "draining"
    retryable = True


class ArtifactError(SitrepError):
    """The model's files are missing or damaged; install them again or point SITREP_MODEL to a good folder."""

    code = "bad-model"


class OntologyError(SitrepError):
    """The ontology is not one; correct the named record."""

    code = "bad-ontology"


class AnnotationError(SitrepError):
    """The annotation says something that its text does not bear out; correct the named record."""

    code = "bad-annotation"


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
