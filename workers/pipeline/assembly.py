"""Stage 6: events as callers get them, numbered, with everything that is derived from their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shared.articles import ExtractionOptions
from shared.events import Argument, Event, Trigger
from shared.ontology import Ontology
from shared.spans import Span
from workers.pipeline.attributes.actors import Actor
from workers.pipeline.attributes.aliases import cast_of
from workers.pipeline.attributes.attribution import reporters
from workers.pipeline.attributes.codes import codes_of
from workers.pipeline.attributes.coreference import first_mentions
from workers.pipeline.attributes.dates import time_of
from workers.pipeline.attributes.places import place_of
from workers.pipeline.records import ScoredArgument, ScoredEvent

PARTICIPANTS = frozenset({"actor", "recipient"})
"""Roles of those who are somebody: with country and sector."""


def assemble(
    text: str, found: Sequence[ScoredEvent], ontology: Ontology, published_at: date | None
) -> tuple[Event, ...]:
    """The events of ``text`` in reading order, numbered e1, e2 and so on.

    Raises:
        KeyError: when the ontology lacks the type of an event.
    """
    ordered = sorted(found, key=lambda event: event.trigger)
    cast = cast_of(text, (a.span for event in ordered for a in event.arguments if a.role in PARTICIPANTS))
    article = Setting(text, ontology, published_at, cast, frozenset(a.country for a in cast.values() if a.country))
    events = [
        complete(article, event, index, reporter)
        for index, (event, reporter) in enumerate(zip(ordered, reporters(ordered), strict=True))
    ]
    return tuple(
        event if first is None else event.model_copy(update={"same_as": event_id(first)})
        for event, first in zip(events, first_mentions(events, text), strict=True)
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """What an event's derived fields are read from beside its own words: the article and who and where it is about."""

    text: str
    ontology: Ontology
    published_at: date | None
    cast: Mapping[Span, Actor]
    countries: frozenset[str]


def complete(article: Setting, event: ScoredEvent, index: int, reporter: int | None) -> Event:
    """The event at ``index`` with its derived fields; ``reporter`` is the index of the statement that reports it."""
    arguments = tuple(argument_of(article, argument) for argument in event.arguments)
    trigger = Trigger.at(event.trigger, article.text)
    return Event(
        id=event_id(index),
        type=event.type,
        mode=event.mode,
        modality=event.modality,
        confidence=event.confidence,
        trigger=trigger,
        sentence=event.sentence,
        arguments=arguments,
        time=time_of(arguments, event.modality, article.published_at),
        place=place_of(arguments, article.countries),
        reported_by=None if reporter is None else event_id(reporter),
        **codes_of(event, trigger.text, arguments, article.ontology)._asdict(),
    )


def event_id(index: int) -> str:
    """The id of the event at ``index`` in reading order."""
    return f"e{index + 1}"


def argument_of(article: Setting, argument: ScoredArgument) -> Argument:
    """The argument with its words and, for who takes part, who that is."""
    words = argument.span.of(article.text)
    known = article.cast[argument.span]._asdict() if argument.role in PARTICIPANTS else {}
    return Argument(role=argument.role, confidence=argument.confidence, text=words, **argument.span._asdict(), **known)


def select(events: Sequence[Event], options: ExtractionOptions) -> tuple[Event, ...]:
    """The events that the options ask for, each as it was.

    Ids are those of the whole article, so ``reported_by`` and ``same_as`` may name an event that was left out.
    """
    return tuple(
        event
        for event in events
        if event.confidence >= options.min_confidence and (options.types is None or event.type in options.types)
    )
