"""Stage 5: scores of a sentence to the events that they speak of.

Tags are read word by word, at the first token of each word, as the best legal BIO sequence. A trigger begins at a
candidate; its arguments are the runs of roles seen from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from shared.ontology import Ontology
from shared.spans import Span
from workers.model.calibration import UNCHANGED, Calibration
from workers.model.labels import Labels, tag, tags_of
from workers.pipeline.bio import best_tags, runs
from workers.pipeline.records import Candidate, Encoding, ScoredArgument, ScoredEvent, SentenceScores

EDGE_PUNCTUATION = " \t\r\n,;:!?\"'“”‘’«»()[]{}"
"""Characters that never belong to the edge of a span; the full stop is not among them ("U.S.")."""


@dataclass(frozen=True, slots=True)
class ScoredTrigger:
    """The words that name an event of ``type``, and the candidate that they begin at."""

    type: str
    span: Span
    confidence: float
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Decoder:
    """How tags are read: the labels, what the ontology allows, the least confidence of an event by type, and what
    probabilities of events and of arguments are worth.
    """

    ontology: Ontology
    labels: Labels
    thresholds: Mapping[str, float] = field(default_factory=dict)
    calibration: Mapping[str, Calibration] = field(default_factory=dict)

    def decode(self, encoding: Encoding, scores: SentenceScores, text: str) -> tuple[ScoredEvent, ...]:
        """The events of one sentence, in reading order."""
        words = group_words(encoding)
        triggers = self.triggers(encoding, scores, text, words)
        windows = groupby(triggers, key=lambda trigger: (trigger.candidate.start, len(trigger.candidate.roles)))
        return tuple(
            self.event(encoding, scores, trigger, arguments)
            for group in (tuple(group) for _, group in windows)
            for trigger, arguments in zip(group, self.arguments(encoding, text, words, group), strict=True)
        )

    def triggers(
        self, encoding: Encoding, scores: SentenceScores, text: str, words: list[range]
    ) -> Iterator[ScoredTrigger]:
        """The triggers that reach their type's threshold, in reading order."""
        firsts = [word.start for word in words]
        candidates = {candidate.position: candidate for candidate in scores.candidates}
        calibration = self.calibration.get("event", UNCHANGED)
        tags = scores.trigger[firsts].copy()
        tags[np.ix_([first not in candidates for first in firsts], range(1, tags.shape[1], 2))] = -np.inf
        for index, run in runs(best_tags(tags[None])[0].tolist()):
            name, span = self.labels.types[index], span_of(encoding, words, run, text)
            confidence = calibration.confidence(float(np.exp(tags[run.start, tag(index, "B")])))
            if confidence >= self.thresholds.get(name, 0.0) and span.start < span.end:
                yield ScoredTrigger(name, span, confidence, candidates[firsts[run.start]])

    def event(
        self,
        encoding: Encoding,
        scores: SentenceScores,
        trigger: ScoredTrigger,
        arguments: tuple[ScoredArgument, ...],
    ) -> ScoredEvent:
        """The event of ``trigger``; its mode and modality are read at the first token."""
        first = trigger.candidate.position
        return ScoredEvent(
            type=trigger.type,
            mode=self.mode(trigger.type, scores.mode[first]),
            modality=self.labels.modalities[int(scores.modality[first].argmax())],
            trigger=trigger.span,
            sentence=encoding.sentence,
            confidence=trigger.confidence,
            arguments=arguments,
        )

    def mode(self, event_type: str, scores: NDArray[np.float32]) -> str | None:
        """The best mode that ``event_type`` may have, or none."""
        allowed = [None, *(mode.name for mode in self.ontology.type(event_type).modes)]
        return max(allowed, key=lambda mode: float(scores[self.labels.mode_column(mode)]))

    def arguments(
        self, encoding: Encoding, text: str, words: list[range], triggers: Sequence[ScoredTrigger]
    ) -> Iterator[tuple[ScoredArgument, ...]]:
        """The arguments of each of some triggers seen in one window, in reading order; all are tagged at once."""
        start, length = triggers[0].candidate.start, len(triggers[0].candidate.roles)
        seen = words_within(words, start, start + length)
        places = [word.start - start for word in seen]
        roles = np.stack([self.allowed_roles(trigger)[places] for trigger in triggers])
        calibration = self.calibration.get("argument", UNCHANGED)
        for scores, tags in zip(roles, best_tags(roles).tolist(), strict=True):
            found = (
                ScoredArgument(
                    self.labels.roles[index],
                    span_of(encoding, seen, run, text),
                    calibration.confidence(belief(scores, index, run)),
                )
                for index, run in runs(tags)
            )
            yield tuple(argument for argument in found if argument.span.start < argument.span.end)

    def allowed_roles(self, trigger: ScoredTrigger) -> NDArray[np.float32]:
        """The role scores seen from ``trigger``, without the roles that its type cannot have."""
        roles = trigger.candidate.roles.copy()
        for index, role in enumerate(self.ontology.roles):
            if not role.allows(trigger.type):
                roles[:, tags_of(index)] = -np.inf
        return roles


def belief(roles: NDArray[np.float32], index: int, run: range) -> float:
    """Mean probability over the words of ``run`` that they are of the ``index``-th role, at most 1."""
    return min(1.0, float(np.exp(roles[run.start : run.stop, tags_of(index)]).sum(axis=1).mean()))


def words_within(words: list[range], start: int, end: int) -> list[range]:
    """The words that lie wholly within tokens ``[start, end)``; found by halving, as words rise."""
    return words[
        bisect_left(words, start, key=lambda word: word.start) : bisect_right(words, end, key=lambda word: word.stop)
    ]


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
