"""Article: the text a caller hands in, kept exactly as received, with what the caller knows about it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Source(BaseModel):
    """Where an article was published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str | None = Field(default=None, max_length=2048)
    name: str | None = Field(default=None, max_length=256)


class ExtractionOptions(BaseModel):
    """What the caller wants out of an article. Options filter the events; they never change a score."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    types: tuple[str, ...] | None = Field(default=None, min_length=1, description="keep only these event types")
    min_confidence: float = Field(default=0.0, ge=0.0, le=1.0, description="drop events scored below this")


class Article(BaseModel):
    """One news text. Every offset of a result is a code point of ``text``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    title: str | None = None
    published_at: date | None = None
    source: Source | None = None
    language: str | None = None
    options: ExtractionOptions = ExtractionOptions()
