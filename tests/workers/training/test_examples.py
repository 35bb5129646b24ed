"""Tests of annotation as targets: what the network is taught is what the decoder reads."""

from __future__ import annotations

import numpy as np
import pytest

from shared.ontology import load_ontology
from shared.spans import Span
from tests.workers.training.networks import LABELS, tokenizer
from tests.workers.training.news import NEWS
from workers.backends.backend import WindowScores
from workers.backends.fake_backend import one_hot
from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent, AnnotatedText
from workers.model.labels import OUTSIDE, tag
from workers.pipeline.decoding import Decoder
from workers.pipeline.encoding import encode_sentences
from workers.pipeline.records import ScoredEvent
from workers.pipeline.windows import SpecialIds, cut_windows, join_windows
from workers.training.examples import Example, encode_example

pytestmark = pytest.mark.train


def perfect_scores(example: Example) -> WindowScores:
    """The scores of a network that has learnt ``example`` by heart."""
    length, positions = len(example.ids), [event.position for event in example.events]
    mode, modality = np.zeros(length, np.int64), np.zeros(length, np.int64)
    for event in example.events:
        mode[event.position], modality[event.position] = event.mode, event.modality
    return WindowScores(
        trigger=one_hot(np.array(example.trigger), LABELS.trigger_tags),
        mode=one_hot(mode, LABELS.mode_columns),
        modality=one_hot(modality, len(LABELS.modalities)),
        candidates=np.array(positions, np.int64),
        roles=np.array([one_hot(np.array(event.roles), LABELS.role_tags) for event in example.events]).reshape(
            len(positions), length, LABELS.role_tags
        ),
    )


def read_back(record: AnnotatedText) -> list[AnnotatedEvent]:
    """The events that the decoder reads from perfect scores."""
    whole = [Span(0, len(record.text))]
    encodings = encode_sentences(record.text, whole, tokenizer())
    vocabulary = tokenizer().get_vocab()
    special = SpecialIds(vocabulary["[CLS]"], vocabulary["[SEP]"])
    windows = cut_windows(encodings, 256, special)
    example = encode_example(record, tokenizer(), LABELS, 256)
    assert windows[0].ids == example.ids
    scores = join_windows(windows, [perfect_scores(example)])
    return list(map(annotation, Decoder(load_ontology(), LABELS).decode(encodings[0], scores, record.text)))


def annotation(event: ScoredEvent) -> AnnotatedEvent:
    """A decoded event in the form of the annotation."""
    arguments = tuple(AnnotatedArgument(role=a.role, span=a.span) for a in event.arguments)
    return AnnotatedEvent(
        trigger=event.trigger, type=event.type, mode=event.mode, modality=event.modality, arguments=arguments
    )


def in_order(event: AnnotatedEvent) -> AnnotatedEvent:
    """The event with its arguments in reading order."""
    return event.model_copy(update={"arguments": tuple(sorted(event.arguments, key=lambda argument: argument.span))})


@pytest.mark.parametrize("record", NEWS, ids=lambda record: record.id)
def test_perfect_scores_give_the_annotation_back(record: AnnotatedText) -> None:
    """Annotation to targets to scores to events is the annotation again: types, modes, modality and every span."""
    assert read_back(record) == sorted(map(in_order, record.events), key=lambda event: event.trigger)


def test_what_covers_no_token_is_left_out() -> None:
    """An event on characters that the tokenizer drops has no target, and nothing else moves."""
    text = "Troops moved \u200b."
    event = AnnotatedEvent(trigger=Span(13, 14), type="MOBILIZE", modality="asserted")
    example = encode_example(AnnotatedText(id="a", text=text, events=(event,)), tokenizer(), LABELS, 256)
    assert (example.events, set(example.trigger)) == ((), {OUTSIDE})


def test_the_smaller_of_two_nested_arguments_is_kept() -> None:
    """Of arguments that share tokens the smaller is marked, for one token has one tag."""
    text = "Officials said the army moved"
    arguments = (
        AnnotatedArgument(role="content", span=Span(15, 29)),
        AnnotatedArgument(role="object", span=Span(19, 23)),
        AnnotatedArgument(role="actor", span=Span(0, 9)),
    )
    event = AnnotatedEvent(trigger=Span(10, 14), type="STATEMENT", modality="asserted", arguments=arguments)
    example = encode_example(AnnotatedText(id="a", text=text, events=(event,)), tokenizer(), LABELS, 256)
    begins = {role: example.events[0].roles.count(tag(LABELS.roles.index(role), "B")) for role in LABELS.roles}
    assert {role: count for role, count in begins.items() if count} == {"actor": 1, "object": 1}


def test_a_long_text_is_cut() -> None:
    """Training alone may cut: no example is longer than the network's window, and cut events have no target."""
    text = "word " * 400 + "moved"
    event = AnnotatedEvent(trigger=Span(2000, 2005), type="MOBILIZE", modality="asserted")
    example = encode_example(AnnotatedText(id="a", text=text, events=(event,)), tokenizer(), LABELS, 64)
    assert (len(example.ids), len(example.trigger), example.events) == (64, 64, ())
