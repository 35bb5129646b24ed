"""Schemas: what callers send and what they are answered, as they stand on the wire (JSON, UTF-8, times in UTC).

Requests refuse unknown fields and take every string exactly as it came; the sentences of refusals are in checks.py.
The longest text depends on the settings and comes with the validation context; see ``SubmitRequest``.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from shared.articles import Article, ExtractionOptions, Source
from shared.checks import (
    check_event_type,
    check_items,
    check_language,
    check_length,
    check_line,
    check_string,
    check_text,
    check_url,
    parse_day,
)
from shared.events import Extraction
from shared.jobs.job import Status

MAX_TEXT_CHARS = "max_text_chars"
"""Key of the validation context: the most code points of a text."""

String = Annotated[str, BeforeValidator(check_string)]
Line = Annotated[String, AfterValidator(check_line)]
Url = Annotated[Line, AfterValidator(check_url)]
EventTypeName = Annotated[Line, AfterValidator(check_event_type)]
Day = Annotated[date, BeforeValidator(parse_day)]


class _Wire(BaseModel):
    """A frozen value of the wire format; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceRequest(_Wire):
    """Where the article was published."""

    url: Url | None = Field(None, max_length=2048, description="http or https; it is kept, never fetched")
    name: Line | None = Field(None, max_length=256)


class OptionsRequest(_Wire):
    """What is wanted out of the article. Options filter events; they never change a score."""

    types: Annotated[tuple[EventTypeName, ...], BeforeValidator(check_items)] | None = Field(
        None, description="keep only these event types, one at least; GET /v1/ontology lists them"
    )
    min_confidence: float = Field(0.0, ge=0.0, le=1.0, strict=True, description="drop events scored below this")


class SubmitRequest(_Wire):
    """An article to read. ``model_validate(body, context={MAX_TEXT_CHARS: n})`` sets the longest text."""

    text: Annotated[str, BeforeValidator(check_text)] = Field(
        description="kept exactly as received: every offset of the result is a code point of it"
    )
    title: String | None = Field(None, max_length=2000)
    published_at: Day | None = Field(
        None,
        description="ISO 8601 date, or date and time; the day as written, from which relative dates count",
    )
    source: SourceRequest | None = None
    external_id: Line | None = Field(None, min_length=1, max_length=256, description="your own id; it is handed back")
    language: Annotated[Line, AfterValidator(check_language)] | None = Field(
        None, max_length=35, description="BCP 47 tag of the text's language"
    )
    options: OptionsRequest = OptionsRequest()

    @field_validator("text")
    @classmethod
    def _short_enough(cls, text: str, info: ValidationInfo) -> str:
        limit: int | None = (info.context or {}).get(MAX_TEXT_CHARS)
        return text if limit is None else check_length(text, limit)

    def to_article(self) -> Article:
        """The article as the job store keeps it."""
        return Article(
            text=self.text,
            title=self.title,
            published_at=self.published_at,
            source=Source(url=self.source.url, name=self.source.name) if self.source else None,
            language=self.language,
            options=ExtractionOptions(types=self.options.types, min_confidence=self.options.min_confidence),
        )


class BatchItem(SubmitRequest):
    """One line of a batch: an article, and the caller's name for the line."""

    custom_id: Line | None = Field(None, min_length=1, max_length=128, description="unique within the batch")


Request = TypeVar("Request", bound=SubmitRequest)


def validate_article(kind: type[Request], body: Any, max_text_chars: int) -> Request:
    """``body`` as a request of that ``kind``.

    Raises:
        pydantic.ValidationError: a field is not acceptable.
    """
    return kind.model_validate(body, context={MAX_TEXT_CHARS: max_text_chars})


class Links(_Wire):
    """Paths of what belongs to an answer."""

    self: str


class BatchLinks(Links):
    """Paths of what belongs to a batch."""

    results: str


class SubmittedView(_Wire):
    """An accepted article: nothing can lose it any more."""

    id: str
    status: Status
    created_at: datetime
    links: Links


class JobErrorView(_Wire):
    """Why an extraction failed."""

    code: str
    detail: str


class JobView(_Wire):
    """An extraction: how far it is, and its result once it has succeeded."""

    id: str
    status: Status
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    external_id: str | None
    result: Extraction | None
    error: JobErrorView | None


class CancelledView(_Wire):
    """A cancelled extraction; its text is erased."""

    id: str
    status: Status


class BatchStatus(StrEnum):
    """How far a batch is: nothing begun, some jobs at work or waiting, all ended."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"


class BatchCounts(_Wire):
    """Lines of a batch by what became of them; all but ``total`` add up to ``total``."""

    total: int
    rejected: int = Field(description="lines that were refused; the results say why")
    queued: int
    running: int
    succeeded: int
    failed: int
    cancelled: int
    gone: int = Field(description="extractions that were erased or have expired")


class BatchView(_Wire):
    """A batch and how far it is."""

    id: str
    status: BatchStatus
    created_at: datetime
    counts: BatchCounts
    links: BatchLinks


class FaultView(_Wire):
    """What is wrong with one field."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the body")
    code: str
    detail: str


class ProblemView(_Wire):
    """A refusal or failure (RFC 9457). ``type`` names the kind for programs, ``detail`` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    retryable: bool = Field(description="whether the same request may succeed later")
    errors: tuple[FaultView, ...] = ()


class BatchResultView(_Wire):
    """What became of one line of a batch: exactly one of ``id`` and ``problem`` is given.

    ``status`` is null for a refused line and for an extraction that was erased or has expired.
    """

    line: int = Field(description="counted from 1, as in the body")
    custom_id: str | None
    id: str | None
    status: Status | None
    result: Extraction | None
    error: JobErrorView | None
    problem: ProblemView | None


class HealthView(_Wire):
    """A healthy answer."""

    status: str
