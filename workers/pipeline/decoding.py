"""Stage 5: scores of a sentence to the events that they speak of.

Tags are read word by word, at the first token of each word, as the best legal BIO sequence. A trigger begins at a
candidate; its arguments are the runs of roles seen from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from shared.ontology import Ontology
from shared.spans import Span
from workers.model.labels import Labels
from workers.pipeline.bio import best_tags, runs
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
        firsts = [word.start for word in words]
        candidates = {candidate.position: candidate for candidate in scores.candidates}
        tags = scores.trigger[firsts].copy()
        tags[np.ix_([first not in candidates for first in firsts], range(1, tags.shape[1], 2))] = -np.inf
        found = (
            self.event(encoding, scores, text, words, run, candidates[firsts[run.start]])
            for _, run in runs(best_tags(tags[None])[0].tolist())
        )
        return tuple(event for event in found if event is not None)

    def event(
        self,
        encoding: Encoding,
        scores: SentenceScores,
        text: str,
        words: list[range],
        run: range,
        candidate: Candidate,
    ) -> ScoredEvent | None:
        """The event whose trigger is the words of ``run``; None when its type's threshold is not reached."""
        first = candidate.position
        begin = np.exp(scores.trigger[first, 1::2])
        name = self.labels.types[int(begin.argmax())]
        confidence = min(1.0, float(begin.max()))
        trigger = span_of(encoding, words, run, text)
        if confidence < self.thresholds.get(name, 0.0) or trigger.start == trigger.end:
            return None
        return ScoredEvent(
            type=name,
            mode=self.mode(name, scores.mode[first]),
            modality=self.labels.modalities[int(scores.modality[first].argmax())],
            trigger=trigger,
            sentence=encoding.sentence,
            confidence=confidence,
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
        roles = roles[[word.start - candidate.start for word in seen]]
        for index, run in runs(best_tags(roles[None])[0].tolist()):
            span = span_of(encoding, seen, run, text)
            belief = np.exp(roles[run.start : run.stop, 1 + 2 * index : 3 + 2 * index]).sum(axis=1).mean()
            if span.start < span.end:
                yield ScoredArgument(self.labels.roles[index], span, min(1.0, float(belief)))


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
    word ("U.S.", "John F.").
    """
    words = span.of(text).split()
    if not words or not words[-1].endswith("."):
        return span
    stem = words[-1][:-1]
    return span if "." in stem or len(stem) == 1 else Span(span.start, span.end - 1)
