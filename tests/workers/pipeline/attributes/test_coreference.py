"""Coreference: mentions of one happening."""

from __future__ import annotations

from datetime import date

import pytest

from shared.ontology import load_ontology
from workers.evaluation.compact import expand
from workers.pipeline.assembly import assemble
from workers.pipeline.records import ScoredArgument, ScoredEvent
from workers.pipeline.sentences import split_sentences

ATTACK = "Rebels attacked Goma on Monday."


def links(text: str, *events: tuple[str, str, dict[str, str]]) -> list[str | None]:
    """``same_as`` of each event: (trigger, type, arguments), in the order of the text."""
    record = expand(
        {
            "id": "1",
            "text": text,
            "events": [
                {"t": trigger, "type": kind, "args": list(arguments.items())} for trigger, kind, arguments in events
            ],
        }
    )
    sentences = split_sentences(text)
    found = [
        ScoredEvent(
            type=event.type,
            mode=event.mode,
            modality=event.modality,
            trigger=event.trigger,
            sentence=next(index for index, span in enumerate(sentences) if span.overlap(event.trigger)),
            confidence=1.0,
            arguments=tuple(ScoredArgument(a.role, a.span, 1.0) for a in event.arguments),
        )
        for event in record.events
    ]
    return [event.same_as for event in assemble(text, found, load_ontology(), date(2025, 5, 14))]


@pytest.mark.parametrize(
    ("more", "trigger", "arguments", "same"),
    [
        ("The attack killed six.", "attack", {}, "e1"),
        ("Four died in the attack on Goma.", "attack", {"location": "Goma"}, "e1"),
        ("An attack followed in Bukavu.", "attack", {"location": "Bukavu"}, None),
        ("Rebels also attacked Nyala on Tuesday.", "also attacked", {"actor": "Rebels", "location": "Nyala"}, None),
        ("Soldiers opened fire in Lagos.", "opened fire", {"actor": "Soldiers", "location": "Lagos"}, None),
    ],
)
def test_a_later_mention_is_linked_unless_something_speaks_against_it(
    more: str, trigger: str, arguments: dict[str, str], same: str | None
) -> None:
    """References and shared words link; another place or day, or other sides, do not."""
    first = ("attacked", "ASSAULT", {"actor": "Rebels", "location": "Goma", "time": "Monday"})
    if "Rebels" in arguments.values():
        first = ("attacked Goma", "ASSAULT", {"time": "Monday"})
    assert links(f"{ATTACK} {more}", first, (trigger, "ASSAULT", arguments)) == [None, same]


def test_types_are_not_linked_with_each_other() -> None:
    """An attack and a later arrest are two happenings."""
    assert links(f"{ATTACK} The arrest came later.", ("attacked", "ASSAULT", {}), ("arrest", "COERCE", {})) == [
        None,
        None,
    ]


def test_a_chain_leads_to_its_first_mention() -> None:
    """The third mention names the first one, not the second."""
    text = "France and Germany held talks in Geneva. The talks lasted a day. The talks failed."
    talks = [("talks in", "CONSULT", {"actor": "France", "location": "Geneva"}), ("talks lasted", "CONSULT", {})]
    assert links(text, *talks, ("talks failed", "CONSULT", {})) == [None, "e1", "e1"]
