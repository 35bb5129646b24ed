"""Events and extractions: what the model found, defined once, stored as it is and returned as it is."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from shared.spans import Span


class _Record(BaseModel):
    """A frozen value of the wire format; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(_Record):
    """A piece of the text with its place: ``text`` is exactly the article's characters ``[start, end)``."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @property
    def span(self) -> Span:
        """The place of the mention in the article."""
        return Span(self.start, self.end)

    @classmethod
    def at(cls, span: Span, text: str) -> Self:
        """The mention of ``text`` at ``span``."""
        return cls(text=span.of(text), start=span.start, end=span.end)


class Trigger(Mention):
    """The word or words that name the event."""


class Argument(Mention):
    """A participant or circumstance of an event.

    ``name``, ``country`` (ISO 3166-1 alpha-3) and ``sector`` (PLOVER) are computed for actors and recipients.
    """

    role: str
    confidence: float = Field(ge=0.0, le=1.0)
    name: str | None = None
    country: str | None = None
    sector: str | None = None


Granularity = Literal["day", "weekend", "week", "month", "quarter", "year", "decade", "range"]
"""The unit of the calendar that a stretch of days fills; ``range`` is any other stretch, and what results
that were stored by earlier versions say."""


class EventTime(_Record):
    """When the event happens: the words that say so and the days they mean, first and last, both included."""

    text: str
    start: date
    end: date
    granularity: Granularity = "range"


class Place(_Record):
    """Where the event happens; ``country`` is ISO 3166-1 alpha-3, coordinates are WGS 84 degrees."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None


class PloverCode(_Record):
    """The event as PLOVER exports write it; ``event`` is None where PLOVER has no class (statements)."""

    event: str | None
    mode: str | None = None
    auxiliary: str | None = None


class Event(_Record):
    """One event of an article, with the words that say so. Ids are stable for the same text and model."""

    id: str
    type: str
    mode: str | None = None
    label: str
    modality: str
    confidence: float = Field(ge=0.0, le=1.0)
    trigger: Trigger
    sentence: int = Field(ge=0, description="index into the extraction's sentences")
    arguments: tuple[Argument, ...] = ()
    time: EventTime | None = None
    place: Place | None = None
    quad_class: str | None = Field(description="null for ontologies that have none, as the next two are")
    intensity: float | None
    cameo_root: str | None
    plover: PloverCode
    reported_by: str | None = Field(default=None, description="id of the statement whose content holds this event")
    same_as: str | None = Field(default=None, description="id of the first mention of the same happening")


class ModelInfo(_Record):
    """Which model gave an answer; ``sha256`` is the digest of its weights."""

    name: str
    version: str
    sha256: str


class ExtractionWarning(_Record):
    """Something that a reader of the result should know, such as a skipped part; nothing is left out silently."""

    code: str
    detail: str


class Stats(_Record):
    """How much was read and how long it took; ``ms`` gives milliseconds a stage."""

    sentences: int = 0
    tokens: int = 0
    ms: dict[str, float] = Field(default_factory=dict)


class Extraction(_Record):
    """Everything the extractor says of one article."""

    model: ModelInfo
    ontology: str
    language: str
    sentences: tuple[tuple[int, int], ...]
    events: tuple[Event, ...]
    warnings: tuple[ExtractionWarning, ...] = ()
    stats: Stats = Stats()
