"""GENEVA (Parekh et al. 2023): 115 event types and 220 roles on FrameNet's full texts, CC BY 3.0.

The data marks words, not characters: a text is its tokens with a space between each two. A role's filler is given as an
entity; mode and modality are not annotated, so all events are asserted.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

from shared.ontology import EventType, Ontology, Role, load_ontology
from shared.spans import Span
from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent, AnnotatedText


def read_geneva(data: Path, part: str) -> tuple[AnnotatedText, ...]:
    """The records of ``part`` ("train", "val" or "test") under the data folder.

    Raises:
        FileNotFoundError: when the data folder has no such part.
    """
    with gzip.open(data / "geneva" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return tuple(_record(json.loads(line)) for line in lines)


def geneva_ontology(records: Iterable[AnnotatedText]) -> Ontology:
    """The ontology that ``records`` use: their types, and each role with the types that it was seen with."""
    types, roles = set[str](), defaultdict[str, set[str]](set)
    for event in (event for record in records for event in record.events):
        types.add(event.type)
        for argument in event.arguments:
            roles[argument.role].add(event.type)
    return Ontology(
        name="geneva",
        types=tuple(EventType(name=name) for name in sorted(types)),
        modalities=load_ontology().modalities,
        roles=tuple(Role(name, types=tuple(sorted(seen))) for name, seen in sorted(roles.items())),
    )


def _record(sentence: dict[str, Any]) -> AnnotatedText:
    tokens: list[str] = sentence["tokens"]
    starts = list(accumulate((len(token) + 1 for token in tokens), initial=0))
    entities = {entity["id"]: entity for entity in sentence["entity_mentions"]}

    def span(mention: dict[str, Any]) -> Span:
        return Span(starts[mention["start"]], starts[mention["end"]] - 1)

    return AnnotatedText(
        id=sentence["wnd_id"],
        text=" ".join(tokens),
        events=tuple(
            AnnotatedEvent(
                trigger=span(event["trigger"]),
                type=event["event_type"],
                modality="asserted",
                arguments=tuple(
                    AnnotatedArgument(role=argument["role"], span=span(entities[argument["entity_id"]]))
                    for argument in event["arguments"]
                ),
            )
            for event in sentence["event_mentions"]
        ),
    )
