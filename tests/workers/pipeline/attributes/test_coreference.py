"""Coreference: mentions of one happening, by what the articles' annotation says of arguments and triggers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from shared.events import Event
from shared.ontology import load_ontology
from tests.workers.pipeline.attributes.tables import FOLDER
from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.compact import expand
from workers.evaluation.coreference import BCubed
from workers.pipeline.assembly import assemble
from workers.pipeline.records import ScoredArgument, ScoredEvent
from workers.pipeline.sentences import split_sentences


def articles() -> Iterator[tuple[AnnotatedText, list[int]]]:
    """Each article of the table with the cluster of each of its events, in reading order."""
    for line in (FOLDER / "coreference.jsonl").read_text("utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        events = record["events"]
        triggers = [expand({**record, "events": [event]}).events[0].trigger for event in events]
        clusters = [event.get("same", index) for index, event in enumerate(events)]
        order = sorted(range(len(events)), key=lambda index: triggers[index])
        yield expand(record), [clusters[index] for index in order]


def read(article: AnnotatedText) -> tuple[Event, ...]:
    """The article's annotated events with their derived fields."""
    sentences = split_sentences(article.text)
    found = [
        ScoredEvent(
            type=event.type,
            mode=event.mode,
            modality=event.modality,
            trigger=event.trigger,
            sentence=next((i for i, span in enumerate(sentences) if span.overlap(event.trigger)), 0),
            confidence=1.0,
            arguments=tuple(ScoredArgument(a.role, a.span, 1.0) for a in event.arguments),
        )
        for event in article.events
    ]
    return assemble(article.text, found, load_ontology(), article.date)


def clusters(events: Sequence[Event]) -> list[str]:
    """The first mention of each event's happening."""
    return [event.same_as or event.id for event in events]


def test_mentions_of_one_happening_are_linked() -> None:
    """B-cubed F1 is at least 80 on articles written before the rules, and better than linking nothing."""
    score, nothing, table = BCubed(), BCubed(), list(articles())
    for article, gold in table:
        found = clusters(read(article))
        score.add(gold, found)
        nothing.add(gold, range(len(gold)))
    print(
        f"B-cubed F1 {score.f1:.1f} on {len(table)} articles, {score.mentions} events; linking nothing {nothing.f1:.1f}"
    )
    assert len(table) >= 40
    assert score.f1 >= 80
    assert score.f1 > nothing.f1


def test_a_link_names_the_first_mention() -> None:
    """``same_as`` is an earlier event that has no ``same_as`` itself, of the same type."""
    for article, _ in articles():
        events = {event.id: event for event in read(article)}
        for event in events.values():
            if event.same_as is not None:
                first = events[event.same_as]
                assert first.same_as is None
                assert first.type == event.type
                assert first.trigger.start < event.trigger.start
