"""Stage 6: events as callers get them, numbered, with everything that is derived from their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shared.articles import ExtractionOptions
from shared.events import Argument, Event, Trigger
from shared.ontology import Ontology
from workers.pipeline.attributes.actors import actor_of
from workers.pipeline.attributes.attribution import reporters
from workers.pipeline.attributes.codes import codes_of
from workers.pipeline.attributes.dates import time_of
from workers.pipeline.attributes.places import place_of
from workers.pipeline.records import ScoredArgument, ScoredEvent


def assemble(
    text: str, found: Sequence[ScoredEvent], ontology: Ontology, published_at: date | None
) -> tuple[Event, ...]:
    """The events of ``text`` in reading order, numbered e1, e2 and so on.

    Raises:
        KeyError: when the ontology lacks the type of an event.
    """
    ordered = sorted(found, key=lambda event: event.trigger)
    return tuple(
        complete(text, event, index, reporter, ontology, published_at)
        for index, (event, reporter) in enumerate(zip(ordered, reporters(ordered), strict=True))
    )


def complete(
    text: str, event: ScoredEvent, index: int, reporter: int | None, ontology: Ontology, published_at: date | None
) -> Event:
    """The event at ``index`` with its derived fields; ``reporter`` is the index of the statement that reports it."""
    arguments = tuple(argument_of(text, argument) for argument in event.arguments)
    trigger = Trigger.at(event.trigger, text)
    return Event(
        id=event_id(index),
        type=event.type,
        mode=event.mode,
        modality=event.modality,
        confidence=event.confidence,
        trigger=trigger,
        sentence=event.sentence,
        arguments=arguments,
        time=time_of(arguments, event.modality, published_at),
        place=place_of(arguments),
        reported_by=None if reporter is None else event_id(reporter),
        **codes_of(event, trigger.text, arguments, ontology)._asdict(),
    )


def event_id(index: int) -> str:
    """The id of the event at ``index`` in reading order."""
    return f"e{index + 1}"


def argument_of(text: str, argument: ScoredArgument) -> Argument:
    """The argument with its words and, for who takes part, who that is."""
    words = argument.span.of(text)
    known = actor_of(words)._asdict() if argument.role in {"actor", "recipient"} else {}
    return Argument(role=argument.role, confidence=argument.confidence, text=words, **argument.span._asdict(), **known)


def select(events: Sequence[Event], options: ExtractionOptions) -> tuple[Event, ...]:
    """The events that the options ask for, each as it was.

    Ids are those of the whole article, so ``reported_by`` may name a statement that was left out.
    """
    return tuple(
        event
        for event in events
        if event.confidence >= options.min_confidence and (options.types is None or event.type in options.types)
    )
