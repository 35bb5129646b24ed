"""The hand-written corpus: what its README promises of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

import pytest

from deploy.local.processes import ROOT
from shared.ontology import load_ontology
from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.texts import check_labels, read_annotated

CORPUS = ROOT / "corpus"
TRAIN, CHALLENGE = read_annotated(CORPUS / "train"), read_annotated(CORPUS / "challenge")
SHINGLE = 3
"""Words of the runs that two texts are compared by."""
ALIKE = 0.4
"""Share of common runs from which two texts are near-duplicates."""


def shingles(text: str) -> set[str]:
    """The runs of words of a text, numbers made equal."""
    words = ["0" if word.isdigit() else word for word in re.findall(r"\w+", text.lower())]
    return {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def near_duplicates(records: Sequence[AnnotatedText]) -> Iterator[tuple[str, str]]:
    """Pairs of texts that share a good part of their runs of words."""
    sets = [shingles(record.text) for record in records]
    holders = defaultdict(list)
    for index, runs in enumerate(sets):
        for run in runs:
            holders[run].append(index)
    shared = Counter(pair for indices in holders.values() for pair in combinations(indices, 2))
    for (one, two), count in shared.items():
        if count / max(1, min(len(sets[one]), len(sets[two]))) >= ALIKE:
            yield records[one].id, records[two].id


def modes(records: Iterable[AnnotatedText]) -> Counter[str]:
    """How often each mode is annotated."""
    return Counter(f"{event.type}/{event.mode}" for record in records for event in record.events if event.mode)


def types(records: Iterable[AnnotatedText]) -> Counter[str]:
    """How often each type is annotated."""
    return Counter(event.type for record in records for event in record.events)


@pytest.mark.parametrize("records", [TRAIN, CHALLENGE], ids=["train", "challenge"])
def test_the_annotation_is_sound(records: tuple[AnnotatedText, ...]) -> None:
    """Labels are the ontology's, spans lie in their texts without blanks around, triggers and ids are apart."""
    check_labels(records, load_ontology())
    assert len({record.id for record in records}) == len(records)
    for record in records:
        triggers = sorted(event.trigger for event in record.events)
        assert all(one.end <= two.start for one, two in pairwise(triggers)), record.id
        for event in record.events:
            for span in (event.trigger, *(argument.span for argument in event.arguments)):
                assert span.of(record.text) == span.of(record.text).strip(), record.id


def test_the_corpus_is_as_large_as_it_says() -> None:
    """Texts, events a type and a mode, and texts without an event."""
    ontology = load_ontology()
    assert len(TRAIN) >= 2000
    assert len(CHALLENGE) >= 400
    assert sum(not record.events for record in TRAIN) >= 400
    counted, by_mode = types(TRAIN), modes(TRAIN)
    assert {kind.name for kind in ontology.types if counted[kind.name] < 60} == set()
    every = {f"{kind.name}/{mode.name}" for kind in ontology.types for mode in kind.modes}
    assert {mode for mode in every if by_mode[mode] < 8} == set()
    challenge = types(CHALLENGE)
    assert {kind.name for kind in ontology.types if challenge[kind.name] < 10} == set()


def test_hardly_a_text_is_like_another() -> None:
    """Fewer than one text in a hundred has a near-duplicate; the challenge set has none in the training part."""
    everything = (*TRAIN, *CHALLENGE)
    pairs = list(near_duplicates(everything))
    assert len({one for pair in pairs for one in pair}) < len(everything) / 100, pairs
    challenge = {record.id for record in CHALLENGE}
    assert [pair for pair in pairs if (pair[0] in challenge) != (pair[1] in challenge)] == []


def test_the_readme_counts_right() -> None:
    """The README names the numbers of texts and events."""
    readme = (CORPUS / "README.md").read_text("utf-8")
    for records in (TRAIN, CHALLENGE):
        texts, events = len(records), sum(len(record.events) for record in records)
        none = sum(not record.events for record in records)
        assert f"{texts:,} | {events:,} | {none:,} |" in readme
