"""Stage 5: scores of a sentence to the events that they speak of.

Tags are read word by word, at the first token of each word. A trigger begins where a candidate's best tag is not O;
its arguments are the BIO runs seen from it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from shared.ontology import Ontology
from shared.spans import Span
from workers.model.labels import OUTSIDE, Labels
from workers.pipeline.records import Candidate, Encoding, ScoredArgument, ScoredEvent, SentenceScores

EDGE_PUNCTUATION = " \t\r\n,;:!?\"'“”‘’«»()[]{}"
"""Characters that never belong to the edge of a span; the full stop is not among them ("U.S.")."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """How tags are read: the labels, what the ontology allows, and the least probability of a trigger by type."""

    ontology: Ontology
    labels: Labels
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def decode(self, encoding: Encoding, scores: SentenceScores, text: str) -> tuple[ScoredEvent, ...]:
        """The events of one sentence, in reading order."""
        words = group_words(encoding)
        candidates = {candidate.position: candidate for candidate in scores.candidates}
        found = []
        for run in trigger_runs(scores.trigger, words, candidates.keys()):
            event = self.event(encoding, scores, text, words, run, candidates[words[run.start].start])
            if event is not None:
                found.append(event)
        return tuple(found)

    def event(
        self, encoding: Encoding, scores: SentenceScores, text: str, words: list[range], run: range, candidate: Candidate
    ) -> ScoredEvent | None:
        """The event whose trigger is the words of ``run``; None when its type's threshold is not reached."""
        first = words[run.start].start
        begin = np.exp(scores.trigger[first, 1::2])
        name = self.labels.types[int(begin.argmax())]
        confidence = float(begin.max())
        trigger = span_of(encoding, words, run, text)
        if confidence < self.thresholds.get(name, 0.0) or trigger.start == trigger.end:
            return None
        return ScoredEvent(
            type=name,
            mode=self.mode(name, scores.mode[first]),
            modality=self.labels.modalities[int(scores.modality[first].argmax())],
            trigger=trigger,
            sentence=encoding.sentence,
            confidence=min(1.0, confidence),
            arguments=tuple(self.arguments(encoding, candidate, text, words, name)),
        )

    def mode(self, event_type: str, scores: NDArray[np.float32]) -> str | None:
        """The best mode that ``event_type`` may have, or none."""
        allowed = [None, *(mode.name for mode in self.ontology.type(event_type).modes)]
        return max(allowed, key=lambda mode: float(scores[self.labels.mode_column(mode)]))

    def arguments(
        self, encoding: Encoding, candidate: Candidate, text: str, words: list[range], event_type: str
    ) -> Iterator[ScoredArgument]:
        """The arguments seen from ``candidate``, in reading order."""
        roles = candidate.roles.copy()
        for index, role in enumerate(self.ontology.roles):
            if not role.allows(event_type):
                roles[:, 1 + 2 * index : 3 + 2 * index] = -np.inf
        end = candidate.start + len(roles)
        seen = [word for word in words if candidate.start <= word.start and word.stop <= end]
        tags = [int(roles[word.start - candidate.start].argmax()) for word in seen]
        for index, run in role_runs(tags):
            span = span_of(encoding, seen, run, text)
            columns = roles[[seen[word].start - candidate.start for word in run], 1 + 2 * index : 3 + 2 * index]
            if span.start < span.end:
                confidence = min(1.0, float(np.exp(columns).sum(axis=1).mean()))
                yield ScoredArgument(self.labels.roles[index], span, confidence)


def group_words(encoding: Encoding) -> list[range]:
    """Token ranges of the words of an encoding, in order."""
    starts = [token for token, word in enumerate(encoding.words) if token == 0 or word != encoding.words[token - 1]]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(encoding.words)], strict=True)]


def span_of(encoding: Encoding, words: list[range], run: range, text: str) -> Span:
    """The characters of the words of ``run``, without punctuation that does not belong at an edge."""
    whole = Span(encoding.spans[words[run.start].start].start, encoding.spans[words[run.stop - 1].stop - 1].end)
    inner = whole.of(text)
    start = whole.start + len(inner) - len(inner.lstrip(EDGE_PUNCTUATION))
    end = start + len(inner.strip(EDGE_PUNCTUATION))
    span = Span(start, end)
    return without_full_stop(span, text) if span.end == encoding.spans[-1].end else span


def without_full_stop(span: Span, text: str) -> Span:
    """A span at the end of its sentence without the sentence's full stop, which stays where it is part of the last
    word ("U.S.", "John F.")."""
    words = span.of(text).split()
    if not words or not words[-1].endswith("."):
        return span
    stem = words[-1][:-1]
    return span if "." in stem or len(stem) == 1 else Span(span.start, span.end - 1)


def trigger_runs(trigger: NDArray[np.float32], words: list[range], starts: Container[int]) -> Iterator[range]:
    """Word ranges of the triggers: a candidate whose best tag is not O, and the words after it tagged inside."""
    best = [int(trigger[word.start].argmax()) for word in words]
    index = 0
    while index < len(words):
        end = index + 1
        if best[index] != OUTSIDE and words[index].start in starts:
            while end < len(words) and best[end] != OUTSIDE and best[end] % 2 == 0:
                end += 1
            yield range(index, end)
        index = end


def role_runs(tags: list[int]) -> Iterator[tuple[int, range]]:
    """(role index, word range) of every run of one role; a B tag, or an I tag of another role, begins a new run."""
    start, role = 0, -1
    for index, tag in enumerate([*tags, OUTSIDE]):
        now = (tag - 1) // 2
        begins = tag != OUTSIDE and (tag % 2 == 1 or now != role)
        if role >= 0 and (tag == OUTSIDE or begins):
            yield role, range(start, index)
        if tag == OUTSIDE:
            role = -1
        elif begins:
            start, role = index, now
