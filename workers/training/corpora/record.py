"""AnnotatedText: one record of the codebook's form, the common tongue of all corpora."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from shared.spans import Span


class AnnotatedArgument(BaseModel):
    """A marked participant."""

    model_config = ConfigDict(frozen=True)

    role: str
    span: Span


class AnnotatedEvent(BaseModel):
    """A marked event."""

    model_config = ConfigDict(frozen=True)

    trigger: Span
    type: str
    mode: str | None = None
    modality: str
    arguments: tuple[AnnotatedArgument, ...] = ()


class AnnotatedText(BaseModel):
    """A text with all its events marked; no event is as telling as some."""

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    events: tuple[AnnotatedEvent, ...] = ()
