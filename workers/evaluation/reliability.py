"""Reliability: whether events of confidence 0.8 are right in eight cases of ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A found event: how sure the extractor was of its trigger and type, and whether the annotation has it."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The found events of one tenth of the scale of confidence."""

    events: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Mean confidence and share of right events of each tenth that has any."""
    tenths: dict[int, list[Judged]] = {}
    for event in judged:
        tenths.setdefault(min(BINS - 1, int(event.confidence * BINS)), []).append(event)
    return tuple(
        Bin(
            events=len(events),
            confidence=sum(event.confidence for event in events) / len(events),
            right=sum(event.right for event in events) / len(events),
        )
        for _, events in sorted(tenths.items())
    )


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error: the mean distance of confidence and share of right events, weighted by events
    (Naeini et al. 2015); 0 where there are none.
    """
    return sum(bin.events * abs(bin.confidence - bin.right) for bin in reliability(judged)) / max(1, len(judged))
