"""Calibration: what confidence means, and the least of it that an event of each type needs.

Both are read off validation texts. A few hundred annotated events are too few to choose a threshold a type by itself:
each type's choice leans on the events of all types, which count a tenth of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.events import Extraction
from workers.evaluation.annotation import AnnotatedText, annotation_of
from workers.evaluation.matching import match_events
from workers.evaluation.reliability import Judged
from workers.model.calibration import Calibration, log_odds

THRESHOLDS = tuple(step / 50 for step in range(36))
"""What is tried: 0 to 0.7."""
OTHERS = 0.1
"""How much an event of another type counts when a type's threshold is chosen."""
PRIOR = 1.0
"""Strength with which a fitted line is held to the unchanged one, in squared units of scale and offset."""
STEPS = 50
LEAST_STEP = 1e-3
"""Part of a step of Newton's method below which it is no longer halved."""


@dataclass(frozen=True, slots=True)
class Read:
    """A validation text with what was found in it, nothing cut off."""

    record: AnnotatedText
    extraction: Extraction


def fit_calibration(judged: Sequence[Judged]) -> Calibration:
    """The line through the log-odds under which ``judged`` is most likely, by Newton's method with halved steps."""
    points = [(log_odds(event.confidence), float(event.right)) for event in judged]
    scale, offset = 1.0, 0.0
    for _ in range(STEPS):
        along_scale, along_offset = newton_step(points, scale, offset)
        size = 1.0
        while size > LEAST_STEP and unlikeliness(points, scale - size * along_scale, offset - size * along_offset) > (
            unlikeliness(points, scale, offset)
        ):
            size /= 2
        scale, offset = scale - size * along_scale, offset - size * along_offset
    return Calibration(scale=round(scale, 4), offset=round(offset, 4))


def unlikeliness(points: Sequence[tuple[float, float]], scale: float, offset: float) -> float:
    """The negative log-likelihood of (log-odds, right) points under a line, and the prior's."""
    loss = PRIOR * ((scale - 1) ** 2 + offset**2) / 2
    for x, right in points:
        z = scale * x + offset
        loss += max(z, 0.0) - right * z + math.log1p(math.exp(-abs(z)))
    return loss


def newton_step(points: Sequence[tuple[float, float]], scale: float, offset: float) -> tuple[float, float]:
    """What Newton's method takes off scale and offset: the gradient over the curvature."""
    g1, g0, h11, h01, h00 = PRIOR * (scale - 1), PRIOR * offset, PRIOR, 0.0, PRIOR
    for x, right in points:
        p = (1.0 + math.tanh((scale * x + offset) / 2)) / 2
        weight = p * (1.0 - p)
        g1, g0 = g1 + (p - right) * x, g0 + (p - right)
        h11, h01, h00 = h11 + weight * x * x, h01 + weight * x, h00 + weight
    determinant = h11 * h00 - h01 * h01
    return (h00 * g1 - h01 * g0) / determinant, (h11 * g0 - h01 * g1) / determinant


def judge_arguments(reads: Iterable[Read]) -> list[Judged]:
    """Each argument of a rightly found event: whether the annotation has one of its role that overlaps it."""
    judged = []
    for read in reads:
        events = {event.trigger.span: event for event in read.extraction.events}
        for match in match_events(read.record.events, annotation_of(read.extraction)):
            if match.gold.type == match.found.type:
                for argument in events[match.found.trigger].arguments:
                    right = any(a.role == argument.role and a.span.overlap(argument.span) for a in match.gold.arguments)
                    judged.append(Judged(argument.confidence, right))
    return judged


def best_thresholds(reads: Sequence[Read], types: Sequence[str]) -> dict[str, float]:
    """The least confidence for each type, by the F1 of trigger and type; of equal ones the lowest."""
    found, gold = _found(reads), dict.fromkeys(types, 0)
    for read in reads:
        for event in read.record.events:
            gold[event.type] += 1
    return {name: _best(name, found, gold) for name in types}


def _best(name: str, found: Sequence[tuple[str, Judged]], gold: dict[str, int]) -> float:
    def weight(kind: str) -> float:
        return 1.0 if kind == name else OTHERS

    annotated = sum(weight(kind) * count for kind, count in gold.items())

    def f1(threshold: float) -> float:
        kept = [(weight(kind), event.right) for kind, event in found if event.confidence >= threshold]
        right = sum(each for each, is_right in kept if is_right)
        return 2 * right / max(1e-9, annotated + sum(each for each, _ in kept))

    return max(THRESHOLDS, key=f1)


def _found(reads: Sequence[Read]) -> list[tuple[str, Judged]]:
    found = []
    for read in reads:
        matches = match_events(read.record.events, annotation_of(read.extraction))
        right = {match.found.trigger for match in matches if match.gold.type == match.found.type}
        found += [
            (event.type, Judged(event.confidence, event.trigger.span in right)) for event in read.extraction.events
        ]
    return found
