"""AnnotatedText: one record of the codebook's form, the common tongue of all corpora and of every score."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from shared.events import Extraction
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
    """A text with all its events marked; that there is none tells as much."""

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    date: dt.date | None = None
    events: tuple[AnnotatedEvent, ...] = ()


def annotation_of(extraction: Extraction) -> tuple[AnnotatedEvent, ...]:
    """The events of an extraction as annotation."""
    return tuple(
        AnnotatedEvent(
            trigger=event.trigger.span,
            type=event.type,
            mode=event.mode,
            modality=event.modality,
            arguments=tuple(AnnotatedArgument(role=a.role, span=a.span) for a in event.arguments),
        )
        for event in extraction.events
    )
